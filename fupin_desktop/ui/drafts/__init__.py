"""What was typed and not saved: kept in the book, put back when the form is opened again."""
