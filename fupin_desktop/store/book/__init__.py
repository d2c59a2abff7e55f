"""The book itself: making, opening, keys, backup, restoring, upgrading, checking."""
