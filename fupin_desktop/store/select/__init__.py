"""Selections as SQL: conditions, joined twins, pages."""
