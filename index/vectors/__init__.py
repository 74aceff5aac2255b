"""Papers as vectors of their words: what ranking by likeness stands on."""
