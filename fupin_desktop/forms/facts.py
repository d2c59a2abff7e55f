"""What a form is filled from: the records of some households and their villages, read kind by kind, once each."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from fupin_desktop.duties.rules import is_current
from fupin_desktop.forms.way import HOUSEHOLD, By, Way, hangs_on, home_kind, lives_in_village
from fupin_desktop.households.model import HEAD, Household, Member
from fupin_desktop.households.rules import has_left, head_among
from fupin_desktop.incomes.rules import counts_medical
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.selection import Selection
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.meetings.model import Meeting
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import GAPS
from fupin_desktop.reports.period import Period
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.rules import UNFINISHED

Grouped = Mapping[Any, Sequence[Any]]
_APPRAISALS = ("appraisal",)  # kinds of meetings that appraise households (民主评议)
_MEETING = Way(By.LINK, "meeting", "meeting")
_SINCE = ("date", "year", "year_plan", "start", "on", "received_on", "issued_on", "entered_on")


class Facts:
    """The records behind the forms of these households (or of whole villages), as they stand on a day.

    Facts of a year are those of the newest year up to `year`.
    """

    def __init__(
        self, finder: Finder, homes: Sequence[Household], codes: Sequence[str], day: date, division: str, year: int = 0
    ) -> None:
        self.finder, self.homes, self.day, self.division = finder, list(homes), day, division
        self.codes = list(codes) or sorted({home.village_code for home in homes if home.village_code})
        self.year = year or day.year
        self._under: dict[str, Grouped] = {}
        self._linked: dict[str, dict[Any, Record]] = defaultdict(dict)
        self._asked: dict[str, set[Any]] = defaultdict(set)

    @cached_property
    def villages(self) -> Mapping[str | None, Village]:
        """The villages by their code."""
        return {one.code: one for one in self.finder.find(Village, code=self.codes)} if self.codes else {}

    @cached_property
    def medical(self) -> bool:
        """Do medical refunds count as income here?"""
        return counts_medical(self.finder, self.division, self.day)

    @cached_property
    def alerts(self) -> Mapping[Any, Sequence[str]]:
        """What the gap lists find of each household, in their words (F35)."""
        wanted = asked(self.finder, self.division, self.day, Period(self.year))
        found: dict[Any, list[str]] = defaultdict(list)
        for gap in GAPS.values():
            figure = gap.figure(wanted)
            for home in self._homes_behind(figure.behind) if figure is not None else ():
                found[home].append(_(gap.label))
        return found

    def _homes_behind(self, behind: Selection) -> set[Any]:
        if not hangs_on(behind.kind, HOUSEHOLD):
            return set()
        homes = (self.home_of(one) for one in self.finder.select(behind))
        return {home.id for home in homes if home is not None}

    def under(self, kind: str) -> Grouped:
        """The records of a kind by what they hang on: a record's id, or a division code."""
        if kind not in self._under:
            self._under[kind] = self._read(kind)
        return self._under[kind]

    def _read(self, kind: str) -> Grouped:
        cls: Any = KINDS[kind]
        if kind == HOUSEHOLD:
            found: Sequence[Any] = self.homes
        else:
            above = self._above(kind)
            wanted: dict[str, Any] = {cls.home: above}
            found = self.finder.find(cls, **wanted) if above else []
        grouped: dict[Any, list[Any]] = defaultdict(list)
        for one in sorted(found, key=_in_time):
            grouped[getattr(one, cls.home)].append(one)
        return grouped

    def _above(self, kind: str) -> list[Any]:
        if lives_in_village(kind):
            return list(self.codes)
        above = home_kind(kind)
        return [one.id for group in self.under(above).values() for one in group] if above else []

    def of_home(self, kind: str, home: Household) -> list[Any]:
        """The records of a kind that hang on a household, in time."""
        return self._down(kind, [home]) if hangs_on(kind, HOUSEHOLD) else []

    def of_village(self, kind: str, code: str) -> list[Any]:
        """The records of a kind that live in a village, however long the chain."""
        if lives_in_village(kind):
            return list(self.under(kind).get(code, ()))
        if hangs_on(kind, HOUSEHOLD):
            homes = sorted(self.under(HOUSEHOLD).get(code, ()), key=lambda one: one.household_code or "")
            return [one for home in homes for one in self._down(kind, [home])]
        return [one for above in self.of_village(home_kind(kind), code) for one in self.under(kind).get(above.id, ())]

    def _down(self, kind: str, homes: Sequence[Record]) -> list[Any]:
        if kind == HOUSEHOLD:
            return list(homes)
        above = self._down(home_kind(kind), homes)
        found = [one for record in above for one in self.under(kind).get(record.id, ())]
        return sorted(found, key=_in_time)

    def linked(self, way: Way, record: Record) -> Record | None:
        """The record a link leads to; all that the lines of its kind link to are read at once."""
        id = getattr(record, way.link)
        if id is None:
            return None
        known = self._linked[way.kind]
        if id not in known and id not in self._asked[way.kind]:
            ids = {getattr(one, way.link) for one in self._siblings(record)} | {id}
            wanted = sorted(one for one in ids if one is not None and one not in self._asked[way.kind])
            self._asked[way.kind] |= set(wanted)
            known |= {one.id: one for one in self.finder.find(KINDS[way.kind], id=wanted, with_away=True)}
        return known.get(id)

    def _siblings(self, record: Record) -> list[Record]:
        kind = kind_of(type(record))
        return [one for group in self._under.get(kind, {}).values() for one in group]

    def home_of(self, record: Record) -> Household | None:
        """The household a record hangs on."""
        kind = kind_of(type(record))
        while kind and kind != HOUSEHOLD:
            above = home_kind(kind)
            id = getattr(record, KINDS[kind].home)
            record = self._ids(above).get(id) if above else None  # type: ignore[assignment]  # None ends it
            if record is None:
                return None
            kind = above
        return record if isinstance(record, Household) else None

    def _ids(self, kind: str) -> Mapping[Any, Record]:
        known = self._linked[f"{kind}/all"]
        if not known:
            known |= {one.id: one for group in self.under(kind).values() for one in group}
        return known


