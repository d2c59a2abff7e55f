"""How entries become rows: taking them in, judging their values, uniting cells, places and quotes."""
