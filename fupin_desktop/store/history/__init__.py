"""What was said: the history of a record, open questions, twins, where things are."""
