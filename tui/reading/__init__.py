"""What the reader decided about papers: marks, their journal, and the TOML they live in."""
