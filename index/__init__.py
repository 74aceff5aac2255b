"""Papers: what one is, where they come from, how they are kept and found."""
