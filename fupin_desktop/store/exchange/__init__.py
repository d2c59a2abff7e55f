"""Sealing and merging with partners: what goes out, what came in, what waits."""
