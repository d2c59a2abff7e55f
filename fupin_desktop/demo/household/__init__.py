"""Chapters of households and their persons."""
