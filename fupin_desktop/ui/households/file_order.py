"""The ten tabs of a household file, in the order cadres know; kinds that have no place of their own follow."""

from collections.abc import Callable

from fupin_desktop.duties.model import Responsibility
from fupin_desktop.households.model import Member
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.words import N_
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.ui.cases.tab import CasesTab
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.plans.plan_tabs import MeasuresTab, PlanTab
from fupin_desktop.ui.subject.file_tabs import FileTab, LivingTab, incomes, later, members, trail, visits
from fupin_desktop.ui.subject.records_tab import unplaced
from fupin_desktop.visits.model import FollowUpTask, Visit

# Shown by a tab below, by the strip over them, or on Today
_PLACED = (
    *(Member, IncomeYear, HouseholdPlan, YearMeasure, Visit),
    *(Responsibility, FollowUpTask, *CASES.values()),
)
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
    CasesTab,
    *unplaced(_PLACED),
)
