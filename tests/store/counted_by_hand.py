"""A second, plain answer to selections: it walks rows one by one and knows nothing of SQL.

What is visible and counted is told here in its own words, from the docstring of `ledger.standing`.
"""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared import selection as s
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.canonical import items_of
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.record import fields_of

Row = dict[str, Any]
GONE = "→"


class World:
    """Every row of a book, and the answers."""

    def __init__(self, connection: Connection, name_of: Any) -> None:
        self.rows: dict[str, list[Row]] = {
            kind: [dict(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{kind}"').mappings()]
            for kind in KINDS
        }
        self.kept = set(connection.exec_driver_sql("SELECT record FROM kept").scalars())
        self.others: dict[int, int] = {}
        joins = [row for row in self.rows["same_as"] if row["away"] is None]
        groups: list[set[int]] = []
        for join in joins:
            touched = [group for group in groups if group & {join["one"], join["other"]}]
            groups = [group for group in groups if group not in touched]
            groups.append(set().union({join["one"], join["other"]}, *touched))
        for join in joins:
            group = next(group for group in groups if join["other"] in group)
            self.others[join["other"]] = min(group, key=name_of)

    # --- standing -------------------------------------------------------------------------------------------------

    def stands(self, id: int | None) -> int | None:
        return self.others.get(id, id)  # type: ignore[arg-type]

    def in_register(self, row: Row) -> bool:
        return row["away"] is None or row["id"] in self.kept

    def parent(self, kind: str, row: Row) -> tuple[str, Row] | None:
        home = fields_of(KINDS[kind]).get(KINDS[kind].home)
        if home is None or home.kind is not Kind.LINK:
            return None
        found = self.at(home.link, row[home.name])
        return (home.link, found) if found is not None else None

    def hangs(self, kind: str) -> bool:
        home = fields_of(KINDS[kind]).get(KINDS[kind].home)
        return home is not None and home.kind is Kind.LINK

    def at(self, kind: str, id: int | None) -> Row | None:
        wanted = self.stands(id)
        return next((row for row in self.rows[kind] if row["id"] == wanted), None)

    def gone(self, kind: str, row: Row) -> bool:
        above = self.parent(kind, row)
        if above is not None:
            return self.gone(*above)
        return not self.hangs(kind) and (row["away"] or "").startswith(GONE)

    def visible(self, kind: str, row: Row) -> bool:
        if not self.in_register(row) or row["id"] in self.others:
            return False
        above = self.parent(kind, row)
        if above is None:
            return True
        return not self.gone(*above) if KINDS[kind].append_only else self.visible(*above)

    def counted(self, kind: str, row: Row) -> bool:
        if not self.in_register(row) or row["id"] in self.others:
            return False
        if any(row[name] in values for name, values in KINDS[kind].ended.items()):
            return False
        if not self.hangs(kind):
            return True
        above = self.parent(kind, row)
        if above is None:
            return False
        return not self.gone(*above) if KINDS[kind].append_only else self.counted(*above)

    # --- conditions -----------------------------------------------------------------------------------------------

    def chosen(self, selection: s.Selection) -> set[int]:
        kind = selection.kind
        ways = {s.VISIBLE: self.visible, s.COUNTED: self.counted, s.ALL: lambda _kind, _row: True}
        fits = ways[selection.standing]
        return {row["id"] for row in self.rows[kind] if fits(kind, row) and self.all(kind, row, selection.where)}

    def all(self, kind: str, row: Row, conditions: Iterable[Any]) -> bool:
        return all(self.one(kind, row, condition) for condition in conditions)

    def one(self, kind: str, row: Row, condition: Any) -> bool:  # noqa: C901  # one line a condition
        match condition:
            case s.Equal(field, value):
                return self._is(kind, row, field, value)
            case s.OneOf(field, values):
                return any(self._is(kind, row, field, value) for value in values)
            case s.Between(field, low, high):
                return self._between(kind, row[field], field, low, high)
            case s.Named(field, names):
                return any(self._reads_as(kind, row, field, name) for name in names)
            case s.Under(field, code):
                return row[field] is not None and row[field].startswith(code)
            case s.ShareBelow(part, whole, (some, all_of)):
                held = SimpleNamespace(**row)
                base = whole.of(held)
                return base is not None and base > 0 and (part.of(held) or 0) * all_of < base * some
            case s.AmountIs(amount, low, below, per):
                return self._amount(row, amount, low, below, row[per] if per else 1)
            case s.Leads(field, where):
                link = fields_of(KINDS[kind])[field].link
                found = self.at(link, row[field])
                return found is not None and self.all(link, found, where)
            case s.Linked():
                return self._linked(row, condition)
            case s.Matched():
                return self._matched(kind, row, condition)
            case s.Either(of):
                return any(self.one(kind, row, each) for each in of)
            case s.Both(of):
                return self.all(kind, row, of)
            case s.Unless(of):
                return not self.all(kind, row, of)
            case s.Shared(field):
                others = [r for r in self.rows[kind] if self.counted(kind, r) and r[field] == row[field]]
                return row[field] is not None and len(others) > 1
        raise AssertionError(condition)

    def _is(self, kind: str, row: Row, name: str, value: Any) -> bool:
        field = fields_of(KINDS[kind])[name]
        if value is None:
            return row[name] is None
        if field.many:
            return value in (items_of(row[name]) or [])
        return self.stands(row[name]) == self.stands(value) if field.kind is Kind.LINK else row[name] == value

    def _reads_as(self, kind: str, row: Row, name: str, said: Any) -> bool:
        held = (items_of(row[name]) or []) if fields_of(KINDS[kind])[name].many else [row[name]]
        return bool(folded(said or "")) and any(folded(one or "") == folded(said) for one in held)

    @staticmethod
    def _between(kind: str, value: Any, name: str, low: Any, high: Any) -> bool:
        if value is None:
            return False
        if fields_of(KINDS[kind])[name].kind is Kind.NUMBER:
            value, low, high = (None if one is None else float(one) for one in (value, low, high))
        return (low is None or value >= low) and (high is None or value <= high)

    @staticmethod
    def _amount(row: Row, amount: s.Amount, low: int | None, below: int | None, per: int | None) -> bool:
        if all(row[name] is None for name in amount.fields) or not per or per < 0:
            return False
        stead = dict(amount.instead)

        def term(name: str) -> int:
            return row[name] if row[name] is not None else sum(row[part] or 0 for part in stead.get(name, ()))

        value = sum(map(term, amount.plus)) - sum(map(term, amount.minus))
        return (low is None or value >= low * per) and (below is None or value < below * per)

    def _linked(self, row: Row, condition: s.Linked) -> bool:
        ended = KINDS[condition.kind].ended
        found = [
            one
            for one in self.rows[condition.kind]
            if self.stands(one[condition.field]) == row["id"]
            and self.in_register(one)
            and one["id"] not in self.others
            and not any(one[name] in values for name, values in ended.items())
            and self.all(condition.kind, one, condition.where)
        ]
        return self._so_many(found, condition)

    def _so_many(self, found: list[Row], condition: s.Linked | s.Matched) -> bool:
        number = len({self.stands(one[condition.distinct]) for one in found}) if condition.distinct else len(found)
        return number >= condition.least and (condition.most is None or number <= condition.most)

    def _matched(self, kind: str, row: Row, condition: s.Matched) -> bool:
        ended = KINDS[condition.kind].ended
        found = [
            one
            for one in self.rows[condition.kind]
            if self.in_register(one)
            and one["id"] not in self.others
            and not any(one[name] in values for name, values in ended.items())
            and all(self._agrees(condition.kind, one, theirs, kind, row, own) for theirs, own in condition.agree)
            and all(self._reads_as(condition.kind, one, theirs, row[own]) for theirs, own in condition.named)
            and self.all(condition.kind, one, condition.where)
        ]
        return self._so_many(found, condition)

    def _agrees(self, kind: str, theirs: Row, name: str, own_kind: str, own: Row, path: str) -> bool:
        first, _dot, rest = path.partition(".")
        if rest:
            link = fields_of(KINDS[own_kind])[first].link
            above = self.at(link, own[first])
            return above is not None and self._agrees(kind, theirs, name, link, above, rest)
        value = own[first]
        return value is not None and self._is(kind, theirs, name, value)
