"""The window: with app.py the only importer of PySide6.  It is handed its book and never opens one."""
