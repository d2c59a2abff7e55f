"""Verbs of income (收支): enter a household's year, with its sums and income per head at once."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.work.household_changes import household_at
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import income_sheet


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "income enter", _enter, "a household's income of a year; amounts in yuan", BOOK,
        arg("household"), arg("year", type=int), arg("values", nargs="+", metavar="F=V"),
    )  # fmt: skip


def _enter(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("income.enter") as ledger:
        home = household_at(ledger, args.household)
        known = ledger.by_key(IncomeYear, home.id, args.year) or IncomeYear(household=home.id, year=args.year)
        saved = enter_income(ledger, known.but(**values_of(ledger, IncomeYear, args.values)))
        assert saved.id is not None
        return {"id": ledger.text_of(saved.id), **sheet_as_json(saved), "warnings": ledger.warnings}


def sheet_as_json(income: IncomeYear) -> dict[str, Any]:
    """The 13 + 8 lines in fen by name, disposable income, and income per head in fen as it is printed."""
    sheet = income_sheet(income)
    return {
        "income": dict(sheet.income),
        "paid": dict(sheet.paid),
        "disposable": sheet.disposable,
        "per_head": sheet.per_head,
        "per_head_2014": sheet.per_head_2014,
    }
