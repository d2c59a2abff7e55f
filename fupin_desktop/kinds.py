"""The table of contents: every record class, listed by hand.  A new feature adds its one line here."""

from collections.abc import Callable, Mapping
from typing import Any

from fupin_desktop.duties.model import Cadre as Cadre
from fupin_desktop.duties.model import Responsibility as Responsibility
from fupin_desktop.households.model import Household as Household
from fupin_desktop.households.model import Member as Member
from fupin_desktop.households.model import MemberYear as MemberYear
from fupin_desktop.housing.model import HousingCase as HousingCase
from fupin_desktop.housing.model import HousingStep as HousingStep
from fupin_desktop.incomes.model import BankCard as BankCard
from fupin_desktop.incomes.model import IncomeYear as IncomeYear
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.notices.model import Notice as Notice
from fupin_desktop.notices.model import Objection as Objection
from fupin_desktop.notices.model import Posting as Posting
from fupin_desktop.plans.model import HouseholdPlan as HouseholdPlan
from fupin_desktop.plans.model import MeasureProgress as MeasureProgress
from fupin_desktop.plans.model import YearMeasure as YearMeasure
from fupin_desktop.sync.model import Decision as Decision
from fupin_desktop.sync.model import Grant as Grant
from fupin_desktop.sync.model import SameAs as SameAs
from fupin_desktop.villages.model import AssistingUnit as AssistingUnit
from fupin_desktop.villages.model import Village as Village
from fupin_desktop.visits.model import FollowUpTask as FollowUpTask
from fupin_desktop.visits.model import Visit as Visit

# To be imported above is to be listed: the classes of this module's own namespace are the kinds of the book.
KINDS: Mapping[str, type[Record]] = {
    kind_of(cls): cls
    for cls in list(globals().values())
    if isinstance(cls, type) and issubclass(cls, Record) and cls is not Record
}

# What the desk refuses beyond the limits of single fields, by kind; the border only warns (sync.md §2).
RULES: Mapping[str, Callable[[Ledger, Any], None]] = {}
