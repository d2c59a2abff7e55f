"""Tabs of a file: records of a kind, journal."""
