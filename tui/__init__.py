"""The reader: what one person does with papers, on the screen and at the command line."""

VERSION = "0.1.0"
