"""The reader's saved views: queries with a name, kept in ``views.toml``."""
