"""What watches over the whole application: faults, keys and the wheel, idleness, sleep, a second window."""