class Line:
    """What one line, or one paper, is about: its own record, its household, its village."""

    def __init__(
        self, facts: Facts, home: Household | None, code: str, main: Record | None = None, number: int = 0, *,
        newest: str = "",
    ) -> None:  # fmt: skip
        self.facts, self.code, self.main, self.number = facts, code, main, number
        self._among = FILTERS[newest] if newest else None
        self.home = home if home is not None else facts.home_of(main) if main is not None else None

    def record(self, way: Way) -> Record | None:
        """The record at the end of a way."""
        found: Mapping[By, Callable[[Way], Record | None]] = {
            By.MAIN: lambda _way: self.main,
            By.HEAD: lambda _way: self.head,
            By.HOME: lambda _way: self.home,
            By.PLACE: lambda _way: self.village,
            By.LINK: lambda way: self.facts.linked(way, self.main) if self.main else None,
            By.CHILD: self._child,
            By.HOME_CHILD: lambda way: self._newest(self.facts.of_home(way.kind, self.home)) if self.home else None,
            By.PLACE_LINK: lambda way: self.facts.linked(way, self.village) if self.village else None,
            By.PLACE_CHILD: lambda way: self._newest(self.facts.of_village(way.kind, self.place)),
        }
        return found[way.by](way)

    @property
    def place(self) -> str:
        """The code of its village."""
        return (self.home.village_code if self.home else None) or self.code

    @property
    def village(self) -> Village | None:
        """Its village."""
        return self.facts.villages.get(self.place)

    @property
    def members(self) -> list[Member]:
        """Who lives in the household, its head first."""
        return persons(self.facts.of_home("member", self.home)) if self.home else []

    @property
    def head(self) -> Member | None:
        """The head of its household."""
        return head_among(self.members)

    def _child(self, way: Way) -> Record | None:
        assert self.main is not None, "only a line has children"
        return self._newest(self.facts.under(way.kind).get(self.main.id, ()))

    def _newest(self, found: Sequence[Any]) -> Record | None:
        until = [one for one in found if (getattr(one, "year", None) or 0) <= self.facts.year]
        if self._among is not None:
            until = [one for one in until if self._among(self.facts, one)]
        return until[-1] if until else None


def persons(found: Sequence[Member]) -> list[Member]:
    """Those who live there, the head first, then by age."""
    there = [one for one in found if not has_left(one)]
    return sorted(there, key=lambda one: (one.relation != HEAD, one.birth_date or date.max, one.id or 0))


def _in_time(record: Record) -> tuple[str, int]:
    fields = fields_of(type(record))
    since = next(
        (getattr(record, name) for name in _SINCE if name in fields and fields[name].kind is not Kind.LINK), None
    )
    return str(since or ""), record.id or 0


Filter = Callable[[Facts, Any], bool]
FILTERS: Mapping[str, Filter] = {
    # Who lives there still; who answers for it now; what is not done; what belongs to the year of the paper
    "living": lambda _facts, one: not has_left(one),
    "current": lambda facts, one: _is_now(facts, one),
    "open": lambda _facts, one: one.state in UNFINISHED,
    "this_year": lambda facts, one: facts.year == (getattr(one, "year", None) or _year_of(one)),
    "paid_this_year": lambda facts, one: one.paid_on is not None and one.paid_on.year == facts.year,
    "issued": lambda _facts, one: bool(one.number),
    "decided": lambda _facts, one: one.benefits_end is not None,
    "dangerous": lambda _facts, one: one.house_danger_grade in ("C", "D"),
    "in_team": lambda _facts, one: bool(one.team or one.roles),
    # Of the newest meeting of the village, which the form is the record of; of its newest appraisal meeting (民主评议)
    "newest_meeting": lambda facts, one: _is_newest_meeting(facts, one, ()),
    "newest_appraisal": lambda facts, one: _is_newest_meeting(facts, one, _APPRAISALS),
    "alerted": lambda facts, one: one.id in facts.alerts,
    "counted": lambda _facts, one: getattr(one, "status", None) not in Household.ended["status"],
}


def _is_now(facts: Facts, one: Any) -> bool:
    if hasattr(one, "household"):
        return is_current(one, facts.day)
    return (one.end is None or one.end >= facts.day) and (one.start is None or one.start <= facts.day)


def _is_newest_meeting(facts: Facts, one: Any, types: Sequence[str]) -> bool:
    """Is it the newest meeting of its village, of these types where there is one, or a vote of that?"""
    meeting: Any = one if isinstance(one, Meeting) else facts.linked(_MEETING, one)
    if meeting is None:
        return False
    found = facts.of_village(_MEETING.kind, meeting.division or "")
    wanted = [known for known in found if known.type in types] or found
    return bool(wanted) and wanted[-1].id == meeting.id


def _year_of(one: Any) -> int:
    day = getattr(one, "date", None) or getattr(one, "on", None)
    return day.year if day is not None else 0
