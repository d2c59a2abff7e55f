"""Whose file a record belongs to: every kind's `home` leads to one subject, which people open as a file.

A subject has tabs, and a tab has sections (`ledger.tab`); features bring their own.  What no tab names goes into one
last tab, 其他, a section for each kind: a new kind has its place in a file at once.  Knows no window.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from fupin_desktop.casework.model import CaseStep
from fupin_desktop.duties.model import Cadre
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import CASES, FEATURE_TABS, KINDS
from fupin_desktop.ledger.declared.tab import CaseBoard, Records, Tab, Timeline
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.scope import OFFICE
from fupin_desktop.ledger.words import N_
from fupin_desktop.villages.model import AssistingUnit, Village

# Written by the exchange and by offices through commands of their own, with places of their own in the window
_OF_EXCHANGE = "fupin_desktop.sync."
# Written on pages of their own: the board of notices, the questions of a merge
OWN_PAGES = frozenset(
    {
        *("notice", "posting", "objection", "question_asked", "question_comment"),
        *("policy_document", "policy_parameter", "housing_standard", "waiver"),
        *("screening_item", "verification_round"),
    }
)
# What the steps of another kind leave behind: looked at, never entered by itself
_STEPS = frozenset(kind for kind, cls in KINDS.items() if issubclass(cls, CaseStep))
_OF_HOUSEHOLDS = tuple(kind for kind, cls in CASES.items() if fields_of(cls)[cls.home].link == kind_of(Household))
FACTS, HISTORY, OTHER = "facts", "history", "other"


@dataclass(frozen=True)
class Subject:
    """What people open as a file: a kind of record and its tabs, without the last one (`tabs_of` adds it)."""

    cls: type[Record]
    tabs: tuple[Tab, ...]

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return kind_of(self.cls)


def _tab(name: str, title: str, *kinds: str, later: str = "") -> Tab:
    """A tab of these kinds; `kind:field` names the link by which the kind leads to the subject."""
    parted = [kind.partition(":") for kind in kinds]
    return Tab(name, title, tuple(Records(kind, via) for kind, _colon, via in parted), later)


_SUBJECTS = (
    Subject(
        Household,
        (
            _tab("members", N_("Members"), "member", "member_year", "household_change"),
            _tab(FACTS, N_("Living conditions"), "household"),
            _tab("plan", N_("Plan")),
            _tab("measures", N_("Measures")),
            Tab("visits", N_("Household visits"), (Timeline(), Records("visit"), Records("follow_up_task"))),
            _tab("funds", N_("Funds"), "housing_funding", "housing_payment"),
            _tab("income", N_("Disposable income"), "income_year", "bank_card"),
            _tab("exit", N_("Way out of poverty")),
            _tab(HISTORY, N_("Data history")),
            _tab("cases", N_("Cases"), *_OF_HOUSEHOLDS, "housing_inspection", "signed_paper"),
        ),
    ),
    Subject(
        Village,
        (
            _tab(FACTS, N_("Basic facts"), "village"),
            _tab("natural", N_("Natural villages and groups"), "natural_village", "villager_group"),
            _tab("households", N_("Poor households"), "household"),
            _tab(
                "assistance",
                N_("Assisting units and team"),
                *(
                    "assisting_unit",
                    "assistance_link",
                    "cadre",
                    "work_team",
                    "place_responsibility",
                    "responsibility_letter",
                ),
            ),
            _tab("visits", N_("Visits and events"), "visit"),
            _tab("housing", N_("Dangerous houses"), "housing_case", "housing_builder"),
            _tab("notices", N_("Notices"), "notice", "notice_contact"),
            _tab(HISTORY, N_("Data history")),
        ),
    ),
    Subject(
        AssistingUnit,
        (
            _tab(FACTS, N_("Basic facts"), "assisting_unit"),
            _tab("villages", N_("Villages assisted"), "village:unit", "assistance_link:unit"),
            _tab(HISTORY, N_("Data history")),
        ),
    ),
    Subject(
        Cadre,
        (
            _tab(FACTS, N_("Basic facts"), "cadre"),
            _tab("duties", N_("Households in charge"), "responsibility:cadre"),
            _tab(HISTORY, N_("Data history")),
        ),
    ),
)
SUBJECTS: Mapping[str, Subject] = {subject.kind: subject for subject in _SUBJECTS}


def parent_of(cls: type[Record]) -> type[Record] | None:
    """The kind to which the home of a kind leads; a division code leads to the village; None without a home."""
    home = fields_of(cls).get(cls.home)
    if home is None or cls is Village:
        return None
    return KINDS[home.link] if home.kind is Kind.LINK else Village


def chain_of(cls: type[Record]) -> tuple[type[Record], ...]:
    """A kind, the kind it hangs on, and so on up to its subject; a subject's own chain is itself."""
    return _chain(kind_of(cls))


