"""Vegetable gardens (菜园): an invented feature, to prove what a new one costs."""

from fupin_desktop.gardens.model import Garden

from fupin_desktop.ledger.feature import Feature

FEATURE = Feature((Garden,))
