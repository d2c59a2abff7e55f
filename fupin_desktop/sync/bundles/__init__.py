"""The bundle and what travels in it: segments, their content, volumes, cards, receipts."""
