"""Chapters of villages, teams and offices."""
