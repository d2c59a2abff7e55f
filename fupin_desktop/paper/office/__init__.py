"""Papers an office keeps for itself: keys, receipts, hand-over, the call sheet."""
