"""A selection as SQL: one statement answers it, whether it is listed, counted, summed or grouped.

Names of kinds and fields are looked up in the declarations before they become part of a statement; values are bound.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared import selection as s
from fupin_desktop.ledger.declared.standing import OWN, counted, ended, expanded
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.canonical import GONE_SIGN
from fupin_desktop.ledger.notation.folding import folded, sought
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.select.joined import Joined, in_register, stands_alone

Sql = tuple[str, list[Any]]
ID = Field(kind=Kind.LINK, label="", name="id")


def class_named(kind: str) -> type[Record]:
    """The record class of a kind; refuses, as `kind.unknown`, one that is not there."""
    if kind not in KINDS:
        raise Refusal("kind.unknown", _("There is no such kind of record."), where={"kind": kind})
    return KINDS[kind]


def field_named(cls: type[Record], name: str) -> Field:
    """The declared field, or the id; refuses, as `field.unknown`, one that is not there."""
    field = ID if name == "id" else fields_of(cls).get(name)
    if field is None:
        raise Refusal("field.unknown", _("There is no such field."), where={"field": name, "kind": kind_of(cls)})
    return field


def link_named(cls: type[Record], name: str) -> tuple[Field, type[Record]]:
    """The link of this name that leads to one record, and the class it leads to; else `selection.path`."""
    field = field_named(cls, name)
    if field.kind is not Kind.LINK or field.many or field.link not in KINDS:
        raise refuse_path(cls, name)
    return field, KINDS[field.link]


def refuse_path(cls: type[Record], name: str) -> Refusal:
    """What is said, as `selection.path`, of a field that does not lead where the selection says."""
    message = _("This field does not lead there. Nothing was changed.")
    return Refusal("selection.path", message, where={"field": name, "kind": kind_of(cls)})


class Statement:
    """Writes conditions on the rows of tables under aliases of its own."""

    def __init__(self, joined: Joined) -> None:
        self._joined = joined
        self._numbers = count(1)

    def alias(self) -> str:
        """A name no other table of the statement has."""
        return f"t{next(self._numbers)}"

    def of(self, selection: s.Selection, alias: str) -> Sql:
        """All conditions of a selection on the rows of `alias`."""
        cls = class_named(selection.kind)
        return self.all_of(cls, alias, expanded(KINDS, selection))

    def all_of(self, cls: type[Record], alias: str, conditions: Iterable[s.Condition]) -> Sql:
        """Every one of these."""
        return _joined_by(" AND ", [self.one(cls, alias, condition) for condition in conditions])

    def one(self, cls: type[Record], alias: str, condition: Any) -> Sql:
        """One condition."""
        writer: Callable[..., Sql] = _WRITERS[type(condition)]
        return writer(self, cls, alias, condition)

    # --- of the row's own fields ------------------------------------------------------------------------------------

    def _equal(self, cls: type[Record], alias: str, condition: s.Equal) -> Sql:
        return self._one_of(cls, alias, s.OneOf(condition.field, (condition.value,)))

    def _one_of(self, cls: type[Record], alias: str, condition: s.OneOf) -> Sql:
        field = field_named(cls, condition.field)
        column = f'{alias}."{field.name}"'
        values = [value for value in condition.values if value is not None]
        missing: list[Sql] = [(f"{column} IS NULL", [])] if len(values) < len(condition.values) else []
        return _joined_by(" OR ", [*self._holds(field, column, values), *missing], empty="0")

    def _holds(self, field: Field, column: str, values: Sequence[Any]) -> list[Sql]:
        if not values:
            return []
        if field.many:
            return [(f"EXISTS (SELECT 1 FROM {_elements(column)} j WHERE {_among('j.value', values)})", list(values))]
        if field.kind is Kind.LINK and field.name != "id":
            values = [twin for id in values for twin in sorted(self._joined.groups.get(id, {id}))]
        return [(_among(column, values), list(values))]

    def _between(self, cls: type[Record], alias: str, condition: s.Between) -> Sql:
        field = field_named(cls, condition.field)
        column = f'{alias}."{field.name}"'
        value = f"CAST({column} AS REAL)" if field.kind is Kind.NUMBER else column
        cast = "CAST(? AS REAL)" if field.kind is Kind.NUMBER else "?"
        ends = [(">=", condition.low), ("<=", condition.high)]
        given: list[Sql] = [(f"{value} {sign} {cast}", [end]) for sign, end in ends if end is not None]
        return _joined_by(" AND ", [(f"{column} IS NOT NULL", []), *given])

    def _contains(self, cls: type[Record], alias: str, condition: s.Contains) -> Sql:
        column = f'{alias}."{field_named(cls, condition.field).name}"'
        bare = f"lower(replace(replace({column}, ' ', ''), '\u3000', ''))"
        return f"coalesce(instr({bare}, ?), 0) > 0", [sought(condition.text)]

    def _named(self, cls: type[Record], alias: str, condition: s.Named) -> Sql:
        field = field_named(cls, condition.field)
        column = f'{alias}."{field.name}"'
        names = [name for one in condition.names if (name := folded(one))]
        if not names:
            return "0", []
        if field.many:
            return f"EXISTS (SELECT 1 FROM {_elements(column)} j WHERE {_among('folded(j.value)', names)})", names
        return _among(f"folded({column})", names), names

    def _under(self, cls: type[Record], alias: str, condition: s.Under) -> Sql:
        column = f'{alias}."{field_named(cls, condition.field).name}"'
        return f"({column} >= ? AND {column} < ?)", [condition.code, f"{condition.code}:"]  # : follows 9

    def _amount_is(self, cls: type[Record], alias: str, condition: s.AmountIs) -> Sql:
        amount = amount_sql(cls, alias, condition.amount)
        per = f'{alias}."{field_named(cls, condition.per).name}"' if condition.per else "1"
        parts: list[Sql] = [(f"{amount} IS NOT NULL", []), *([(f"{per} > 0", [])] if condition.per else [])]
        limits = [(">=", condition.low), ("<", condition.below)]
        parts += [(f"{amount} {sign} ? * {per}", [limit]) for sign, limit in limits if limit is not None]
        return _joined_by(" AND ", parts)

    def _share_below(self, cls: type[Record], alias: str, condition: s.ShareBelow) -> Sql:
        part, whole = amount_sql(cls, alias, condition.part), amount_sql(cls, alias, condition.whole)
        some, all_of = condition.of
        return f"({whole} > 0 AND coalesce({part}, 0) * ? < {whole} * ?)", [all_of, some]

    # --- of other rows ----------------------------------------------------------------------------------------------

    def _leads(self, cls: type[Record], alias: str, condition: s.Leads) -> Sql:
        field, above = link_named(cls, condition.field)
        other = self.alias()
        where, values = self.all_of(above, other, condition.where)
        to = self._joined.standing(f'{alias}."{field.name}"')
        return f'EXISTS (SELECT 1 FROM "{kind_of(above)}" {other} WHERE {other}.id = {to} AND {where})', values

    def _linked(self, cls: type[Record], alias: str, condition: s.Linked) -> Sql:
        below = class_named(condition.kind)
        field, above = link_named(below, condition.field)
        if above is not cls:
            raise refuse_path(below, condition.field)
        other = self.alias()
        # Quoted: the link of a step or a payment is called `case`
        here = self._joined.hangs_on(f'{other}."{field.name}"', f"{alias}.id")
        return self._so_many(below, other, condition, here)

    def _matched(self, cls: type[Record], alias: str, condition: s.Matched) -> Sql:
        other_cls, other = class_named(condition.kind), self.alias()
        if _is_by_name_alone(other_cls, condition):
            return self._so_often_named(cls, alias, other_cls, condition)
        pairs = [
            self._agrees(other_cls, other, theirs, self._reached(cls, alias, own)) for theirs, own in condition.agree
        ]
        names = [
            self._reads_alike(other_cls, other, theirs, self._reached(cls, alias, own))
            for theirs, own in condition.named
        ]
        return self._so_many(other_cls, other, condition, " AND ".join([*pairs, *names]) or "1")

    def _reached(self, cls: type[Record], alias: str, path: str) -> str:
        """A field of this row, or of the one to which a link of it leads."""
        name, _dot, rest = path.partition(".")
        if not rest:
            return self.value(cls, alias, name)
        _field, above = link_named(cls, name)
        other = self.alias()
        to = self._joined.standing(f'{alias}."{name}"')
        return f'(SELECT {self._reached(above, other, rest)} FROM "{kind_of(above)}" {other} WHERE {other}.id = {to})'

    def _agrees(self, cls: type[Record], alias: str, name: str, value: str) -> str:
        field = field_named(cls, name)
        column = f'{alias}."{field.name}"'
        if field.many:
            return f"EXISTS (SELECT 1 FROM {_elements(column)} j WHERE j.value = {value})"
        return self._joined.hangs_on(column, value) if field.kind is Kind.LINK else f"{column} = {value}"

    def _reads_alike(self, cls: type[Record], alias: str, name: str, value: str) -> str:
        field = field_named(cls, name)
        column = f'{alias}."{field.name}"'
        if field.many:
            return f"EXISTS (SELECT 1 FROM {_elements(column)} j WHERE folded(j.value) = folded({value}))"
        return f"folded({column}) = folded({value})"

    def _so_often_named(self, cls: type[Record], alias: str, other_cls: type[Record], condition: s.Matched) -> Sql:
        """Where nothing but a name ties them: the names are read once, not for each row anew."""
        ((theirs, own),) = condition.named
        other = self.alias()
        where, values = self.all_of(other_cls, other, (*OWN, *ended(other_cls), *condition.where))
        name = f'folded({other}."{field_named(other_cls, theirs).name}")'
        often = f'SELECT {name} FROM "{condition.kind}" {other} WHERE {where} GROUP BY 1 HAVING count(*) >= ?'
        return f"coalesce(folded({self._reached(cls, alias, own)}) IN ({often}), 0)", [*values, condition.least]

    def _so_many(self, cls: type[Record], alias: str, condition: s.Linked | s.Matched, here: str) -> Sql:
        """So many rows of a kind for which `here` holds, which ties them to the row that is asked about."""
        where, values = self.all_of(cls, alias, (*OWN, *ended(cls), *condition.where))
        found = f'FROM "{condition.kind}" {alias} WHERE {here} AND {where}'
        if (condition.least, condition.most) == (1, None):
            return f"EXISTS (SELECT 1 {found})", values
        if (condition.least, condition.most) == (0, 0):
            return f"NOT EXISTS (SELECT 1 {found})", values
        what = f"DISTINCT {self.value(cls, alias, condition.distinct)}" if condition.distinct else "*"
        number = f"(SELECT count({what}) {found})"
        most = [] if condition.most is None else [(f"{number} <= ?", [*values, condition.most])]
        return _joined_by(" AND ", [(f"{number} >= ?", [*values, condition.least]), *most])

    def value(self, cls: type[Record], alias: str, name: str) -> str:
        """A field of a row; of a link, the record that stands for its twins."""
        field = field_named(cls, name)
        column = f'{alias}."{field.name}"'
        return self._joined.standing(column) if field.kind is Kind.LINK and not field.many else column

    def _shared(self, cls: type[Record], alias: str, condition: s.Shared) -> Sql:
        name = field_named(cls, condition.field).name
        other = self.alias()
        where, values = self.all_of(cls, other, counted(KINDS, cls))
        held = f'SELECT {other}."{name}" FROM "{kind_of(cls)}" {other} WHERE {other}."{name}" IS NOT NULL AND {where}'
        return f'{alias}."{name}" IN ({held} GROUP BY 1 HAVING count(*) > 1)', values

    # --- together ---------------------------------------------------------------------------------------------------

    def _either(self, cls: type[Record], alias: str, condition: s.Either) -> Sql:
        return _joined_by(" OR ", [self.one(cls, alias, one) for one in condition.of], empty="0")

    def _both(self, cls: type[Record], alias: str, condition: s.Both) -> Sql:
        return self.all_of(cls, alias, condition.of)

    def _unless(self, cls: type[Record], alias: str, condition: s.Unless) -> Sql:
        text, values = self.all_of(cls, alias, condition.of)
        return f"NOT coalesce({text}, 0)", values

    # --- of its standing --------------------------------------------------------------------------------------------

    def _in_register(self, _cls: type[Record], alias: str, _condition: s.InRegister) -> Sql:
        return in_register(alias), []

    def _stands_for_twins(self, _cls: type[Record], alias: str, _condition: s.StandsForTwins) -> Sql:
        return stands_alone(alias), []

    def _gone(self, _cls: type[Record], alias: str, _condition: s.Gone) -> Sql:
        return f"{alias}.away LIKE '{GONE_SIGN}%'", []


_WRITERS: dict[type[Any], Callable[..., Sql]] = {
    s.Equal: Statement._equal,
    s.OneOf: Statement._one_of,
    s.Between: Statement._between,
    s.Contains: Statement._contains,
    s.Named: Statement._named,
    s.Under: Statement._under,
    s.AmountIs: Statement._amount_is,
    s.ShareBelow: Statement._share_below,
    s.Leads: Statement._leads,
    s.Linked: Statement._linked,
    s.Matched: Statement._matched,
    s.Either: Statement._either,
    s.Both: Statement._both,
    s.Unless: Statement._unless,
    s.Shared: Statement._shared,
    s.InRegister: Statement._in_register,
    s.StandsForTwins: Statement._stands_for_twins,
    s.Gone: Statement._gone,
}


def _is_by_name_alone(cls: type[Record], condition: s.Matched) -> bool:
    one = not condition.agree and len(condition.named) == 1 and not field_named(cls, condition.named[0][0]).many
    return one and condition.least > 0 and condition.most is None and not condition.distinct


def amount_sql(cls: type[Record], alias: str, amount: s.Amount) -> str:
    """An amount as an expression, NULL where none of its fields holds a number."""

    def held(name: str) -> str:
        # What an older program let in may be no number: it is read as nothing
        column = f'{alias}."{field_named(cls, name).name}"'
        return f"CASE typeof({column}) WHEN 'integer' THEN {column} END"

    def term(name: str) -> str:
        parts = [f"coalesce({held(part)}, 0)" for part in amount.parts.get(name, ())]
        return f"coalesce({held(name)}, {' + '.join(parts) or '0'})"

    known = ", ".join(held(name) for name in amount.fields)
    plus, minus = ([term(name) for name in names] for names in (amount.plus, amount.minus))
    value = " - ".join(["(" + " + ".join(plus or ["0"]) + ")", *minus])
    return f"CASE WHEN coalesce({known}, NULL) IS NOT NULL THEN {value} END"


def _elements(column: str) -> str:
    """The values of a many-valued field as rows; what an older program let in may be no list."""
    return f"json_each(CASE WHEN json_valid({column}) THEN {column} ELSE '[]' END)"


def _among(what: str, values: Sequence[Any]) -> str:
    # Equality lets an index be used that a list of one would, too, and a partial index besides
    return f"{what} = ?" if len(values) == 1 else f"{what} IN ({','.join('?' * len(values))})"


def _joined_by(sign: str, parts: Sequence[Sql], empty: str = "1") -> Sql:
    if not parts:
        return empty, []
    texts = [text for text, _values in parts]
    return f"({sign.join(texts)})", [value for _text, values in parts for value in values]
