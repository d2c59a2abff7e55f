"""Visits (走访)."""
