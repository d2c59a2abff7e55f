"""What the lists of the window and the command line show."""
