"""How a value is written: as typed, as kept, as compared, as shown."""
