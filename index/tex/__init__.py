"""TeX as readable text."""
