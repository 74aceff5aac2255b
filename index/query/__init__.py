"""What can be asked of the library, and how it is written."""
