"""Wells (打井): an invented kind of case, and the meeting it waits for."""

from fupin_desktop.wells.meeting import Assembly
from fupin_desktop.wells.model import Well

from fupin_desktop.casework.feature import case_feature

FEATURE = case_feature(Well, Assembly)
