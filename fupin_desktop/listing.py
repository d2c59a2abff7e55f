"""A list of records of any kind, as people read it: headings from the labels, links by the number they lead to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import NOTHING, listed, plain_value
from fupin_desktop.ledger.notation.values import UNREADABLE
from fupin_desktop.ledger.privacy import masked
from fupin_desktop.ledger.record import Record, fields_of, key_of, kind_of
from fupin_desktop.ledger.scope import SEALED
from fupin_desktop.ledger.words import _, code_of, words
from fupin_desktop.titles import is_young, link_titles, titles

_HOUSEHOLD = kind_of(Household)


def hanging_on_household() -> dict[str, type[Record]]:
    """The kinds that hang directly on a household, without those of sealed scopes."""
    return {kind: cls for kind, cls in KINDS.items() if cls.scope_class != SEALED and cls.home == _HOUSEHOLD}


@dataclass(frozen=True)
class Listing:
    """Records of one kind with what their links are called; `unmasked` shows all, for a reason that was logged."""

    cls: type[Record]
    records: Sequence[Record]
    names: Mapping[int, str]
    today: date
    unmasked: bool = False

    @property
    def title(self) -> str:
        """The name of the kind."""
        return _(self.cls.label)

    @property
    def fields(self) -> list[Field]:
        """Every declared field, in the order of declaration."""
        return list(fields_of(self.cls).values())

    def text(self, record: Record, field: Field) -> str:
        """How a cell reads on paper and in a window."""
        if field.name in record.unreadable:
            return plain_value(field, UNREADABLE)
        value = getattr(record, field.name)
        if field.kind is Kind.LINK:
            return self._called(value) or NOTHING
        if field.kind is Kind.PHOTO:
            return str(len(value)) if value else NOTHING
        return (
            plain_value(field, value) or NOTHING if self.unmasked else listed(field, value, minor=self._young(record))
        )

    def cell(self, record: Record, field: Field, *, national: bool = False) -> object:
        """How a cell stands in a workbook: numbers, days and yuan as such, all else as text; `national` codes."""
        if field.name in record.unreadable:
            return self.text(record, field)
        value = getattr(record, field.name)
        if value is None or field.kind in (Kind.LINK, Kind.PHOTO):
            return "" if value is None else self.text(record, field)
        hidden = value if self.unmasked else masked(value, field.privacy, minor=self._young(record))
        if hidden != value:
            return covered(str(hidden))
        told = _cell(field, value, national=national)
        return covered(told) if isinstance(told, str) and field.is_free_text and not self.unmasked else told

    def _young(self, record: Record) -> bool:
        return is_young(record, self.today)

    def _called(self, value: object) -> str:
        several = value if isinstance(value, tuple) else () if value is None else (value,)
        return "、".join(self.names.get(one, "?") for one in several)


def _cell(field: Field, value: object, *, national: bool) -> object:
    if isinstance(value, tuple):
        return "、".join(str(_cell(field, one, national=national)) for one in value)
    if field.kind is Kind.CHOICE and national:
        known = words(field.words).get(str(value))
        return (known.national if known else "") or str(value)
    if field.kind is Kind.TEXT and field.words and national:
        return code_of(field.words, str(value)) or value
    if field.kind is Kind.YES and national:
        return "1" if value else "0"
    if field.kind is Kind.MONEY and isinstance(value, int):
        return Decimal(value) / 100
    plain = isinstance(value, int | Decimal | date) and not isinstance(value, bool)
    return value if plain else plain_value(field, value)


def listing(
    reader: Finder,
    cls: type[Record],
    records: Iterable[Record],
    today: date,
    *,
    unmasked: bool = False,
    numbered: bool = False,
) -> Listing:
    """The list of these records; reads what their links lead to.

    People read the title of what a link leads to; `numbered` gives the words by which a workbook finds it again.
    """
    found = list(records)
    names: dict[int, str] = {}
    for field in fields_of(cls).values():
        if field.kind is Kind.LINK:
            ids = _ids(field, found)
            names |= _numbers(reader, field, ids, today) if numbered else link_titles(reader, field, ids, today)
    return Listing(cls, found, names, today, unmasked)


def _ids(field: Field, records: Sequence[Record]) -> set[int]:
    held = (getattr(one, field.name) for one in records)
    return {id for value in held if value is not None for id in (value if isinstance(value, tuple) else (value,))}


def _numbers(reader: Finder, field: Field, ids: set[int], today: date) -> dict[int, str]:
    target = KINDS.get(field.link)
    if not ids or target is None:
        return {}
    found = reader.find(target, id=sorted(ids), with_away=True)
    return {one.id: name for one, name in zip(found, names_in_lists(reader, found, today), strict=True) if one.id}


def called(record: Record) -> str:
    """What a record is called where another leads to it: its name, else its number; never a masked value."""
    fields = fields_of(type(record))
    naming = [name for name in ("name", *key_of(type(record))) if name in fields and fields[name].kind is not Kind.LINK]
    told = ((fields[name], str(getattr(record, name) or "")) for name in naming if _is_open(fields[name]))
    texts = (covered(text) if field.is_free_text else text for field, text in told)
    return next(filter(None, texts), _(type(record).label))


def names_in_lists(finder: Finder, records: Sequence[Record], today: date) -> list[str]:
    """The words by which a list of a workbook names each record, so that it is found again when the list is read.

    A kind that says what it is by several fields (`titled`), or has neither name nor number, goes by its title.
    """
    named = [called(one) if not type(one).titled else "" for one in records]
    by_title = [one for one, name in zip(records, named, strict=True) if name in ("", _(type(one).label))]
    told = iter(titles(finder, by_title, today))
    return [next(told) if name in ("", _(type(one).label)) else name for one, name in zip(records, named, strict=True)]


def _is_open(field: Field) -> bool:
    return masked("12345", field.privacy, minor=True) == "12345"
