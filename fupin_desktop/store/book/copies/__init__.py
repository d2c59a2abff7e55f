"""Copies of a book and its end: backup, restoring, what remains, clearing a laptop."""
