"""The full-text index: Whoosh, and everything that knows of it."""
