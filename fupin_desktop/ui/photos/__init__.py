"""Photographs in the window: choosing, taking in, the tray."""
