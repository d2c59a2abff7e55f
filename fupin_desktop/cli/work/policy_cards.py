"""Verbs of policy cards (惠民政策): the card of a household, the cards of a year started from another year's."""

from typing import Any

from fupin_desktop.benefits.commands import copy_cards
from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.benefits.rules import gap_of, is_missing
from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.showing import as_json
from fupin_desktop.cli.work.household_changes import household_at
from fupin_desktop.cli.work.planning import YEARS, chosen_homes
from fupin_desktop.ledger.notation.showing import yuan


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add("benefit copy", _copy, "start a year's policy cards from another year's", BOOK, *YEARS)
    verbs.add(
        "benefit card", _card, "a household's policies of a year, with what is missing", BOOK, arg("household"),
        arg("--year", type=int),
    )  # fmt: skip


def _copy(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("benefit.copy") as ledger:
        homes = chosen_homes(call, ledger)
        made = copy_cards(ledger, from_year=call.args.first, to_year=call.args.then, households=homes)
        return {"ids": [ledger.text_of(one.id) for one in made if one.id], "warnings": ledger.warnings}


def _card(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        today = book.wall().date()
        year = call.args.year or today.year
        home = household_at(reader, call.args.household)
        items = reader.find(HouseholdBenefit, household=home.id, year=year)
        told = [{**as_json(reader, one, today=today), **_missing(one)} for one in items]
        return {"year": year, "items": told, "missing": sum(is_missing(one) for one in items)}


def _missing(one: HouseholdBenefit) -> dict[str, Any]:
    gap = gap_of(one)
    return {"missing": is_missing(one), "gap": None if gap is None else yuan(gap)}
