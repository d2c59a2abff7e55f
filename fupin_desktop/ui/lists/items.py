"""Changes of many records, as they are shown before they are written: each item by itself, a refusal stops no other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import NOTHING, held, listed
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.privacy import is_mask
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import choices, narrowed
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.titles import is_young, link_titles, title_of
from fupin_desktop.ui.forms.writing import writing_of
from fupin_desktop.ui.frame.session import Session

MOST = 2000  # records in one batch
Do = Callable[[BookLedger], Any]


@dataclass
class Cell:
    """A value that would change; `problem` says why it does not."""

    field: str
    label: str
    before: str
    after: str
    problem: str = ""


@dataclass
class Item:
    """One record of a batch: its title, what would change, how it is written; None where a cell cannot be read."""

    title: str
    cells: list[Cell] = field(default_factory=list)
    do: Do | None = None
    done: bool = False

    @property
    def is_ready(self) -> bool:
        """Can it be written as far as is known?"""
        return self.do is not None and not self.done and not any(cell.problem for cell in self.cells)

    def refuse(self, refusal: Refusal) -> None:
        """Mark the cell a refusal names, else the first one."""
        named = next((cell for cell in self.cells if cell.field == refusal.where.get("field")), None)
        (named or self.cells[0]).problem = refusal.message


class Ran(NamedTuple):
    """By place, why an item was refused; and what the rules only said of the others, each sentence once."""

    refused: dict[int, Refusal]
    said: list[str]


def run(book: Book, command: str, items: Sequence[Item], rehearse: bool, progress: Progress) -> Ran:
    """Write those that are ready, each behind its own savepoint.

    A rehearsal leaves nothing in the book.
    """
    refused: dict[int, Refusal] = {}
    with book.write(command, rehearse=rehearse) as ledger:
        for at, item in enumerate(items):
            progress(at, len(items), _("Several at once"))
            if item.is_ready and item.do is not None:
                try:
                    with ledger.savepoint():
                        item.do(ledger)
                except Refusal as refusal:
                    refused[at] = refusal
        said = list(dict.fromkeys(ledger.warnings))
    return Ran(refused, said)


def refuse_many(count: int) -> None:
    """Refuse, as `list.many`, more records than one looks through before they are written."""
    if count > MOST:
        text = _("{count} records are too many at once ({most} at most). Filter the list first. Nothing was changed.")
        raise Refusal("list.many", text.format(count=count, most=MOST), where={"records": count})


class Making:
    """Makes items out of what is wanted of records; for a worker's thread, on one reading."""

    def __init__(self, session: Session, reader: Reader, subject: Record | None) -> None:
        self._session, self._reader, self._subject = session, reader, subject
        self._today = session.today

    def items(self, wanted: Sequence[tuple[Record, Mapping[str, Any]]]) -> list[Item]:
        """An item a record in which something changes; texts are read as a form reads them."""
        refuse_many(len(wanted))
        made = [self._item(at, record, values) for at, (record, values) in enumerate(wanted, 1)]
        return [item for item in made if item.cells]

    def _item(self, at: int, record: Record, wanted: Mapping[str, Any]) -> Item:
        is_new = record.id is None
        item = Item(
            _("new, line {number}").format(number=at) if is_new else title_of(self._reader, record, self._today)
        )
        after: dict[str, Any] = {}
        for name, value in wanted.items():
            self._cell(item, record, fields_of(type(record))[name], value, after)
        if item.cells and len(after) == sum(not cell.problem for cell in item.cells):
            item.do = self._writing(record.but(**after))
        return item

    def _cell(self, item: Item, record: Record, one: Field, value: object, after: dict[str, Any]) -> None:
        if isinstance(value, str) and is_mask(value, one.privacy):
            return  # a mask read back says nothing of the value
        cell = Cell(one.name, _(one.label), self._text(record, one), str(value))
        try:
            found = self._value(record, one, value)
        except Refusal as refusal:
            cell.problem = refusal.message
            item.cells.append(cell)
            return
        if found == getattr(record, one.name) and one.name not in record.unreadable:
            return
        after[one.name] = found
        cell.after = self._text(record.but(**{one.name: found}, unreadable=record.unreadable - {one.name}), one)
        if type(record).append_only and record.id is not None:
            cell.problem = _("What was written here is kept; it is corrected by a new entry.")
        item.cells.append(cell)

    def _value(self, record: Record, one: Field, value: object) -> object:
        if not isinstance(value, str) or one.kind is Kind.PHOTO:
            return value
        if one.kind is not Kind.LINK or not value.strip():
            return parse(one, value)
        return self._linked(record, one, value.strip())

    def _linked(self, record: Record, one: Field, typed: str) -> object:
        within = narrowed(self._reader, one, record, self._subject)
        found = choices(self._reader, KINDS[one.link], typed, self._today, within, limit=9)
        exact = [choice for choice in found if choice.title == typed] or found
        if len(exact) != 1:
            text = _("{label}: “{typed}” does not name exactly one record; choose it in the form.")
            raise Refusal("value.link", text.format(label=_(one.label), typed=typed), where={"field": one.name})
        return (exact[0].id,) if one.many else exact[0].id

    def _text(self, record: Record, one: Field) -> str:
        if one.kind is Kind.LINK:
            return linked_text(self._reader, one, getattr(record, one.name), self._session)
        return listed(one, held(record, one.name), minor=is_young(record, self._today))

    def _writing(self, record: Record) -> Do:
        write, subject = writing_of(type(record)).write, self._subject
        return lambda ledger: write(ledger, record, subject)


def linked_text(reader: Finder, one: Field, value: object, session: Session) -> str:
    """What a link leads to, in words."""
    ids = value if isinstance(value, tuple) else () if value is None else (value,)
    names = link_titles(reader, one, ids, session.today)
    return "、".join(names.get(id, "?") for id in ids) or NOTHING
