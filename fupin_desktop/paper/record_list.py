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
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.showing import NOTHING, grouped
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import Listing, listing
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Table, Title

_SIZE = 11.0


def record_list(
    cls: type[Record], records: Finder, households: Sequence[Household], day: date, watermark: str
) -> Document:
    """A table a record: label and value, two pairs beside each other; what is empty is left out, and who has none."""
    wanted: dict[str, Any] = {cls.home: [home.id for home in households]}
    found = records.find(cls, **wanted)
    listed = listing(records, cls, found, day)
    title = _("List: {kind}").format(kind=listed.title)
    told = _("As of {day}. {count} records. Internal: not to be posted or passed on.")
    blocks: list[Block] = [Title(title), Note(told.format(day=day, count=len(found)))]
    blocks += _tables(listed, households, _heads(records, households))
    return Document(title, blocks, watermark=watermark)


def list_of(cls: type[Record]) -> Any:
    """The maker of this kind's list, as a form has one."""
    return partial(record_list, cls)


def _heads(records: Finder, households: Sequence[Household]) -> Mapping[Any, Member]:
    members: dict[Any, list[Member]] = {}
    for one in records.find(Member, household=[home.id for home in households]):
        members.setdefault(one.household, []).append(one)
    return {home: head for home, found in members.items() if (head := head_among(found)) is not None}


def _tables(listed: Listing, households: Sequence[Household], heads: Mapping[Any, Member]) -> Iterator[Table]:
    fields = [field for field in listed.fields if field.name != listed.cls.home]
    by_home: dict[Any, list[Record]] = {}
    for record in listed.records:
        by_home.setdefault(getattr(record, listed.cls.home), []).append(record)
    for home in households:
        for record in by_home.get(home.id, []):
            yield _table(listed, record, fields, _who(home, heads.get(home.id), listed.today))


def _who(home: Household, head: Member | None, day: date) -> tuple[str, str]:
    name = (head.name if head is not None else None) or NOTHING
    shown = minor_name(name) if head is not None and is_minor(head.birth_date, day) else name
    return shown, grouped(home.household_code or "")


def _table(listed: Listing, record: Record, fields: Sequence[Field], who: tuple[str, str]) -> Table:
    pairs = [(_(field.label), text) for field in fields if (text := _text(listed, record, field)) != NOTHING]
    left, right = pairs[: (len(pairs) + 1) // 2], pairs[(len(pairs) + 1) // 2 :]
    right += [("", "")] * (len(left) - len(right))
    rows = [(*one, *two) for one, two in zip(left, right, strict=True)]
    heading = [(who[0], 1.0), (who[1], 1.9), (listed.title, 1.0), ("", 1.5)]
    aligns = (Align.CENTRE, Align.LEFT)
    columns = [Column(text, width, aligns[at % 2]) for at, (text, width) in enumerate(heading)]
    return Table(columns, rows, size=_SIZE, together=True)


def _text(listed: Listing, record: Record, field: Field) -> str:
    text = listed.text(record, field)
    return grouped(text) if field.key and not field.is_free_text else text
