"""Photographs: kept encrypted beside the book, their shelf and their tray."""
