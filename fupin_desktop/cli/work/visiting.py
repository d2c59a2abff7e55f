"""Verbs of visits: log one, with what has to follow from it; correct it, withdraw it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.households.model import Household
from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import day_of, parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.photo_tray import named_in_tray, take_out
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.visits.commands import Promise, correct_visit, log_visit, withdraw_visit
from fupin_desktop.visits.model import Visit

# By option the field it corrects; an empty text takes out what stood there
_CORRECTED = {
    "date": "date", "visitors": "visitors", "type": "type", "topics": "topics", "notes": "findings",
    "request": "requests", "promised": "promised", "start": "start", "end": "end", "gps": "gps",
}  # fmt: skip
PHOTOS = (
    arg("--photo", type=Path, action="append", default=[]),
    arg("--photo-place", action="store_true", help="keep where the photographs were taken"),
)


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "visit log", _log, "log a household visit", BOOK,
        arg("--household", required=True), arg("--date", required=True),
        arg("--visitors", required=True), arg("--type", required=True), arg("--notes", required=True),
        arg("--topics", default=""), arg("--request"), arg("--due"),
        arg("--promise", action="append", default=[], metavar="TEXT[|DUE[|WHOM]]", help="each becomes a task"),
        arg("--start"), arg("--end"), arg("--gps"), arg("--income"), arg("--measure"), arg("--case"),
        arg("--from-tray", action="append", default=[], help="the key of a photograph in the tray"), *PHOTOS,
    )  # fmt: skip

    verbs.add(
        "visit correct", _correct, "correct a visit: what was written before stays in its history", BOOK, arg("id"),
        *(arg(f"--{option}") for option in _CORRECTED), arg("--why", default=""),
    )  # fmt: skip
    verbs.add(
        "visit withdraw", _withdraw, "withdraw a visit: it stays to be read and is not counted", BOOK, arg("id"),
        arg("--why", required=True), arg("--with-tasks", action="store_true", help="give up its unfinished tasks, too"),
    )  # fmt: skip


def day(typed: str, field: str) -> date:
    """A day as people type it; refuses what is none.  Code `value.day`."""
    found = day_of(typed)
    if found is None:
        raise Refusal("value.day", _("No such day. Type it like 2017.6.3. Nothing was saved."), where={"field": field})
    return found


def photos(book: Book, ledger: BookLedger, files: list[Path], *, place: bool = False) -> tuple[str, ...]:
    """Take photographs in and name them; `place` keeps where they were taken."""
    taken = [take_in(file, place=place) for file in files]
    return tuple(book.pictures.keep(ledger.connection, one.content, one.taken_at, one.place) for one in taken)


def _out_of_tray(ledger: BookLedger, keys: list[str]) -> tuple[str, ...]:
    found = named_in_tray(ledger, keys)
    take_out(ledger.connection, found)
    return tuple(one.key for one in found)


def values_of_visit(visitors: str, kind: str, topics: str) -> dict[str, Any]:
    """Visitors, kind and topics as typed, in the form a visit holds them."""
    typed = {"visitors": visitors, "type": kind, "topics": topics}
    return {name: parse(fields_of(Visit)[name], text) for name, text in typed.items()}


def _log(call: Call) -> dict[str, Any]:
    args = call.args
    typed = values_of_visit(args.visitors, args.type, args.topics)
    with book_of(call) as book, book.write("visit.log") as ledger:
        household = ledger.record_at("household", args.household)
        assert isinstance(household, Household)
        assert household.id is not None
        visit, tasks = log_visit(
            ledger,
            household=household.id,
            date=day(args.date, "date"),
            **typed,
            findings=args.notes,
            requests=args.request,
            promises=[promise_of(typed_one) for typed_one in args.promise],
            due=day(args.due, "due") if args.due else None,
            start=args.start,
            end=args.end,
            gps=args.gps,
            **_links(ledger, {"income_update": args.income, "measure_link": args.measure, "housing_link": args.case}),
            photos=photos(book, ledger, args.photo, place=args.photo_place) + _out_of_tray(ledger, args.from_tray),
        )
        assert visit.id is not None
        ids = [ledger.text_of(task.id) for task in tasks if task.id is not None]
        first = ids[0] if ids else None
        return {"id": ledger.text_of(visit.id), "task_id": first, "task_ids": ids, "warnings": ledger.warnings}


def _visit(ledger: BookLedger, id: str) -> Visit:
    found = ledger.record_at("visit", id)
    assert isinstance(found, Visit)
    return found


def _correct(call: Call) -> dict[str, Any]:
    typed = {name: getattr(call.args, option) for option, name in _CORRECTED.items()}
    fields = fields_of(Visit)
    facts = {name: parse(fields[name], text) for name, text in typed.items() if text is not None}
    with book_of(call) as book, book.write("visit.correct") as ledger:
        saved = correct_visit(ledger, _visit(ledger, call.args.id), call.args.why, **facts)
        assert saved.id is not None
        return {"id": ledger.text_of(saved.id), "warnings": ledger.warnings}


def _withdraw(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("visit.withdraw") as ledger:
        visit = _visit(ledger, call.args.id)
        given_up = withdraw_visit(ledger, visit, call.args.why, with_tasks=call.args.with_tasks)
        assert visit.id is not None
        ids = [ledger.text_of(task.id) for task in given_up if task.id is not None]
        return {"id": ledger.text_of(visit.id), "task_ids": ids, "warnings": ledger.warnings}


def promise_of(typed: str) -> Promise:
    """A promise as typed: what, until when, by whom, with a bar between them."""
    matter, due, owner = (*(part.strip() for part in typed.split("|", 2)), "", "")[:3]
    return Promise(matter, day(due, "due") if due else None, owner or None)


def _links(ledger: BookLedger, named: Mapping[str, str | None]) -> dict[str, Any]:
    fields = fields_of(Visit)
    return {name: ledger.record_at(fields[name].link, one).id for name, one in named.items() if one}
