"""Merging: who may write what, which branch holds, replay, undo, digests."""