@cache
def _chain(kind: str) -> tuple[type[Record], ...]:
    found = [KINDS[kind]]
    while kind_of(found[-1]) not in SUBJECTS and (above := parent_of(found[-1])) is not None:
        assert above not in found, "a home never leads back"
        found.append(above)
    return tuple(found)


def subject_of(cls: type[Record]) -> Subject | None:
    """The subject in whose file records of this kind stand; None for what the office as a whole keeps."""
    return SUBJECTS.get(kind_of(chain_of(cls)[-1]))


def is_by_hand(cls: type[Record]) -> bool:
    """True for what people write; False for what exchange and roster write through commands of their own."""
    return not cls.__module__.startswith(_OF_EXCHANGE) and cls.scope_class != OFFICE


def is_added(cls: type[Record]) -> bool:
    """True for a kind whose new records people enter in a form; others come from steps, open a case, or have a page."""
    return is_by_hand(cls) and kind_of(cls) not in {*OWN_PAGES, *_STEPS, *CASES}


@cache
def tabs_of(kind: str) -> tuple[Tab, ...]:
    """The tabs of a subject in the order people know; kinds that no tab names come last in one, where there are any."""
    subject = SUBJECTS[kind]
    known = [_known(tab) for tab in _with_brought(subject)]
    placed = {name for tab in known for name in tab.kinds}
    rest = [name for name, cls in KINDS.items() if name not in placed and _hangs_on(cls, subject)]
    other = [Tab(OTHER, N_("Other"), tuple(Records(name) for name in rest))] if rest else []
    return (*known, *other)


def _with_brought(subject: Subject) -> list[Tab]:
    """The tabs of the subject and those that features bring; one of a known name takes the sections in."""
    tabs = {tab.name: tab for tab in subject.tabs}
    for name, tab in ((tab.name, tab) for kind, tab in FEATURE_TABS if kind == subject.kind):
        there = tabs.get(name)
        tabs[name] = tab if there is None else replace(there, sections=(*there.sections, *tab.sections), later="")
    own = len(subject.tabs)
    found = list(tabs.values())
    # The history stays last where it is: what features bring stands before it
    last = own - 1 if subject.tabs[-1].name == HISTORY else own
    return [*found[:last], *found[own:], *found[last:own]]


def _known(tab: Tab) -> Tab:
    known = (one for one in tab.sections if not isinstance(one, Records | CaseBoard) or one.kind in KINDS)
    return replace(tab, sections=tuple(known))


def _hangs_on(cls: type[Record], subject: Subject) -> bool:
    if not is_by_hand(cls) or kind_of(cls) in {subject.kind, *OWN_PAGES, *_STEPS}:
        return False
    above = chain_of(cls)[-1] if kind_of(cls) not in SUBJECTS else parent_of(cls)
    return above is subject.cls


def tab_of(cls: type[Record]) -> tuple[Subject, Tab] | None:
    """Where records of a kind stand: the subject and its tab; for a subject, its own facts.  None for the office's."""
    subject = subject_of(cls)
    if subject is None:
        return None
    kind = kind_of(cls)
    return next(
        ((subject, tab) for tab in tabs_of(subject.kind) for one in tab.records if one.kind == kind and not one.via),
        None,
    )


