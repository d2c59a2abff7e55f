"""The few ideas every feature shares: field, record, entry, clock, words, errors, progress (台账的基本概念)."""
