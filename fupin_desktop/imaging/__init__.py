"""Photographs as pictures: taken in reduced and bare, drawn for the window; decoded only in a limited child process."""
