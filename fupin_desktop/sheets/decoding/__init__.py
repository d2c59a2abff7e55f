"""Strangers' files, in the child process: from the bytes of each format to sheets of plain cells."""
