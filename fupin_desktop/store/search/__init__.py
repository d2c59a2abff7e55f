"""Finding people and records by what is typed."""
