"""The overview: what a library holds and what its reader made of it, as figures and as lines."""
