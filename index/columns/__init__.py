"""The mapped file of what list, filters and orders need."""
