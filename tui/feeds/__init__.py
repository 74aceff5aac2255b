"""Feeds as a reader has them: settings, how their days stand, fetches and what is told of them."""
