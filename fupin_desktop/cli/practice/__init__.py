"""Verbs to see and to practise with: the tour and the demonstration."""
