"""The ten tabs of a household file, in the order cadres know."""

from collections.abc import Callable

from fupin_desktop.ledger.words import N_
from fupin_desktop.ui.pages.file_tabs import FileTab, LivingTab, cases, incomes, later, members, trail, visits
from fupin_desktop.ui.pages.plan_tabs import MeasuresTab, PlanTab
from fupin_desktop.ui.session import Session

TABS: tuple[Callable[[Session], FileTab], ...] = (
    members,
    LivingTab,
    PlanTab,
    MeasuresTab,
    visits,
    later(N_("Funds"), N_("Money spent for the household will stand here, by source and year.")),
    incomes,
    later(N_("Way out of poverty"), N_("The score of the household, month by month, will be drawn here.")),
    trail,
    cases,
)
