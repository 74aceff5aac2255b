"""Feeds that a reader follows: what they are, what was had of each day, and the next fetch."""
