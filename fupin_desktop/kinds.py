"""The table of contents: every record class, by hand.  A new feature adds its classes here."""

from collections.abc import Callable, Mapping
from typing import Any

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.notices.model import Notice, Objection, Posting
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.sync.model import Decision, Grant, SameAs
from fupin_desktop.villages.model import AssistingUnit, Village
from fupin_desktop.visits.model import FollowUpTask, Visit

CLASSES: tuple[type[Record], ...] = (
    *(AssistingUnit, Village),
    *(Household, Member, MemberYear),
    *(IncomeYear, BankCard),
    *(Cadre, Responsibility),
    *(Visit, FollowUpTask),
    *(HouseholdPlan, YearMeasure, MeasureProgress),
    *(HousingCase, HousingStep),
    *(Notice, Posting, Objection),
    *(Grant, Decision, SameAs),
)

KINDS: Mapping[str, type[Record]] = {kind_of(cls): cls for cls in CLASSES}

# What the desk refuses beyond the limits of single fields, by kind; the border only warns (sync.md §2).
RULES: Mapping[str, Callable[[Ledger, Any], None]] = {}