def records_of(finder: Finder, section: Records, subject: Record, *, with_away: bool = False) -> list[Record]:
    """The records of a section that belong to this subject, however long the chain between them."""
    cls = KINDS[section.kind]
    if section.via:
        return finder.find(cls, with_away=with_away, **_equal(section.via, subject.id))
    if cls is type(subject):
        return finder.find(cls, with_away=with_away, **_equal("id", subject.id))
    found: Sequence[Record] = [subject]
    for step in reversed(_steps_to(cls, type(subject))):
        found = finder.find(step, with_away=with_away, **_equal(step.home, _held_by(step, found))) if found else []
    return list(found)


def photographed(finder: Finder, subject: Record) -> list[Record]:
    """The records of a subject's file that may name photographs and stand in the register, kind by kind."""
    mine = subject_of(type(subject))
    kinds = [kind for kind, cls in KINDS.items() if _keeps_photographs(cls) and subject_of(cls) == mine]
    return [one for kind in kinds for one in records_of(finder, Records(kind), subject)]


def _keeps_photographs(cls: type[Record]) -> bool:
    return any(field.kind is Kind.PHOTO for field in fields_of(cls).values())


def family_of(finder: Finder, subject: Record) -> list[Record]:
    """The subject and everything that hangs on it, put-away records and joined twins among them, moves and joins too:
    what its history is the history of."""
    mine = subject_of(type(subject))
    found = [one for twin in _twins(finder, subject) for one in twin]
    for kind, cls in KINDS.items():
        if cls is not type(subject) and subject_of(cls) == mine and not cls.__module__.startswith(_OF_EXCHANGE):
            found += records_of(finder, Records(kind), subject, with_away=True)
    for name, via in _OF_A_HOUSEHOLD if isinstance(subject, Household) else ():
        found += finder.find(KINDS[name], with_away=True, **_equal(via, subject.id))
    return list({one.id: one for one in found}.values())


# What the exchange writes of a household, by the links that lead to it
_OF_A_HOUSEHOLD = (("household_move", "household"), ("same_as", "one"), ("same_as", "other"))


def _twins(finder: Finder, subject: Record) -> Iterator[list[Record]]:
    """The subject, and what it was joined with."""
    yield [subject]
    if isinstance(subject, Household):
        joins = [*finder.find(KINDS["same_as"], one=subject.id), *finder.find(KINDS["same_as"], other=subject.id)]
        others = {getattr(join, name) for join in joins for name in ("one", "other")} - {subject.id}
        yield finder.find(type(subject), with_away=True, id=sorted(others)) if others else []


def _equal(name: str, value: Any) -> dict[str, Any]:
    return {name: value}


def _steps_to(cls: type[Record], top: type[Record]) -> list[type[Record]]:
    steps = [cls]
    while (above := parent_of(steps[-1])) is not None and above is not top:
        steps.append(above)
    return steps


def _held_by(step: type[Record], above: Sequence[Record]) -> list[Any]:
    if fields_of(step)[step.home].kind is Kind.LINK:
        return [one.id for one in above]
    return [getattr(one, "code", None) for one in above]


def subject_above(finder: Finder, record: Record) -> Record | None:
    """The subject a subject itself belongs to: the village of a household; None where the book does not hold it."""
    above = parent_of(type(record))
    held = getattr(record, type(record).home)
    return next(iter(finder.find(above, **_equal("code", held))), None) if above is not None and held else None


def subject_record(finder: Finder, record: Record) -> Record | None:
    """The household, village, unit or cadre to whose file a record belongs; None where the book does not hold it."""
    while (above := parent_of(type(record))) is not None and kind_of(type(record)) not in SUBJECTS:
        held: Any = getattr(record, type(record).home)
        wanted = {"id": held} if fields_of(type(record))[type(record).home].kind is Kind.LINK else {"code": held}
        found = finder.find(above, with_away=True, **wanted) if held is not None else []
        if not found:
            return None
        record = found[0]
    return record if kind_of(type(record)) in SUBJECTS else None
