"""What the register knows of the three guarantees of a household in a year: schooling, medical insurance, the house.

It speaks as evidence where a case is opened, and against a case that says otherwise; it never decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.exits.gates import ACCEPTED
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.households.rules import age_on, has_left
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.paths import class_named

SCHOOL_AGE = range(7, 16)  # >6 to 15 on 31 August (provincial platform)
_AT_ONCE = 500  # ids in one question to the book
_NOT_AT_SCHOOL = (None, "1")
_DANGEROUS = ("C", "D")


@dataclass(frozen=True)
class Guarantees:
    """Of a household in a year: persons, of them insured; children of school age, of them at school; its house.

    `known` is whether the year's facts of every person are entered; `repaired` the accepted housing case.
    """

    year: int
    persons: int = 0
    insured: int = 0
    children: int = 0
    at_school: int = 0
    known: bool = False
    grade: str = ""
    dangerous: bool | None = None
    repaired: Dot | None = None

    @property
    def is_unsafe(self) -> bool:
        """The house is dangerous by its grade, or said to be, and no repair of it was accepted."""
        return self.repaired is None and (self.grade in _DANGEROUS or (not self.grade and bool(self.dangerous)))


def guarantees_of(finder: Finder, homes: Sequence[Household], year: int) -> dict[Dot, Guarantees]:
    """For each of these households; four questions to the book for every 500."""
    found: dict[Dot, Guarantees] = {}
    for at in range(0, len(homes), _AT_ONCE):
        some = homes[at : at + _AT_ONCE]
        ids = [home.id for home in some]
        members: dict[Dot | None, list[Member]] = defaultdict(list)
        for one in finder.find(Member, household=ids):
            if not has_left(one):
                members[one.household].append(one)
        years = _years(finder, (one.id for group in members.values() for one in group), year)
        houses = _repaired(finder, ids)
        found |= {home.id: _of(home, members[home.id], years, houses.get(home.id), year) for home in some if home.id}
    return found


def _years(finder: Finder, members: Iterable[Dot | None], year: int) -> dict[Dot | None, MemberYear]:
    ids = [id for id in members if id is not None]
    batches = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
    return {one.member: one for some in batches for one in finder.find(MemberYear, member=some, year=year)}


def _repaired(finder: Finder, homes: Sequence[Dot | None]) -> dict[Dot | None, Dot]:
    cases: list[Any] = finder.find(class_named("housing_case"), household=homes, stage=sorted(ACCEPTED))
    return {one.household: one.id for one in cases}


def _of(
    home: Household,
    members: Sequence[Member],
    years: dict[Dot | None, MemberYear],
    repaired: Dot | None,
    year: int,
) -> Guarantees:
    day = date(year, 8, 31)
    children = [one for one in members if one.birth_date and age_on(one.birth_date, day) in SCHOOL_AGE]
    told = {one.id: years[one.id] for one in members if one.id in years}
    return Guarantees(
        year,
        persons=len(members),
        insured=sum(bool(one.medical_resident or one.medical_employee) for one in told.values()),
        children=len(children),
        at_school=sum(one.id in told and told[one.id].school_state not in _NOT_AT_SCHOOL for one in children),
        known=bool(members) and len(told) == len(members),
        grade=home.house_danger_grade or "",
        dangerous=home.house_dangerous,
        repaired=repaired,
    )


def with_evidence(case: ExitCase, found: Guarantees) -> ExitCase:
    """The case with what the register says for it, where nobody has said otherwise; it never says a guarantee fails."""
    facts: dict[str, object] = {}
    if found.known and found.at_school == found.children:
        told = _("{year}: {count} of school age, all at school") if found.children else _("{year}: none of school age")
        facts |= _said(case, "education", told.format(year=found.year, count=found.children))
    if found.known and found.insured == found.persons:
        text = _("{year}: all {count} persons insured")
        facts |= _said(case, "medical", text.format(year=found.year, count=found.persons))
    if found.repaired is not None and case.housing in (None, True):
        facts |= {"housing": True, "housing_case": case.housing_case or found.repaired}
    elif not found.is_unsafe and (found.grade in ("A", "B") or found.dangerous is False):
        facts |= _said(case, "housing", _("The house is registered as safe"))
    return case.but(**facts)


def _said(case: ExitCase, item: str, text: str) -> dict[str, object]:
    if getattr(case, item) is False:
        return {}
    words = f"{item}_evidence"
    return {item: True, words: getattr(case, words) or text}


def doubts(case: ExitCase, found: Guarantees) -> Iterator[str]:
    """What the register says against the guarantees of a case, each a sentence."""
    if case.education and found.at_school < found.children:
        text = _("Schooling is said to be assured, but of {children} children of school age {there} are at school.")
        yield text.format(children=found.children, there=found.at_school)
    if case.medical and found.insured < found.persons:
        text = _("Medical care is said to be assured, but of {persons} persons {insured} are insured in {year}.")
        yield text.format(persons=found.persons, insured=found.insured, year=found.year)
    if case.housing and found.is_unsafe:
        yield _("Housing is said to be safe, but the house is dangerous and no repair of it was accepted.")
