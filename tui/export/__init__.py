"""Papers out: one module a format, one registry."""
