"""The table of a notice: records chosen by the template, followed along its paths, masked, sorted, told apart."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.households.model import HEAD, Member
from fupin_desktop.households.rules import birth_and_sex, has_left, is_minor
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.notation.values import decimal_text, parse
from fupin_desktop.ledger.privacy import Privacy, minor_name
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import words
from fupin_desktop.notices.paths import class_named, field_at, refuse_denied, step
from fupin_desktop.notices.template import ROW_NUMBER, Source, TableColumn, Template

GROUP, BIRTH_YEAR, RELATION = "group", "birth_year", "relation"
NAMESAKES = (GROUP, BIRTH_YEAR, RELATION)
_AT_ONCE = 500  # ids in one question to the book
_DIGITS = {digit: n for n, digit in enumerate("零一二三四五六七八九")}
_COUNT = re.compile(r"[0-9]+|[零一二三四五六七八九十]+")


@dataclass(frozen=True)
class Row:
    """A row: whose household (by 户编号) and of which record (by its id in text form), neither printed; its place, its
    cells, and the column and person of its name; the figures of its cells (money in fen), the state that the title
    goes by, and which of the template's sources it comes from."""

    ref: str
    village: str
    group: str
    cells: tuple[str, ...]
    name_at: int = -1
    person: Member | None = None
    record: str = ""
    figures: tuple[int | None, ...] = ()
    state: str = ""
    source: int = 0


def group_order(text: str) -> tuple[int, str]:
    """Where a villagers' group comes: by its number (第3组, 第十二组), those without one at the end by their text."""
    found = _COUNT.search(text)
    if found is None:
        return 10_000, text
    number = found.group()
    if number.isdigit():
        return int(number), text
    tens, ten, ones = number.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0), text


