"""Reading the book: records, lists, search, who is who."""
