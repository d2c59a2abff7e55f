"""Settings: how the window looks, this book, its office and devices, parameters, rights, backups."""
