"""The verb by which an office moves a household to another village."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.sync.moving import HouseholdMove


def add_to(verbs: Verbs) -> None:
    """Add it."""
    verbs.add(
        "household move", _move, "to another village of this office", BOOK, arg("id"), arg("--to", required=True),
        arg("--on"), arg("--why", required=True),
    )  # fmt: skip


def _move(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("household.move") as ledger:
        home = ledger.record_at("household", args.id)
        if not isinstance(home, Household) or home.id is None:
            raise Refusal("record.unknown", _("The book holds no such record."), where={"id": args.id})
        on: Any = parse(fields_of(HouseholdMove)["moved_on"], args.on) if args.on else ledger.today
        move(ledger, home, args.to, on, args.why)
        return {"id": ledger.text_of(home.id), "to": args.to, "warnings": ledger.warnings}
