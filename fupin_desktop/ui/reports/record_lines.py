"""Records as lines of a list: whose they are, then the fields that tell most; the same in the window and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from fupin_desktop.households.model import HEAD, Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.selection import Amount, Selection
from fupin_desktop.ledger.showing import NOTHING, grouped
from fupin_desktop.ledger.standing import home_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.listing import listing
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.widgets.shown import head_name
from fupin_desktop.villages.model import Village

_HOUSEHOLD = kind_of(Household)
_WHO = ((N_("Head"), 5), (N_("Household code"), 13), (N_("Village"), 7))
_CHARS = 7
_NUMBERS = (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
_MOST = 7
_NOT_LISTED = (Kind.LINK, Kind.PHOTO, Kind.MOMENT)
# The fields that tell most, where those declared first do not
_TELLING: Mapping[str, tuple[str, ...]] = {
    "household": ("persons", "attribute", "cause_main", "house_danger_grade", "status", "planned_exit_year"),
    "member": ("name", "relation", "sex", "birth_date", "id_no", "education"),
    "income_year": ("year", "persons", "wage", "business", "property", "transfer", "business_cost"),
    "housing_case": ("year_plan", "danger_grade", "mode", "stage", "stage_on", "accepted_on"),
    "cadre": ("name", "unit_name", "post", "village_code"),
}


@dataclass(frozen=True)
class Line:
    """One record, how its cells read, and the household whose file it opens."""

    record: Record
    cells: tuple[str, ...]
    household: Dot | None


def telling(kind: str) -> list[Field]:
    """The fields of a kind that a list shows."""
    fields = fields_of(KINDS[kind])
    chosen = [name for name in _TELLING.get(kind, ()) if name in fields]
    if not chosen:
        chosen = [name for name, field in fields.items() if field.kind not in _NOT_LISTED][:_MOST]
    return [fields[name] for name in chosen]


def hangs_on_household(kind: str) -> bool:
    """Does a record of this kind belong to a household, however long the way?"""
    cls: type[Record] | None = KINDS[kind]
    while cls is not None and cls is not Household:
        home = home_of(KINDS, cls)
        cls = home[1] if home is not None else None
    return cls is Household


class Heading(NamedTuple):
    """A column of the list: its heading, width in characters, side."""

    text: str
    chars: int
    right: bool


def headings(kind: str) -> list[Heading]:
    """The columns of the list."""
    who = [Heading(_(text), chars, False) for text, chars in _WHO] if hangs_on_household(kind) else []
    return [*who, *(Heading(_(field.label), _CHARS, field.kind in _NUMBERS) for field in telling(kind))]


def lines(reader: Reader, selection: Selection, today: date, *, start: int = 0, limit: int | None = None) -> list[Line]:
    """A page of the list."""
    found = reader.select(selection, start=start, limit=limit)
    listed = listing(reader, KINDS[selection.kind], found, today)
    owners = _owners(reader, found)
    who = _Who(reader, [id for id in owners if id is not None], today)
    fields = telling(selection.kind)
    named = hangs_on_household(selection.kind)
    return [
        Line(one, ((*who.of(id),) if named else ()) + tuple(listed.text(one, field) for field in fields), id)
        for one, id in zip(found, owners, strict=True)
    ]


def _owners(reader: Reader, records: Sequence[Record]) -> list[Dot | None]:
    """For each record the household it belongs to; of joined twins the one that stands for them."""
    above: list[Record | None] = list(records)
    while above and any(one is not None and not isinstance(one, Household) for one in above):
        above = _one_up(reader, above)
    return [Dot(reader.joined.stands_for.get(one.id, one.id)) if one and one.id else None for one in above]


def _one_up(reader: Reader, records: Sequence[Record | None]) -> list[Record | None]:
    cls = next(type(one) for one in records if one is not None and not isinstance(one, Household))
    home = home_of(KINDS, cls)
    if home is None:
        return [None] * len(records)
    ids = sorted({getattr(one, home[0]) for one in records if one is not None} - {None})
    found: dict[Any, Record] = {one.id: one for one in reader.find(home[1], id=ids, with_away=True)}
    return [found.get(getattr(one, home[0])) if one is not None else None for one in records]


class _Who:
    """Head, code and village of households."""

    def __init__(self, reader: Reader, ids: Sequence[Dot], today: date) -> None:
        homes = reader.find(Household, id=sorted(set(ids)), with_away=True)
        self._homes = {one.id: one for one in homes}
        codes = sorted({one.village_code for one in homes if one.village_code})
        self._villages = {one.code: one.name for one in reader.find(Village, code=codes)}
        self._heads: dict[int, list[Member]] = {}
        stands = reader.joined.stands_for
        for member in reader.find(Member, household=sorted(self._homes), relation=HEAD) if homes else []:
            home = member.household or 0
            self._heads.setdefault(stands.get(home, home), []).append(member)
        self._today = today

    def of(self, id: Dot | None) -> tuple[str, str, str]:
        """The three cells that say whose a record is."""
        home = self._homes.get(id)
        if home is None:
            return (NOTHING, NOTHING, NOTHING)
        head = head_name(head_among(self._heads.get(home.id or 0, [])), self._today)
        village = self._villages.get(home.village_code) or home.village_code or NOTHING
        return head, grouped(home.household_code or "") or NOTHING, village


def sums(reader: Reader, selection: Selection) -> list[tuple[str, int]]:
    """The sums, in fen, of the amounts the list shows."""
    shown = [field for field in telling(selection.kind) if field.kind is Kind.MONEY]
    found = [(_(field.label), reader.total(selection, Amount((field.name,)))) for field in shown]
    return [(label, total) for label, total in found if total is not None]
