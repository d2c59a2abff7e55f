"""Verbs about any record: list, show, set, new, put-away; and the data dictionary."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.cli.answering import json_text
from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.showing import as_json, history_as_json
from fupin_desktop.cli.where import narrowed, selection_of
from fupin_desktop.dictionary import as_markdown, as_schema
from fupin_desktop.kinds import KINDS, make
from fupin_desktop.ledger.correction import correct_number
from fupin_desktop.ledger.declared.selection import from_json
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history import twins
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.photos.photo_shelf import arrived, photos_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.unmasking import note_unmask
from fupin_desktop.titles import title_of, titles

UNMASK = (arg("--unmask", action="store_true"), arg("--why", default=""))


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    where = arg("--where", action="append", default=[])
    verbs.add(
        "record list", _list, "records of a kind", BOOK, arg("kind"), where, arg("--selection", default=""),
        arg("--limit", type=int), *UNMASK,
    )  # fmt: skip
    verbs.add(
        "record show", _show, "one record", BOOK, arg("kind"), arg("id"), arg("--history", action="store_true"), *UNMASK
    )
    verbs.add("record set", _set, "change fields", BOOK, arg("kind"), arg("id"), arg("values", nargs="+"))
    verbs.add(
        "record correct", _correct, "correct a number that tells records apart", BOOK, arg("kind"), arg("id"),
        arg("values", nargs="+"), arg("--why", required=True),
    )  # fmt: skip
    verbs.add("record new", _new, "a new record", BOOK, arg("kind"), arg("values", nargs="+"))
    verbs.add(
        "record put-away",
        _put_away,
        "take out of the register",
        BOOK,
        arg("kind"),
        arg("id"),
        arg("--why", required=True),
    )
    kind, why = arg("kind"), arg("--why", required=True)
    verbs.add("record twins", _twins, "records that share an official number", BOOK, kind)
    verbs.add(
        "record join", _join, "two records are one, or all that share an official number", BOOK, kind,
        arg("ids", nargs="*"), arg("--equal-codes", action="store_true"), why,
    )  # fmt: skip
    verbs.add("record part", _part, "part a record from its twins", BOOK, kind, arg("id"), why)
    verbs.add("dictionary", _dictionary, "the data dictionary", arg("--format", choices=["md", "json"], default="md"))


def class_of(kind: str) -> type[Record]:
    """The record class of a kind; refuses an unknown one.  Code `kind.unknown`."""
    if kind not in KINDS:
        raise Refusal("kind.unknown", _("There is no such kind of record."), where={"kind": kind})
    return KINDS[kind]


def values_of(reader: Reader, cls: type[Record], pairs: Sequence[str]) -> dict[str, Any]:
    """`F=V` as typed by a person; links by dot or natural key.  Code `field.unknown`."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equal, typed = pair.partition("=")
        field = fields_of(cls).get(name)
        if not equal or field is None:
            raise Refusal("field.unknown", _("There is no such field."), where={"field": name, "kind": kind_of(cls)})
        is_link = field.kind is Kind.LINK and typed
        found[name] = reader.record_at(field.link, typed).id if is_link else parse(field, typed)
    return found


def _asked(call: Call, book: Book) -> bool:
    if not call.args.unmask:
        return False
    note_unmask(book, call.args.kind, call.args.why)
    return True


def _list(call: Call) -> dict[str, Any]:
    cls = class_of(call.args.kind)
    with book_of(call) as book:
        unmask = _asked(call, book)
        with book.read() as reader:
            selection = selection_of(reader, cls, call.args.where)
            if call.args.selection:
                selection = narrowed(from_json(call.args.selection), selection)
            records = reader.select(selection, limit=call.args.limit)
            today = book.wall().date()
            named = zip(records, titles(reader, records, today), strict=True)
            return {
                "records": [
                    {**as_json(reader, record, today=today, unmask=unmask), "called": title} for record, title in named
                ]
            }


def _show(call: Call) -> dict[str, Any]:
    class_of(call.args.kind)
    with book_of(call) as book:
        unmask = _asked(call, book)
        with book.read() as reader:
            record = reader.record_at(call.args.kind, call.args.id)
            today = book.wall().date()
            shown = as_json(reader, record, today=today, unmask=unmask)
            answer: dict[str, Any] = {"record": {**shown, "called": title_of(reader, record, today)}}
            if keys := photos_of(record):
                have, expected = arrived(reader, keys)
                answer["photos"] = {"have": have, "expected": expected}
            if call.args.history:
                answer["history"] = history_as_json(Chronicle(reader).history(record), record, today, unmask=unmask)
            return answer


def _set(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("record.set") as ledger:
        record = ledger.record_at(call.args.kind, call.args.id)
        values = values_of(ledger, type(record), call.args.values)
        saved = ledger.save(record.but(**values, unreadable=record.unreadable - values.keys()))
        assert saved.id is not None
        return {"id": ledger.text_of(saved.id), "warnings": ledger.warnings}


def _correct(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("record.correct") as ledger:
        record = ledger.record_at(call.args.kind, call.args.id)
        values = values_of(ledger, type(record), call.args.values)
        saved = correct_number(ledger, record, call.args.why, **values)
        assert saved.id is not None
        return {"id": ledger.text_of(saved.id), "warnings": ledger.warnings}


def _new(call: Call) -> dict[str, Any]:
    cls = class_of(call.args.kind)
    with book_of(call) as book, book.write("record.new") as ledger:
        saved = make(ledger, cls(**values_of(ledger, cls, call.args.values)))
        assert saved.id is not None
        return {"id": ledger.text_of(saved.id), "warnings": ledger.warnings}


def _put_away(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("record.put_away") as ledger:
        record = ledger.record_at(call.args.kind, call.args.id)
        ledger.put_away(record, call.args.why)
        assert record.id is not None
        return {"id": ledger.text_of(record.id), "warnings": ledger.warnings}


def _twins(call: Call) -> dict[str, Any]:
    class_of(call.args.kind)
    with book_of(call) as book, book.read() as reader:
        found = twins.candidates(reader, call.args.kind)
        return {"twins": [[reader.text_of(one.id) for one in records if one.id] for records in found]}


def _join(call: Call) -> dict[str, Any]:
    args = call.args
    class_of(args.kind)
    with book_of(call) as book, book.write("record.join") as ledger:
        if args.equal_codes:
            return {"joined": twins.join_equal(ledger, args.kind, args.why)}
        records = [ledger.record_at(args.kind, name) for name in args.ids]
        return {"joined": twins.join(ledger, records, args.why)}


def _part(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("record.part") as ledger:
        record = ledger.record_at(call.args.kind, call.args.id)
        return {"parted": twins.part(ledger, record, call.args.why)}


def _dictionary(call: Call) -> dict[str, Any]:
    if call.json:
        return as_schema()
    return {"": json_text(as_schema()) if call.args.format == "json" else as_markdown()}
