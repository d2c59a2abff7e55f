"""Editors of one field each, and the picker of links; they know no feature and no page."""
