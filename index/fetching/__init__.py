"""Asking other machines: the one place of Carrel that does, and only when papers are fetched."""
