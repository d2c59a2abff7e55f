"""Filling a form from the book: every cell from a field, every line from a record; nothing is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from fupin_desktop.forms.facts import FILTERS, Facts, Line, persons
from fupin_desktop.forms.filled import Filled, Leaf, List, Printed, Words, differs
from fupin_desktop.forms.grid import Cell, Grid, Row
from fupin_desktop.forms.showing import Showing, Shown
from fupin_desktop.forms.template import CellPlan, ColumnPlan, Form, Part, Place, RowPlan
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _, word, words

_TOTAL = "合计"
_NONE = "（无）"  # an empty list says so: a reader must not ask whether it was forgotten
_LINE_NUMBER = Place("$number", computed="number")
_GROUPED = 2  # heading rows where some columns stand under one name


def fill(
    form: Form, facts: Facts, home: Household | None, code: str, *, sealed: bool = False,
    printed: Printed | None = None, new_only: bool = False,
) -> Filled:  # fmt: skip
    """One paper of a household, or of a village.

    `printed` is what its last print showed: its lines keep their places in a bound book.  `new_only` gives the leaves
    that have something new, and on those that lie printed already nothing else; refuses `form.not_bound` for a form
    that is no book, `form.not_printed` where there is nothing to go on from, `form.nothing_new` where nothing is new.
    """
    if new_only and not form.bound:
        raise Refusal("form.not_bound", _("This form is no bound book: print it whole. No file was written."))
    if new_only and printed is None:
        raise Refusal("form.not_printed", _("This book was never printed here: print it whole first."))
    made = _Filling(form, facts, Line(facts, home, code, newest=form.newest), Showing(form.mask, sealed), printed)
    leaves = made.leaves(new_only=new_only)
    made.add_subtitle()
    version, replaced = 1, ""
    if printed is not None:
        stale = bool(differs(form, printed, made.values).changed)
        version, replaced = printed.version + stale, printed.day if stale else ""
    return Filled(
        form, made.line.place, home.id or 0 if home else 0, _name(made), leaves, made.values, made.lines, made.lists,
        made.subtitle, version, replaced, facts.year, sealed,
        (made.line.village.contact_phone if made.line.village else "") or "",
    )  # fmt: skip


def _name(made: "_Filling") -> str:
    """Whose paper it is, for people who look for it."""
    head, village = made.line.head, made.line.village
    if made.form.of_household:
        return (head.name if head else "") or (made.line.home.household_code if made.line.home else "") or ""
    return (village.name if village else "") or made.line.place


@dataclass(frozen=True)
class _Page:
    """What a part puts on one leaf: whether something of it is new, and whether that leaf lies printed already."""

    items: Sequence[Words | Grid]
    fresh: bool = False
    printed: bool = True


@dataclass
class _Rows:
    """The lines of a list, with what they show; `fresh` were not on the last print."""

    cells: list[tuple[Cell, ...]] = field(default_factory=list)
    raw: list[list[object]] = field(default_factory=list)
    fresh: list[bool] = field(default_factory=list)


class _Filling:
    """Fills one paper and remembers what it showed."""

    def __init__(self, form: Form, facts: Facts, line: Line, showing: Showing, printed: Printed | None) -> None:
        self.form, self.facts, self.line, self.printed = form, facts, line, printed
        self.showing, self._in_lists = showing, replace(showing, long_dates=False)
        self.values: dict[str, str] = {}
        self.lines: dict[str, list[int]] = {}
        self.lists: list[List] = []
        self.fresh = 0
        self.subtitle = ""

    def add_subtitle(self) -> None:
        """The line under the title."""
        if self.form.subtitle is not None:
            self.subtitle = self._text(self.form.subtitle, self.line, self.showing).strip()

    def leaves(self, *, new_only: bool) -> list[Leaf]:
        """The leaves in their order; those that go on from a full one come last, whatever they go on from.

        Code `form.nothing_new`.
        """
        made = [*self._bound()]
        if not new_only:
            return [leaf for leaf, _fresh, _before in made]
        if not self.fresh:
            message = _("Nothing is new since this book was printed last. No file was written.")
            raise Refusal("form.nothing_new", message)
        return [replace(leaf, printed=before) for leaf, fresh, before in made if fresh]

    def _bound(self) -> list[tuple[Leaf, bool, bool]]:
        """Each leaf, whether something on it is new, and whether it lies printed already."""
        first: list[tuple[Leaf, bool, bool]] = []
        later: list[tuple[Leaf, bool, bool]] = []
        items: list[Words | Grid] = []
        name, fresh = self.form.title, False
        for part in self.form.parts:
            if part.leaf and items:
                first.append((Leaf(name, items), fresh, True))
                items, fresh = [], False
            name = part.leaf or name
            heading = [Words(part.heading, heading=True, large=self.form.large)] if part.heading else []
            pages = self._part(part)
            items, fresh = [*items, *heading, *pages[0].items], fresh or pages[0].fresh
            later += [
                (Leaf(f"{name}（续{at}）", [*heading, *page.items]), page.fresh, page.printed)
                for at, page in enumerate(pages[1:], 1)
            ]
        return [*first, (Leaf(name, items), fresh, True), *later]

    def _part(self, part: Part) -> list["_Page"]:
        """What stands on the first leaf of a part, and on each that goes on from it."""
        match part.kind:
            case "words":
                assert part.words is not None, "words were said"
                return [_Page([Words(self._text(part.words, self.line, self.showing), large=self.form.large)])]
            case "grid":
                rows = [self._row(plan, self.line, part.height) for plan in part.rows]
                return [_Page([Grid(part.widths, rows, part.size or self.form.size)])]
            case "count":
                return [_Page([self._count(part)])]
        return self._table(part)

    # --- cells --------------------------------------------------------------------------------------------------------

    def _text(self, plan: CellPlan, line: Line, showing: Showing) -> str:
        text, values = showing.cell(plan, line)
        self._remember(values)
        return text

    def _remember(self, values: Sequence[Shown]) -> None:
        self.values.update((one.key, one.hash) for one in values if one.key)

    def _row(self, plan: RowPlan, line: Line, height: float) -> Row:
        cells = [self._cell(one, line) for one in plan.cells]
        return Row(cells, plan.height or height, fixed=self.form.bound and height > 0)

    def _cell(self, plan: CellPlan, line: Line) -> Cell:
        text = self._text(plan, line, self.showing)
        align = plan.align or (
            "left" if plan.tick is not None or plan.low or (plan.across > 1 and not plan.head) else "centre"
        )
        return Cell(text, plan.across, plan.down, align, plan.head, plan.upright, plan.low)

    # --- lists --------------------------------------------------------------------------------------------------------

    def records(self, part: Part, before: Sequence[int] = ()) -> list[Any]:
        """The records of a list: those printed before at their places, then by time."""
        home = self.line.home if self.form.of_household else None
        found = self.facts.of_home(part.of, home) if home else self.facts.of_village(part.of, self.line.place)
        if part.of == "member":
            found = persons(found) if home else found
        kept = [one for one in found if all(FILTERS[name](self.facts, one) for name in part.only)]
        kept = sorted(kept, key=lambda one: self._order(part, one)) if part.order else kept
        known = {one.id: one for one in kept}
        # A line of a printed book keeps its place even when its record is gone: its line stays free
        ordered: list[Any] = [known.get(id) for id in before]
        return [*ordered, *(one for one in kept if one.id not in set(before))]

    def _order(self, part: Part, record: Any) -> str:
        assert part.order is not None, "asked for a list that has an order"
        assert part.order.way is not None, "the loader lets a field through alone"
        found = Line(self.facts, self.line.home, self.line.place, record).record(part.order.way)
        return str(getattr(found, part.order.name, None) or "")

    def _table(self, part: Part) -> list["_Page"]:
        before = list(self.printed.lines.get(part.name, ())) if self.printed and part.lines else []
        found = self.records(part, before)
        rows = self._rows(part, found, before)
        self.lines[part.name] = [*before, *(one.id for one in found[len(before) :])]
        self.lists.append(List(part.heading or self.form.title, [_heading(one) for one in part.columns], rows.raw))
        if not part.lines:
            return [_Page([self._grid(part, rows.cells)])]
        return [
            _Page(
                [self._grid(part, rows.cells[at : at + part.lines], part.lines)],
                any(rows.fresh[at : at + part.lines]),
                at < len(before),
            )
            for at in range(0, max(len(rows.cells), 1), part.lines)
        ]

    def _rows(self, part: Part, found: Sequence[Any], before: Sequence[int]) -> _Rows:
        rows = _Rows()
        for number, record in enumerate(found, 1):
            fresh = number > len(before)
            rows.fresh.append(fresh)
            if record is None:
                rows.cells.append(tuple(Cell() for _one in part.columns))
                continue
            self.fresh += fresh and self.printed is not None and bool(part.lines)
            told = list(self._line(part, record, number))
            rows.cells.append(tuple(replace(cell, fresh=fresh) for cell, _raw in told))
            rows.raw.append([raw for _cell, raw in told])
        if any(one.sum for one in part.columns) and rows.raw:
            cells = [_sum(one, [row[at] for row in rows.raw]) for at, one in enumerate(part.columns)]
            cells[_total_at(part.columns)] = _TOTAL
            rows.cells.append(
                tuple(Cell(text, align=_align(plan)) for text, plan in zip(cells, part.columns, strict=True))
            )
            rows.fresh.append(False)
        return rows

    def _line(self, part: Part, record: Any, number: int) -> Iterator[tuple[Cell, object]]:
        line = Line(self.facts, self.line.home, self.line.place, record, number)
        if not self.form.of_household:
            line = Line(self.facts, None, self.line.place, record, number)
        for column in part.columns:
            text, values = self._in_lists.cell(column.cell, line)
            self._remember(values)
            alone = len(values) == 1 and text == values[0].text
            yield Cell(text, align=_align(column)), values[0].raw if alone else text

    def _grid(self, part: Part, cells: Sequence[tuple[Cell, ...]], lines: int = 0) -> Grid:
        heads = _headings(part.columns)
        blank = max(lines - len(cells), part.blank - len(cells), 0)
        if not cells and not lines and not part.blank:
            free = [Row([Cell(_NONE, across=len(part.columns))], part.height)]
        else:
            free = [Row([Cell() for _one in part.columns], part.height, fixed=bool(lines)) for _line in range(blank)]
        filled = [Row(row, part.height, fixed=bool(lines)) for row in cells]
        widths = [one.width for one in part.columns]
        size = part.size or self.form.size
        return Grid(widths, [*heads, *filled, *free], size, len(heads))

    # --- counts -------------------------------------------------------------------------------------------------------

    def _count(self, part: Part) -> Grid:
        """How many records have which two words, with totals both ways."""
        assert part.down_by is not None, "a count says by what"
        assert part.across_by is not None, "a count says by what"
        found = self.records(part)
        across = _words_of(part, part.across_by.name)
        counted: dict[tuple[Any, Any], int] = {}
        for one in found:
            key = (getattr(one, part.down_by.name), getattr(one, part.across_by.name))
            counted[key] = counted.get(key, 0) + 1
        used = [code for code in across if any(key[1] == code for key in counted)]
        listed = _words_of(part, part.down_by.name)
        down = [code for code in listed if any(key[0] == code for key in counted)] or listed
        names = [word(_code_list(part, part.across_by.name), code) for code in used]
        heads = Row([Cell("", head=True), *(Cell(name, head=True) for name in names), Cell(_TOTAL, head=True)])
        rows = [
            Row([
                Cell(word(_code_list(part, part.down_by.name), code), head=True),
                *(Cell(_number(counted.get((code, one), 0))) for one in used),
                Cell(_number(sum(count for key, count in counted.items() if key[0] == code))),
            ])
            for code in down
        ]  # fmt: skip
        sums = [sum(count for key, count in counted.items() if key[1] == one) for one in used]
        last = Row([Cell(_TOTAL, head=True), *(Cell(_number(one)) for one in sums), Cell(_number(len(found)))])
        return Grid([2.0, *(1.0 for _one in used), 1.0], [heads, *rows, last], part.size or self.form.size, 1)


def _total_at(columns: Sequence[ColumnPlan]) -> int:
    """Where 合计 stands: in the first column that is neither the number of the line nor a sum."""
    plain = (at for at, one in enumerate(columns) if not one.sum and one.cell.pieces[:1] != (_LINE_NUMBER,))
    return next(plain, 0)


def _number(count: int) -> str:
    return str(count) if count else "—"


def _code_list(part: Part, name: str) -> str:
    return fields_of(KINDS[part.of])[name].words


def _words_of(part: Part, name: str) -> list[str]:
    return list(words(_code_list(part, name)))


def _heading(column: ColumnPlan) -> str:
    return f"{column.group} {column.label}".strip().replace("\n", "")


def _align(column: ColumnPlan) -> str:
    return column.cell.align or "centre"


def _headings(columns: Sequence[ColumnPlan]) -> list[Row]:
    """One row of headings, or two where neighbours stand under one name."""
    if not any(one.group for one in columns):
        return [Row([Cell(one.label, head=True) for one in columns])]
    upper: list[Cell] = []
    for at, one in enumerate(columns):
        if not one.group:
            upper.append(Cell(one.label, down=_GROUPED, head=True))
        elif at == 0 or columns[at - 1].group != one.group:
            over = next((n for n, other in enumerate(columns[at:]) if other.group != one.group), len(columns) - at)
            upper.append(Cell(one.group, across=over, head=True))
    return [Row(upper), Row([Cell(one.label, head=True) for one in columns if one.group])]


def _sum(column: ColumnPlan, values: Sequence[object]) -> str:
    numbers = [Decimal(str(one)) for one in values if isinstance(one, int | Decimal)]
    return f"{sum(numbers):,f}" if column.sum and numbers else ""
