"""Villages as selections: those of which gap lists and reports of other features speak (dictionary E04)."""

from fupin_desktop.ledger.declared.selection import COUNTED, Equal, Selection

POOR_VILLAGES = Selection("village", (Equal("is_poor_village", 1),), ("code",), COUNTED)
