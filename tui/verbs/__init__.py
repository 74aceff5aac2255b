"""The command-line verbs, one module each."""
