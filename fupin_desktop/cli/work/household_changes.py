"""Verbs of what becomes of a household: who came or left, its status (户变动)."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.work.visiting import PHOTOS, day, photos
from fupin_desktop.households.commands import change_household, set_status
from fupin_desktop.households.model import Household, HouseholdChange, Member
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger

_ABOUT = (
    arg("--on"), arg("--why", default=""), arg("--reason", action="append", default=[]), arg("--approver"),
    arg("--other", help="the other household of a merger or a split"), *PHOTOS,
)  # fmt: skip


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "household change", _change, "somebody came or left, or the household itself changed", BOOK,
        arg("household"), arg("--type", required=True), arg("--how", help="how the person came or left"),
        arg("--member", help="who left, or came back"),
        arg("--set", dest="values", action="append", default=[], metavar="F=V", help="of who came"), *_ABOUT,
    )  # fmt: skip
    verbs.add(
        "household status", _status, "move a household's status", BOOK,
        arg("household"), arg("--to", required=True), *_ABOUT,
    )  # fmt: skip


def _typed(name: str, text: str | None) -> Any:
    return parse(fields_of(HouseholdChange)[name], text or "")


def household_at(reader: Reader, name: str) -> Household:
    """A household by its 户编号 or its id."""
    found = reader.record_at("household", name)
    assert isinstance(found, Household)
    return found


def _about(call: Call, book: Book, ledger: BookLedger) -> dict[str, Any]:
    args = call.args
    return {
        "reasons": _typed("reasons", "、".join(args.reason)),
        "approver": _typed("approver", args.approver),
        "other_household": household_at(ledger, args.other).id if args.other else None,
        "evidence": photos(book, ledger, args.photo, place=args.photo_place),
    }


def _change(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("household.change") as ledger:
        change = change_household(
            ledger,
            household_at(ledger, args.household),
            type=_typed("type", args.type),
            date=day(args.on, "date") if args.on else ledger.today,
            member=_member(call, ledger),
            member_change=_typed("member_change", args.how),
            why=_typed("why", args.why),
            **_about(call, book, ledger),
        )
        return _told(ledger, change)


def _member(call: Call, ledger: BookLedger) -> Member | None:
    values = values_of(ledger, Member, call.args.values)
    if call.args.member:
        found = ledger.record_at("member", call.args.member)
        assert isinstance(found, Member)
        return found.but(**values)
    return Member(**values) if values else None


def _status(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("household.status") as ledger:
        home = household_at(ledger, args.household)
        status = parse(fields_of(Household)["status"], args.to)
        on = day(args.on, "date") if args.on else None
        change = set_status(ledger, home, str(status or ""), args.why, on=on, **_about(call, book, ledger))
        return _told(ledger, change)


def _told(ledger: BookLedger, change: HouseholdChange) -> dict[str, Any]:
    assert change.id is not None
    assert change.household is not None
    home = ledger.get(Household, change.household)
    member = ledger.text_of(change.member) if change.member is not None else None
    known = {"persons": home.persons, "status": home.status, "exit_year": home.exit_year}
    return {"id": ledger.text_of(change.id), "member": member, **known, "warnings": ledger.warnings}
