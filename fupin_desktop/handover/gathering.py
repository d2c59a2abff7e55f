"""What one cadre hands over (交接清单): read from the records, for paper and the command line alike.

A first secretary or captain hands over the village and its laptop, everybody else the households they answer for
(E08, E09, 002 §19, §23).  Nothing here holds an identity, card or telephone number: `covered` takes out what people
typed, and a child's name is masked as everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import CAPTAIN, FIRST_SECRETARY, is_current
from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among, is_minor
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rules import ISSUED, POSTED
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import RUNNING, reached
from fupin_desktop.plans.rules import is_overdue as measure_is_overdue
from fupin_desktop.plans.yearly import HouseholdYearPlan
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import UNFINISHED, in_order
from fupin_desktop.visits.rules import is_overdue as task_is_overdue

Row = tuple[str, ...]
_LONGEST = 60  # characters of a content; more is read in the household's file
_AT_ONCE = 400  # ids in one question to the book


@dataclass(frozen=True)
class Parties:
    """Who hands over to whom, who is witness, when and where; empty ones are left to write in."""

    giver: str = ""
    receiver: str = ""
    witness: str = ""
    day: date | None = None
    place: str = ""


@dataclass(frozen=True)
class HandOver:
    """The list: rows of finished text under each heading.  `is_whole`: of the whole laptop, not of one cadre's share.

    Households: serial, head, persons, status, who answers, last visit.  Measures: head, year, content, reached, due.
    Plans: head, year, what is missing.  Tasks: head, matter, in whose hands, due.  Cases: head, kind, stage, since,
    missing.  Notices: number, title, last day.
    """

    village: str
    cadre: str
    parties: Parties
    is_whole: bool
    households: Sequence[Row]
    plans: Sequence[Row]
    measures: Sequence[Row]
    tasks: Sequence[Row]
    cases: Sequence[Row]
    notices: Sequence[Row]

    @property
    def counts(self) -> dict[str, int]:
        """How much there is of each."""
        names = ("households", "plans", "measures", "tasks", "cases", "notices")
        return {name: len(getattr(self, name)) for name in names}


def hand_over_of(finder: Finder, cadre: Cadre | None, parties: Parties, today: date) -> HandOver:
    """What this cadre hands over as of a day; without a cadre the whole laptop."""
    found = _Found(finder, cadre, today)
    giver = parties.giver or (cadre.name if cadre else "") or ""
    given = Parties(giver, parties.receiver, parties.witness, parties.day or today, parties.place)
    return HandOver(
        village=found.village, cadre=_who(cadre), parties=given, is_whole=found.is_whole,
        households=found.household_rows(), plans=found.plan_rows(), measures=found.measure_rows(),
        tasks=found.task_rows(), cases=found.case_rows(), notices=found.notice_rows(),
    )  # fmt: skip


def hands_over_all(cadre: Cadre | None) -> bool:
    """True for whoever leads the team of the village, and where nobody in particular hands over."""
    return cadre is None or bool({FIRST_SECRETARY, CAPTAIN} & set(cadre.roles))


def _who(cadre: Cadre | None) -> str:
    parts = (cadre.name, cadre.unit_name, cadre.post) if cadre else ()
    return covered(" · ".join(part for part in parts if part))


class _Found:
    """What the book knows of the households that are handed over."""

    def __init__(self, finder: Finder, cadre: Cadre | None, today: date) -> None:
        self._finder, self._today = finder, today
        self.is_whole = hands_over_all(cadre)
        self._code = cadre.village_code if cadre else None
        self._duties = [one for one in finder.find(Responsibility) if is_current(one, today)]
        self._homes = self._chosen(cadre)
        self._ids = [home.id for home in self._homes if home.id is not None]
        self._members = _by(self._linked(Member), "household")
        self._heads = {home.id: self._head(home.id) for home in self._homes}

    def _chosen(self, cadre: Cadre | None) -> list[Household]:
        homes = self._finder.find(Household, village_code=self._code) if self._code else self._finder.find(Household)
        if not self.is_whole and cadre is not None:
            own = {one.household for one in self._duties if one.cadre == cadre.id}
            homes = [home for home in homes if home.id in own]
        return sorted(homes, key=lambda home: (home.village_code or "", home.household_code or "", home.id or 0))

    def _linked(self, cls: type[Any], **where: Any) -> list[Any]:
        found: list[Any] = []
        for at in range(0, len(self._ids), _AT_ONCE):
            found += self._finder.find(cls, household=self._ids[at : at + _AT_ONCE], **where)
        return found

    def _head(self, home: Dot | None) -> str:
        head = head_among(self._members.get(home, []))
        if head is None or not head.name:
            return NOTHING
        return covered(minor_name(head.name) if is_minor(head.birth_date, self._today) else head.name)

    @property
    def village(self) -> str:
        """The name of the village, of each where there are several."""
        villages = self._finder.find(Village)
        names = [one.name or "" for one in villages if self._code in (None, one.code)]
        return "、".join(dict.fromkeys(name for name in names if name)) or (self._code or "")

    # --- rows -------------------------------------------------------------------------------------------------------

    def household_rows(self) -> list[Row]:
        """Every household with who answers for it and when it was visited last."""
        names = {one.id: one.name or "" for one in self._finder.find(Cadre)}
        answers: dict[Any, list[str]] = defaultdict(list)
        for duty in self._duties:
            answers[duty.household].append(names.get(duty.cadre, ""))
        visits = _by(self._linked(Visit), "household")
        return [
            (
                (home.household_code or "")[-4:] or NOTHING,
                self._heads[home.id],
                str(home.persons or NOTHING),
                word("hh_status", home.status or "") or NOTHING,
                covered("、".join(dict.fromkeys(name for name in answers[home.id] if name))) or NOTHING,
                max((one.date.isoformat() for one in visits.get(home.id, []) if one.date), default=NOTHING),
            )
            for home in self._homes
        ]

    def plan_rows(self) -> list[Row]:
        """Plans of this year and of coming years that are not approved yet."""
        plans = [one for one in self._linked(HouseholdYearPlan) if not one.approved_by]
        plans = [one for one in plans if (one.year or 0) >= self._today.year]
        return [(self._heads[one.household], str(one.year), _("not approved yet")) for one in _sorted(plans)]

    def measure_rows(self) -> list[Row]:
        """Measures that have not come to their end."""
        found = [one for one in self._linked(YearMeasure) if one.state in RUNNING]
        steps = _by(self._steps(found), "measure")
        return [
            (
                self._heads[one.household],
                str(one.year or NOTHING),
                _short(one.content),
                f"{reached(steps.get(one.id, []))} %",
                self._due(one.due, late=measure_is_overdue(one, self._today)),
            )
            for one in _sorted(found)
        ]

    def _steps(self, measures: Sequence[YearMeasure]) -> list[MeasureProgress]:
        ids = [one.id for one in measures]
        return [
            step for at in range(0, len(ids), _AT_ONCE)
            for step in self._finder.find(MeasureProgress, measure=ids[at : at + _AT_ONCE])
        ]  # fmt: skip

    def task_rows(self) -> list[Row]:
        """Promises and other tasks that are open, the most pressing first."""
        tasks = in_order(self._linked(FollowUpTask, state=list(UNFINISHED)), self._today)
        return [
            (
                self._heads[one.household],
                _short(one.matter),
                covered(one.owner or "") or NOTHING,
                self._due(one.due, late=task_is_overdue(one, self._today)),
            )
            for one in tasks
        ]

    def case_rows(self) -> list[Row]:
        """Cases on their way, with what each lacks for its next step."""
        return [row for cls in CASES.values() for row in self._cases_of(cls)]

    def _cases_of(self, cls: type[Case]) -> list[Row]:
        ours = fields_of(cls)[cls.home].link == "household"
        cases = [one for one in (self._linked(cls) if ours else self._others(cls)) if _is_open(one)]
        look = Look(self._finder, cases)
        return [
            (
                self._whose(one),
                _(cls.label),
                stage_name(cls, one.stage),
                str(one.stage_on or NOTHING),
                covered("\n".join(lack.text for lack in missing_next(look, one, self._today))) or NOTHING,
            )
            for one in _sorted(cases)
        ]

    def _whose(self, case: Case) -> str:
        """The head of its household; of a case that is no household's its own name."""
        own = covered(getattr(case, "name", None) or NOTHING)
        return self._heads.get(case.belongs_to, own)

    def _others(self, cls: type[Case]) -> list[Case]:
        return self._finder.find(cls) if self.is_whole else []

    def notice_rows(self) -> list[Row]:
        """Notices that hang, with their last day; whoever hands over a share of households has none."""
        if not self.is_whole:
            return []
        hanging = self._finder.find(Notice, state=[ISSUED, POSTED])
        hanging.sort(key=lambda one: (one.posted_to or date.max, one.id or 0))
        return [(one.number or NOTHING, covered(one.title or ""), str(one.posted_to or NOTHING)) for one in hanging]

    @staticmethod
    def _due(day: date | None, *, late: bool) -> str:
        told = str(day or NOTHING)
        return f"{told} {_('Overdue')}" if late else told


def _is_open(case: Case) -> bool:
    path = type(case).path
    return path.is_unplaced(case.stage) or case.stage not in path.closed


def _sorted(found: Iterable[Any]) -> list[Any]:
    return sorted(found, key=lambda one: (int(getattr(one, "household", None) or 0), one.id or 0))


def _short(text: str | None) -> str:
    words = covered(text or "").replace("\n", " ")
    return f"{words[:_LONGEST]}…" if len(words) > _LONGEST else words or NOTHING


def _by(found: Iterable[Any], name: str) -> Mapping[Any, list[Any]]:
    parted: dict[Any, list[Any]] = defaultdict(list)
    for one in found:
        parted[getattr(one, name)].append(one)
    return parted
