"""Writing the book: the door, the entry being written, the day, drafts."""
