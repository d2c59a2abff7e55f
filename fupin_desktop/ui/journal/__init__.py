"""The log of the resident cadre in the window (驻村日志)."""
