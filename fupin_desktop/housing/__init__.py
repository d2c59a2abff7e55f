"""Repair of dangerous houses (危房改造)."""

from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.ledger.feature import Feature

FEATURE = Feature((HousingCase, HousingStep))
