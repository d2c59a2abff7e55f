"""The window itself: unlocking, first steps, the shell."""
