"""Migrations of the book, shipped inside the package; they import nothing that will change."""
