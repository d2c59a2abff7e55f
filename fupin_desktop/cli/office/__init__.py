"""Verbs of an office's book: making and keeping it, its keys, the exchange, rights and parameters."""
