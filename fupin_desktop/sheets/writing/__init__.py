"""Workbooks out of the book: lists, the roster, reports, forms, the account of an import."""
