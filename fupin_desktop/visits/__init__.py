"""Household visits and what follows from them (走访、跟进事项)."""
