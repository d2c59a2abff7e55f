"""What a household earned in a year, and the card it is paid on (收支、一卡通)."""
