"""One household, one plan: plans, yearly measures, progress (一户一法)."""
