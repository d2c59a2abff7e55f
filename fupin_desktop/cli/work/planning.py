"""Verbs of the year's measures: copy, confirm, cancel.  Measures and their progress are entered by `record new`."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.plans.commands import cancel_measure, confirm_measure, copy_year
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.lists.measures import UNCONFIRMED, Wanted, count_measures, measures
from fupin_desktop.store.read.reading import Reader

YEARS = (
    *(arg("--from", dest="first", type=int, required=True), arg("--to", dest="then", type=int, required=True)),
    *(arg("--village"), arg("--household", action="append", default=[])),
)


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "measure copy", _copy, "last year's measures, to be confirmed", BOOK, *YEARS
    )  # fmt: skip
    verbs.add(
        "measure waiting", _waiting, "copied measures about which nobody was asked yet", BOOK,
        arg("--year", type=int), arg("--village"),
    )  # fmt: skip
    verbs.add("measure confirm", _confirm, "the household was asked", BOOK, arg("ids", nargs="+"))
    verbs.add("measure cancel", _cancel, "give a measure up", BOOK, arg("id"), arg("--why", required=True))


def measure_at(reader: Reader, name: str) -> YearMeasure:
    """A measure by its id."""
    return reader.get(YearMeasure, reader.dot_of(name))


def chosen_homes(call: Call, reader: Reader) -> list[Dot] | None:
    """The households that were named, those of the village, or None for all."""
    if call.args.household:
        return [id for name in call.args.household if (id := reader.record_at("household", name).id)]
    if call.args.village:
        return [id for home in reader.find(Household, village_code=call.args.village) if (id := home.id)]
    return None


def _copy(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("measure.copy") as ledger:
        made = copy_year(
            ledger, from_year=call.args.first, to_year=call.args.then, households=chosen_homes(call, ledger)
        )  # fmt: skip
        return {"ids": [ledger.text_of(one.id) for one in made if one.id], "warnings": ledger.warnings}


def _waiting(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        wanted = Wanted(call.args.year, call.args.village or "")
        rows = measures(reader, wanted, UNCONFIRMED)
        told = [{"id": reader.text_of(one.id), "year": one.year, "content": one.content} for one in rows]
        return {"measures": told, "count": count_measures(reader, wanted).get(UNCONFIRMED, 0)}


def _confirm(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("measure.confirm") as ledger:
        for name in call.args.ids:
            confirm_measure(ledger, measure_at(ledger, name))
        return {"ids": call.args.ids, "warnings": ledger.warnings}


def _cancel(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("measure.cancel") as ledger:
        gone = cancel_measure(ledger, measure_at(ledger, call.args.id), call.args.why)
        return {"id": call.args.id, "state": gone.state, "warnings": ledger.warnings}
