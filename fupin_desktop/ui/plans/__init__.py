"""Plans and measures (一户一法)."""
