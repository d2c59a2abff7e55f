"""The records of one kind, household by household, with the labels of their declaration; made for every kind alike.

An internal paper: what lists mask is masked, and the numbers that people typed into texts are put out of sight.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among, is_minor
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import NOTHING, grouped
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import Listing, listing
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Table, Title
from fupin_desktop.paper.sheet import FORM_LYING

_SIZE = 9.5
_ROOM, _NARROW, _WIDE = 58.0, 3.0, 16.0  # characters across a sheet, beside number, head and code


def record_list(
    cls: type[Record], records: Finder, households: Sequence[Household], day: date, watermark: str
) -> Document:
    """A line a record; fields nobody has filled in are left out, and fields a sheet has no room for go into a further
    table, whose lines name the household again."""
    wanted: dict[str, Any] = {cls.home: [home.id for home in households]}
    found = records.find(cls, **wanted)
    listed = listing(records, cls, found, day)
    title = _("List: {kind}").format(kind=listed.title)
    told = _("As of {day}. {count} records. Internal: not to be posted or passed on.")
    blocks: list[Block] = [Title(title), Note(told.format(day=day, count=len(found)))]
    blocks += _tables(listed, households, _heads(records, households))
    return Document(title, blocks, sheet=FORM_LYING, watermark=watermark)


def list_of(cls: type[Record]) -> Any:
    """The maker of this kind's list, as a form has one."""
    return partial(record_list, cls)


def _heads(records: Finder, households: Sequence[Household]) -> Mapping[Any, Member]:
    members: dict[Any, list[Member]] = {}
    for one in records.find(Member, household=[home.id for home in households]):
        members.setdefault(one.household, []).append(one)
    return {home: head for home, found in members.items() if (head := head_among(found)) is not None}


def _tables(listed: Listing, households: Sequence[Household], heads: Mapping[Any, Member]) -> Iterator[Table]:
    by_home: dict[Any, list[Record]] = {}
    for record in listed.records:
        by_home.setdefault(getattr(record, listed.cls.home), []).append(record)
    lines = [
        (_who(home, heads.get(home.id), listed.today), record)
        for home in households
        for record in by_home.get(home.id, [])
    ]
    told = {
        field.name: [_text(listed, record, field) for _whose, record in lines]
        for field in listed.fields
        if field.name != listed.cls.home
    }
    filled = [field for field in listed.fields if any(text != NOTHING for text in told.get(field.name, ()))]
    for fields in _fitting(filled, told):
        yield _table(lines, fields, told)


def _fitting(fields: Sequence[Field], told: Mapping[str, Sequence[str]]) -> Iterator[list[Field]]:
    """Fields in groups that have room beside each other on a sheet."""
    group: list[Field] = []
    taken = 0.0
    for field in fields:
        width = _width(field, told[field.name])
        if group and taken + width > _ROOM:
            yield group
            group, taken = [], 0.0
        group.append(field)
        taken += width
    if group:
        yield group


def _width(field: Field, texts: Sequence[str]) -> float:
    """Characters a column wants: its longest text up to some, and at least half its heading."""
    longest = max((len(text) for text in texts), default=0)
    return min(max(longest, (len(_(field.label)) + 1) // 2, _NARROW), _WIDE)


def _table(
    lines: Sequence[tuple[tuple[str, str], Record]], fields: Sequence[Field], told: Mapping[str, Sequence[str]]
) -> Table:
    columns = [
        Column(_("No."), 2.5), Column(_("Head"), 4.0), Column(_("Household code"), 5.0),
        *(Column(_(one.label), _width(one, told[one.name]), _align(one)) for one in fields),
    ]  # fmt: skip
    rows = [
        [str(number), *whose, *(told[one.name][number - 1] for one in fields)]
        for number, (whose, _record) in enumerate(lines, 1)
    ]
    return Table(columns, rows, size=_SIZE)


def _align(field: Field) -> Align:
    return Align.LEFT if field.is_free_text else Align.CENTRE


def _who(home: Household, head: Member | None, day: date) -> tuple[str, str]:
    name = (head.name if head is not None else None) or NOTHING
    shown = minor_name(name) if head is not None and is_minor(head.birth_date, day) else name
    return covered(shown), grouped(home.household_code or "")


def _text(listed: Listing, record: Record, field: Field) -> str:
    text = listed.text(record, field)
    return grouped(text) if field.key and not field.is_free_text else text
