"""Questions (待核实): cells in which two people wrote different things without knowing of each other."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.canonical import group_text
from fupin_desktop.ledger.notation.values import parse, to_stored
from fupin_desktop.ledger.record import Record, cells_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.kept_questions import kept
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.read.resolving import Resolver
from fupin_desktop.store.write.writing import BookLedger

NEWEST, OWN, DEVICE = "newest", "own", "device:"


@dataclass(frozen=True)
class Head:
    """One of the values that stand against each other."""

    n: int
    value: Any
    dot: int
    actor: str
    clock: str
    device: str
    wall: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Question:
    """An open question; `id` names it on the command line and in the window."""

    id: str
    kind: str
    record: Dot
    field: str
    element: str
    heads: tuple[Head, ...]


def count_questions(reader: Reader) -> int:
    """How many questions stand open."""
    sql = (
        "SELECT (SELECT count(*) FROM (SELECT DISTINCT record, cell, element FROM version WHERE head = 2))"
        " + (SELECT count(*) FROM kept)"
    )
    return int(reader.connection.exec_driver_sql(sql).scalar_one())


def questions(reader: Reader) -> list[Question]:
    """The open questions with every head, the one shown first."""
    rows = reader.connection.exec_driver_sql("SELECT DISTINCT record, cell, element FROM version WHERE head = 2")
    chronicle, resolver = Chronicle(reader), Resolver(reader.connection, reader.streams, reader.cells)
    return [_question(reader, chronicle, resolver, *row) for row in rows.all()] + _kept(reader)


def named(reader: Reader, names: Iterable[str]) -> list[Question]:
    """The open questions of these names; refuses one that is not open.  Code `question.unknown`."""
    known = {found.id: found for found in questions(reader)}
    asked = list(names)
    unknown = [name for name in asked if name not in known]
    if unknown:
        message = _("There is no such open question. Nothing was changed.")
        raise Refusal("question.unknown", message, where={"id": unknown})
    return [known[name] for name in asked]


def _kept(reader: Reader) -> list[Question]:
    return [
        Question(f"{kind}:{reader.text_of(record)}:{AWAY}", kind, record, AWAY, "", tuple(Head(**one) for one in heads))
        for kind, record, heads in kept(reader)
    ]


def _question(
    reader: Reader, chronicle: Chronicle, resolver: Resolver, record: int, cell: int, element: str
) -> Question:
    kind, name = reader.cells.name(cell)
    rows = reader.connection.exec_driver_sql(
        "SELECT dot FROM version WHERE record=? AND cell=? AND element=? AND head=2", (record, cell, element)
    )
    standing = {row[0] for row in rows}
    versions = [version for version in resolver.versions((record, cell, element)) if version.dot in standing]
    versions.sort(key=resolver.order, reverse=True)
    heads = []
    for n, version in enumerate(versions, 1):
        who = chronicle.who(version.dot)
        heads.append(Head(n, version.value, version.dot, who.actor, who.clock, who.device, who.wall, who.typed))
    id = f"{kind}:{reader.text_of(record)}:{name}" + (f":{element}" if element else "")
    return Question(id, kind, Dot(record), name, element, tuple(heads))


def settle(ledger: BookLedger, question: Question, *, take: int | None, value: str | None, why: str) -> None:
    """Settle (核定并说明): one of the standing values, or another one, with a reason; it stands over all of them.

    Code `why.missing`.
    """
    ledger.may("question.settle")
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    cls = KINDS[question.kind]
    record: Record = ledger.get(cls, question.record)
    ledger.settle(record, question.field, _chosen(cls, question, take, value), why.strip(), element=question.element)


def settle_all(ledger: BookLedger, found: Iterable[Question], rule: str, why: str) -> int:
    """Settle many by one rule with one reason; how many.  `newest`, `own` (what this office wrote), `device:ID`.

    A question without such a value stays open, and so does one about a record that was put away: those want a look.
    """
    settled = 0
    for question in found:
        head = _by_rule(question, rule, ledger.act.device)
        if head is not None:
            settle(ledger, question, take=head.n, value=None, why=why)
            settled += 1
    return settled


def _by_rule(question: Question, rule: str, own: str) -> Head | None:
    if question.field == AWAY:
        return None
    if rule == NEWEST:
        return question.heads[0]
    device = own if rule == OWN else rule.removeprefix(DEVICE)
    if not device or (rule != OWN and not rule.startswith(DEVICE)):
        raise Refusal("question.rule", _("There is no such rule. Nothing was changed."), where={"rule": rule})
    return next((head for head in question.heads if head.device.startswith(device)), None)


def _chosen(cls: type[Record], question: Question, take: int | None, value: str | None) -> object:
    if take is not None:
        for head in question.heads:
            if head.n == take:
                return head.value
        raise Refusal("question.take", _("There is no value of this number. Nothing was changed."))
    if question.field == AWAY:
        return value or None
    fields = cells_of(cls).get(question.field, ())
    if question.element:
        return int(value in ("1", "yes", "是"))
    if fields and not fields[0].group:
        return to_stored(fields[0], parse(fields[0], value or ""))
    return _group(value) if value else None


def _group(typed: str) -> str | None:
    """A group as somebody typed it, a JSON object of its members."""
    try:
        found = json.loads(typed)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        message = _("These fields make one judgement: give them as a JSON object. Nothing was changed.")
        raise Refusal("value.form", message, where={"field": "value"})
    return group_text({name: one for name, one in found.items() if one is not None})
