"""What every place stands on: the session, its worker, the rail, the lock."""
