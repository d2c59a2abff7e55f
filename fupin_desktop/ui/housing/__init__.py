"""Repair of dangerous houses (危房改造)."""
