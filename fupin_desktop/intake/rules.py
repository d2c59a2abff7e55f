"""What lines of a roster must satisfy, person by person, household by household, and between households.

Pure: typed lines in, findings out.  A refusal at a person keeps that line out; a refusal at what is said of the whole
household keeps the household out with all its lines, for nobody can know which line is right.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.households.model import HEAD
from fupin_desktop.households.rules import age_on, birth_and_sex, id_number_problem
from fupin_desktop.intake.draft import Line, Place
from fupin_desktop.intake.finding import Finding, Severity
from fupin_desktop.intake.numbers import bare_number, card_checks, is_phone
from fupin_desktop.ledger.notation.folding import folded

HOUSEHOLD_KINDS = frozenset({"village", "household", "income_year", "bank_card"})
CODE: Place = ("household", "household_code")
_NAMING = frozenset({CODE, ("village", "name"), ("village", "town"), ("village", "county")})
SCHOOL_AGE = range(7, 16)  # whole years; a child of six may still wait for September
_EMPTY: tuple[object, ...] = (None, ())
_ILL, _DISABLED, _NOT_AT_SCHOOL = frozenset({"2", "3"}), "4", "1"

VillageCodes = Mapping[tuple[str, str], str]  # township and name to division code


@dataclass
class Judged:
    """The findings; the lines that stay out; the households that wait, by code; each village's code by line."""

    findings: list[Finding] = field(default_factory=list)
    refused: set[Line] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    village: dict[Line, str] = field(default_factory=dict)

    def add(self, line: Line, found: Finding) -> None:
        """Keep a finding; a refusal keeps its line out."""
        self.findings.append(found)
        if found.severity is Severity.REFUSE:
            self.refused.add(line)


def judge(lines: Sequence[Line], villages: VillageCodes | None, day: date | None) -> Judged:
    """Judge all lines of a roster's person sheet.

    `villages` are the villages the workbook itself lists, None when it has no such sheet; `day` is the day of the
    report, by which ages are counted.  Lines with unread cells must come along: they count as persons.
    """
    if villages is not None:
        villages = {(folded(town), folded(name)): code for (town, name), code in villages.items()}
    judged = Judged(refused={line for line in lines if line.failed})
    for line in lines:
        for found in _person(line, line.day or day):
            judged.add(line, found)
    for place, code in ((("member", "id_no"), "id.twice"), (("member", "person_code"), "person.twice")):
        _refuse_twice(judged, lines, place, code)
    households = _by(lines, lambda line: line.text(*CODE))
    for code, rows in households.items():
        _household(judged, code, rows, villages)
    _shared(judged, households, ("household", "phone"), "phone.shared")
    _shared(judged, households, ("bank_card", "account_no"), "card.shared")
    return judged


def _by(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, list[Line]]:
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if name := key(line):
            grouped[name].append(line)
    return grouped


# --- one person -----------------------------------------------------------------------------------------------------


def _person(line: Line, day: date | None) -> Iterator[Finding]:
    yield from _document(line)
    yield from _work(line)
    birth = line.get("member", "birth_date")
    if isinstance(birth, date) and day is not None:
        yield from _age(line, birth, day)


def _document(line: Line) -> Iterator[Finding]:
    number, kind = line.text("member", "id_no"), line.get("member", "id_type")
    if not number:
        if kind == "id_card" and line.has("member", "id_no") and ("member", "id_no") not in line.failed:
            yield line.find("person.no_number", "member", "id_no")
        return
    problem = id_number_problem(number) if kind in (None, "id_card") else None
    if problem:
        yield line.find("id.check" if problem == "check" else "id.form", "member", "id_no")
        return
    said = birth_and_sex(number)
    if said is not None and line.get("member", "sex") not in (None, said[1]):
        yield line.find("person.sex", "member", "sex")
    if said is not None and line.get("member", "birth_date") not in (None, said[0]):
        yield line.find("person.birth", "member", "birth_date")


def _work(line: Line) -> Iterator[Finding]:
    place, months = ("member_year", "work_place"), ("member_year", "work_months")
    if not {place, months} <= line.columns.keys() or {place, months} & line.failed:
        return
    if line.get(*place) is not None and line.get(*months) is None:
        yield line.find("work.no_months", *months)
    if line.get(*place) is None and line.get(*months):
        yield line.find("work.no_place", *place)


def _age(line: Line, birth: date, day: date) -> Iterator[Finding]:
    if birth > day:
        yield line.find("person.future", "member", "birth_date")
    school = ("member_year", "school_state")
    absent = line.has(*school) and school not in line.failed and line.get(*school) in (None, _NOT_AT_SCHOOL)
    if absent and age_on(birth, day) in SCHOOL_AGE:
        yield line.find("person.school", *school)