def text_of(field: Field, value: object) -> str:
    """A value as a board shows it, in Chinese whatever the window speaks: words, yuan with two decimals, long dates."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, tuple):
        return "、".join(text_of(field, item) for item in value)
    if field.kind is Kind.CHOICE:
        found = words(field.words).get(str(value))
        return found.zh if found else str(value)
    if field.kind is Kind.MONEY:
        return f"{Decimal(str(value)) / 100:,.2f}"
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return long_date(value) if isinstance(value, date) else str(value)


def choose(ledger: Finder, source: Source, where: Mapping[str, Any], day: date, division: str) -> list[Record]:
    """The records of a source: its own conditions, those of `where` in their place or besides, and the division.

    A condition on the household may leave the path out (`village_code=…` for a housing case), one on a day may name its
    year alone.  `day` is the first day on the board: its year is meant where no other is named, and what ended before
    it does not count.
    """
    year = day.year
    given = {full_path(source, name): value for name, value in {**source.where, **where}.items()}
    dated = {path: years for path, value in given.items() if (years := _years_asked(source, path, value, year))}
    conditions = {path: value for path, value in given.items() if path not in dated}
    cls = class_named(source.record)
    own = {name: _wanted(cls, name, value, year) for name, value in conditions.items() if "." not in name}
    found: list[Record] = ledger.find(cls, **own)
    for path in (name for name in conditions if "." in name):
        owner, field = field_at(source.record, path)
        wanted = _many(_wanted(owner, field.name, conditions[path], year))
        owners = follow(ledger, found, path)
        found = [one for one, at in zip(found, owners, strict=True) if at and getattr(at, field.name) in wanted]
    for path, years in dated.items():
        name = path.rpartition(".")[2]
        owners = follow(ledger, found, path)
        found = [one for one, at in zip(found, owners, strict=True) if at and _in_years(getattr(at, name), years)]
    if source.until:
        found = [one for one in found if _runs_on(getattr(one, source.until), day)]
    found = [one for one in found if all(getattr(one, name) for name in source.filled)]
    homes = follow(ledger, found, source.to_place)
    return [one for one, home in zip(found, homes, strict=True) if home and _lies_in(home, source, division)]


def _years_asked(source: Source, path: str, value: Any, year: int) -> tuple[int, ...]:
    """The years that are asked of a day (2017); empty for any other condition."""
    if field_at(source.record, path)[1].kind is not Kind.DAY:
        return ()
    told = [str(one).replace("{year}", str(year)).strip() for one in _many(value)]
    return tuple(int(one) for one in told) if all(len(one) == 4 and one.isdecimal() for one in told) else ()


def _in_years(day: date | None, years: Sequence[int]) -> bool:
    return day is not None and day.year in years


def _runs_on(end: date | None, day: date) -> bool:
    return end is None or end >= day


def years_of(template: Template, where: Mapping[str, Any], day: date) -> tuple[int, ...]:
    """The years a list is of: those its conditions name, never that of its posting unless they leave it open."""
    if not template.year:
        return ()
    wanted = next((where[name] for name in where if name.rpartition(".")[2] == template.year), "{year}")
    told = {str(one).replace("{year}", str(day.year)).strip() for one in _many(wanted)}
    return tuple(sorted(int(one) for one in told if one.isdecimal()))


def full_path(source: Source, name: str) -> str:
    """A condition's path from the source's record; refuses, as `notice.denied`, one that would tell too much."""
    short = "." not in name and name in fields_of(class_named(source.record))
    path = name if short or "." in name else source.to_household(name)
    refuse_denied(source.record, path, source.denied, shown=False)
    return path


def _lies_in(home: Record, source: Source, division: str) -> bool:
    place = str(getattr(home, source.place_field, "") or "")
    return bool(place) and division.startswith(place) if source.above else place.startswith(division)


def _wanted(cls: type[Record], name: str, value: Any, year: int) -> Any:
    if isinstance(value, list | tuple):
        return [_wanted(cls, name, item, year) for item in value]
    return parse(fields_of(cls)[name], str(value).replace("{year}", str(year)))


def _many(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def follow(ledger: Finder, records: Sequence[Record], path: str) -> list[Record | None]:
    """For each record the one that holds the last field of the path; None where a link on the way leads nowhere."""
    found: list[Record | None] = list(records)
    for name in path.split(".")[:-1]:
        known = [one for one in found if one is not None]
        if not known:
            break
        cls, backward = step(type(known[0]), name)
        there = _backward(ledger, cls, known, backward) if backward else _forward(ledger, cls, known, name)
        found = [there.get(one.id if backward else getattr(one, name)) if one else None for one in found]
    return found


def _batches(ids: Iterable[Any]) -> Iterable[list[Dot]]:
    listed = sorted({id for id in ids if id is not None})
    return (listed[n : n + _AT_ONCE] for n in range(0, len(listed), _AT_ONCE))


def _forward(ledger: Finder, cls: type[Record], records: list[Record], name: str) -> dict[Any, Record]:
    ids = (getattr(record, name) for record in records)
    return {one.id: one for batch in _batches(ids) for one in ledger.find(cls, id=batch)}


def _backward(ledger: Finder, cls: type[Record], records: list[Record], link: Mapping[str, Any]) -> dict[Any, Record]:
    there: dict[Any, Record] = {}
    for batch in _batches(record.id for record in records):
        equal: dict[str, Any] = {link["by"]: batch, **link["where"]}
        for one in ledger.find(cls, **equal):
            if not (isinstance(one, Member) and has_left(one)):
                there.setdefault(getattr(one, link["by"]), one)
    return there


def birth_of(person: Member) -> date | None:
    """The day of birth, as entered or as the identity number has it."""
    from_number = birth_and_sex(person.id_no or "")
    return person.birth_date or (from_number[0] if from_number else None)


def build(
    ledger: Finder, template: Template, where: Mapping[str, Any], division: str, day: date, namesakes: str = GROUP
) -> list[Row]:
    """The rows for a day, source after source: by village, group, 户编号; minors masked; namesakes told apart."""
    rows: list[Row] = []
    for number, source in enumerate(template.sources):
        records = choose(ledger, source, meant_for(source, where), day, division)
        rows += [replace(row, source=number) for row in _rows(ledger, template, source, records, day)]
    rows.sort(key=lambda row: (row.source, row.village, group_order(row.group), row.ref))
    return _tell_apart(ledger, rows, day, namesakes)


def meant_for(source: Source, where: Mapping[str, Any]) -> dict[str, Any]:
    """The conditions that this source knows; which one of several sources does not have cannot choose among its rows.

    Refuses, as `notice.denied`, those that would tell too much.
    """
    return {name: value for name, value in where.items() if _knows(source, name)}


def _knows(source: Source, name: str) -> bool:
    try:
        full_path(source, name)
    except Refusal as refusal:
        if refusal.code == "notice.field":
            return False
        raise
    return True


def numbered(template: Template, rows: Sequence[Row]) -> list[Row]:
    """The rows with their numbers, from 1 on."""
    at = next((n for n, column in enumerate(template.columns) if column.source == ROW_NUMBER), -1)
    return [_numbered(row, at, n) for n, row in enumerate(rows, 1)]


def _numbered(row: Row, at: int, number: int) -> Row:
    return replace(row, cells=tuple(str(number) if n == at else cell for n, cell in enumerate(row.cells)))


def _rows(ledger: Finder, template: Template, source: Source, records: Sequence[Record], day: date) -> list[Row]:
    columns = [
        [(field_at(source.record, path)[1], follow(ledger, records, path)) for path in source.paths(column)]
        for column in template.columns
    ]
    homes = follow(ledger, records, source.to_place)
    joins = [column.joins for column in template.columns]
    made = (_row(columns, joins, source, homes[n], n, day) for n in range(len(records)))
    state = template.doing.get("field", "")
    return [
        replace(
            row,
            record=ledger.text_of(one.id or 0),
            state=str(getattr(one, state, "") or "") if state else "",
            cells=tuple(cell or _blank(column, one) for cell, column in zip(row.cells, template.columns, strict=True)),
        )
        for row, one in zip(made, records, strict=True)
    ]


def _blank(column: TableColumn, record: Record) -> str:
    """What stands in an empty cell of this record; empty where the template says nothing of it."""
    name = column.blank.get("field", "")
    code = getattr(record, name) if name in fields_of(type(record)) else None
    return column.blank.get(code, "") if code else ""


def _row(
    columns: list[list[tuple[Field, list[Record | None]]]],
    joins: Sequence[str],
    source: Source,
    home: Record | None,
    n: int,
    day: date,
) -> Row:
    cells: list[str] = []
    figures: list[int | None] = []
    name_at, person = -1, None
    for at, sources in enumerate(columns):
        if joins[at]:
            cells.append(_joined(sources, joins[at], n))
            figures.append(None)
            continue
        field, owner = _first_filled(sources, n)
        value = getattr(owner, field.name) if field and owner else None
        text = text_of(field, value) if field else ""
        figures.append(value if isinstance(value, int) and not isinstance(value, bool) else None)
        if field and field.privacy is Privacy.MINOR and isinstance(owner, Member):
            name_at, person = at, owner
            text = minor_name(text) if is_minor(birth_of(owner), day) else text
        cells.append(text)
    group = getattr(home, "group_name", None) or getattr(home, "natural_village", None) or ""
    code, village = getattr(home, "household_code", ""), getattr(home, source.place_field, "")
    return Row(str(code or ""), str(village or ""), group, tuple(cells), name_at, person, figures=tuple(figures))


def _joined(sources: list[tuple[Field, list[Record | None]]], between: str, n: int) -> str:
    """The texts of every filled path."""
    told = (text_of(field, getattr(owners[n], field.name)) for field, owners in sources if owners[n] is not None)
    return between.join(text for text in told if text)


def _first_filled(sources: list[tuple[Field, list[Record | None]]], n: int) -> tuple[Field | None, Record | None]:
    for field, owners in sources:
        owner = owners[n]
        if owner is not None and getattr(owner, field.name) not in (None, "", ()):
            return field, owner
    return None, None


# --- namesakes ------------------------------------------------------------------------------------------------------


def namesakes_of(rows: Sequence[Row]) -> list[int]:
    """The places of rows whose name, village and group are those of another row: a reader cannot tell them apart."""
    counted = Counter(_shown(row) for row in rows)
    return [n for n, row in enumerate(rows) if row.name_at >= 0 and counted[_shown(row)] > 1]


def _shown(row: Row) -> tuple[str, str, str]:
    return row.village, row.group, row.cells[row.name_at] if row.name_at >= 0 else ""


def _tell_apart(ledger: Finder, rows: list[Row], day: date, way: str) -> list[Row]:
    # Groups have their own column; only namesakes within one group need what the clerk chose.
    told = list(rows)
    if way == GROUP:
        return told
    for n in namesakes_of(rows):
        person = rows[n].person
        if person is None or is_minor(birth_of(person), day):
            continue
        mark = _relative(ledger, person, day) if way == RELATION else _birth_year(person)
        told[n] = _marked(rows[n], mark)
    return told


def _marked(row: Row, mark: str) -> Row:
    cells = list(row.cells)
    cells[row.name_at] += f"（{mark}）" if mark else ""
    return replace(row, cells=tuple(cells))


def _birth_year(person: Member) -> str:
    birth = birth_of(person)
    return f"{birth.year}年生" if birth else ""


def _relative(ledger: Finder, person: Member, day: date) -> str:
    # A grown-up of the household whose own name may be printed; one of unknown age may be a child.
    family = ledger.find(Member, household=person.household)
    for one in sorted(family, key=lambda m: m.relation or "99"):
        birth = birth_of(one)
        if one.relation != HEAD and birth and not is_minor(birth, day) and not has_left(one):
            return f"{text_of(fields_of(Member)['relation'], one.relation).removeprefix('之')}{one.name}"
    return ""
