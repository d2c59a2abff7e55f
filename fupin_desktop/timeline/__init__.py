"""Time lines made of what was entered elsewhere: of a subject (帮扶动态), and of a person's days (驻村日志)."""
