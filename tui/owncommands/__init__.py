"""Commands of the reader's own: a paper handed to a program. No screen, and no shell."""
