"""The reader in a browser: who may come in, what they get, and the process behind each tab."""
