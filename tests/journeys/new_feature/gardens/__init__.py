"""Vegetable gardens (菜园): an invented feature, to prove what a new one costs."""