def _refuse_twice(judged: Judged, lines: Sequence[Line], place: Place, code: str) -> None:
    # Both lines stay out: the sheet does not say whose number it is
    for same in _by(lines, lambda line: bare_number(line.text(*place))).values():
        if len(same) > 1:
            for line in same:
                judged.add(line, line.find(code, *place))


# --- one household --------------------------------------------------------------------------------------------------


def _household(judged: Judged, code: str, rows: list[Line], villages: VillageCodes | None) -> None:
    refusals = list(_placement(judged, rows, villages)) or [*_disagreements(rows), *_heads(rows), *_size(rows)]
    for line, found in refusals:
        judged.add(line, found)
    if refusals or any(kind in HOUSEHOLD_KINDS for line in rows for kind, _name in line.failed):
        for line in rows:
            if line not in judged.refused:
                judged.add(line, line.whole("household.waits"))
    if all(line in judged.refused for line in rows):
        judged.waiting.add(code)
    else:
        judged.findings.extend(_oddities(rows, judged.village[rows[0]]))


def _placement(judged: Judged, rows: list[Line], villages: VillageCodes | None) -> Iterator[tuple[Line, Finding]]:
    names = {folded(name) for line in rows if (name := line.text("village", "name"))}
    for line in rows:
        code = _village_code(line, villages)
        judged.village[line] = code or line.text(*CODE)[:12]
        if len(names) > 1:
            yield line, line.find("household.villages", *CODE)
        elif code is None:
            yield line, line.find("village.unknown", "village", "name")


def _village_code(line: Line, villages: VillageCodes | None) -> str | None:
    """The code of the line's village; without a village sheet the household code says it; None when unknown."""
    name = folded(line.text("village", "name"))
    if villages is None or not name:
        return line.text(*CODE)[:12]
    town = folded(line.text("village", "town"))
    if (town, name) in villages:
        return villages[town, name]
    namesakes = [code for (listed, other), code in villages.items() if other == name and (not town or not listed)]
    return namesakes[0] if len(namesakes) == 1 else None


def _disagreements(rows: list[Line]) -> Iterator[tuple[Line, Finding]]:
    # An empty cell disagrees with nobody: many offices fill these columns at the head only
    for place in rows[0].columns:
        if place[0] not in HOUSEHOLD_KINDS or place in _NAMING:
            continue
        said = {value for line in rows if (value := line.values.get(place)) not in _EMPTY}
        if len(said) > 1 and len({folded(value) if isinstance(value, str) else value for value in said}) > 1:
            for line in rows:
                yield line, line.find("household.differs", *place)


def _heads(rows: list[Line]) -> Iterator[tuple[Line, Finding]]:
    relation = ("member", "relation")
    if any(relation in line.failed for line in rows):
        return
    heads = sum(line.get(*relation) == HEAD for line in rows)
    if heads != 1:
        for line in rows:
            yield line, line.find("household.heads" if heads else "household.no_head", *relation)


def _size(rows: list[Line]) -> Iterator[tuple[Line, Finding]]:
    persons = ("household", "persons")
    said = {value for line in rows if (value := line.get(*persons)) is not None}
    if len(said) == 1 and said != {len(rows)}:
        for line in rows:
            yield line, line.find("household.size", *persons)


def _oddities(rows: list[Line], village: str) -> Iterator[Finding]:
    first = rows[0]
    if not first.text(*CODE).startswith(village):
        yield first.find("village.code", *CODE)
    phone, card = first.text("household", "phone"), first.text("bank_card", "account_no")
    if phone and not is_phone(phone):
        yield first.find("phone.form", "household", "phone")
    if card and not card_checks(card):
        yield first.find("card.check", "bank_card", "account_no")
    if not _fits(first.text("household", "cause_main"), rows):
        yield first.find("cause.unfitting", "household", "cause_main")


def _fits(cause: str, rows: list[Line]) -> bool:
    test = _FITTING.get(cause)
    return test is None or any(line.failed or test(line) for line in rows)


def _health(line: Line) -> frozenset[str]:
    health = line.get("member", "health")
    return frozenset(health) if isinstance(health, tuple) else frozenset()


_FITTING: Mapping[str, Callable[[Line], bool]] = {
    "01": lambda line: not line.has("member", "health") or bool(_health(line) & _ILL),
    "02": lambda line: not line.has("member", "health") or _DISABLED in _health(line),
    "03": lambda line: line.get("member_year", "school_state") not in (None, _NOT_AT_SCHOOL),
}


# --- between households ---------------------------------------------------------------------------------------------


def _shared(judged: Judged, households: Mapping[str, list[Line]], place: Place, code: str) -> None:
    # Households that wait are told what makes them wait, not this
    first_lines = [rows[0] for name, rows in households.items() if name not in judged.waiting]
    for same in _by(first_lines, lambda line: line.text(*place)).values():
        if len(same) > 1:
            for line in same:
                judged.findings.append(line.find(code, *place))
