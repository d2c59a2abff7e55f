"""Parts of windows that know fields and records in general: no page, no feature."""
