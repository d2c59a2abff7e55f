"""Records as lines of a list: whose they are, then the fields that tell most; the same in the window and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fupin_desktop.households.model import HEAD, Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.asked import is_masked
from fupin_desktop.ledger.declared.selection import Amount, Selection
from fupin_desktop.ledger.declared.standing import home_of
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import NOTHING, grouped
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.listing import listing
from fupin_desktop.store.lists.arranged import Base, Facet, of_selection
from fupin_desktop.store.lists.queries import home_facets, village_choices
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.widgets.lists.column import Column, stored
from fupin_desktop.ui.widgets.shown import head_name
from fupin_desktop.villages.model import Village

_HOUSEHOLD = kind_of(Household)
_WHO = (("head", N_("Head"), 5), ("household_code", N_("Household code"), 13), ("village", N_("Village"), 7))
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
    "village_project": ("village", "name", "type", "stage", "budget", "planned_end", "poor_households"),
    "project_funding": ("case", "source", "planned", "actual", "on", "principle"),
    "project_check": ("case", "date", "about", "inspector", "points", "to_mend", "mend_by"),
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


def columns(kind: str) -> list[Column]:
    """The columns of the list: whose each record is, then its own fields."""
    who = _WHO if hangs_on_household(kind) else ()
    near = _is_near(KINDS[kind])
    named = [_whose(at, key if near else "", _(text), chars) for at, (key, text, chars) in enumerate(who)]
    return [*named, *(_column(at, field) for at, field in enumerate(telling(kind), len(named)))]


def _is_near(cls: type[Record]) -> bool:
    """Does a record hang on a household itself, so that the store can ask whose it is?"""
    home = home_of(KINDS, cls)
    return cls is Household or (home is not None and home[1] is Household)


def _whose(at: int, key: str, text: str, chars: int) -> Column:
    field = fields_of(Household).get(key)
    return Column(text, lambda line: line.cells[at], chars, field=field, key=key)


def _column(at: int, field: Field) -> Column:
    return Column(
        _(field.label), lambda line: line.cells[at], _CHARS, right=field.kind in _NUMBERS,
        secret=field if is_masked(field) else None, field=field, key=field.name,
        value=lambda line: stored(field, line.record),
    )  # fmt: skip


def base(reader: Reader, selection: Selection, today: date) -> Base:
    """The list as its headings ask the store for it."""
    cls = KINDS[selection.kind]
    made = of_selection(reader, selection, cls)
    if not _is_near(cls):
        return made
    id = "r.id" if cls is Household else reader.joined.standing(f"r.{cls.home}")
    facets = home_facets(reader, today)
    code = Facet(("h.household_code",), lambda code: code)
    own = {} if cls is Household else {"household_code": code}
    return replace(
        made, source=f"{made.source} LEFT JOIN household h ON h.id = {id}", facets={**facets, **own},
        choices={"village": village_choices},
    )  # fmt: skip


def lines_by_id(reader: Reader, kind: str, ids: Sequence[int], today: date) -> dict[int, Line]:
    """The lines of these records."""
    found = reader.find(KINDS[kind], id=list(ids), with_away=True)
    return {one.record.id: one for one in lines_of(reader, kind, found, today) if one.record.id is not None}


def lines(reader: Reader, selection: Selection, today: date, *, start: int = 0, limit: int | None = None) -> list[Line]:
    """A page of the list."""
    return lines_of(reader, selection.kind, reader.select(selection, start=start, limit=limit), today)


def lines_of(reader: Reader, kind: str, found: Sequence[Record], today: date) -> list[Line]:
    """These records as lines."""
    listed = listing(reader, KINDS[kind], found, today)
    owners = _owners(reader, found)
    who = _Who(reader, [id for id in owners if id is not None], today)
    fields = telling(kind)
    named = hangs_on_household(kind)
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
