"""What the window does with any list: print it, export it, correct many records of it with a preview."""
