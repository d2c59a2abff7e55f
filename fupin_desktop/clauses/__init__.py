"""Every clause of the papers and what serves it (条款对照): screen, command, print, and the test."""
