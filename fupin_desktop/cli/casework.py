"""Verbs of casework: case list, show, open, advance.  This version has housing cases."""

from datetime import date
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.showing import as_json
from fupin_desktop.cli.visiting import PHOTOS, day, photos
from fupin_desktop.housing.commands import StepPapers, advance_many, open_case
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.housing.rules import came_from, next_stages
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger

HOUSING = "housing"
LATER = {
    "identification": N_("identification"),
    "exclusion": N_("exclusion"),
    "exit": N_("exit"),
    "relocation": N_("relocation"),
}
KIND = arg("kind", choices=[HOUSING, "housing_case", *LATER])


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    where = arg("--where", action="append", default=[])
    verbs.add("case list", _list, "cases of a kind", BOOK, KIND, where)
    verbs.add("case show", _show, "a case and its steps", BOOK, KIND, arg("id"))
    verbs.add(
        "case open", _open, "open a case for a household", BOOK, KIND, arg("household"), arg("--on"),
        arg("--set", dest="values", action="append", default=[]),
    )  # fmt: skip
    verbs.add(
        "case advance", _advance, "bring cases to a stage", BOOK, KIND,
        arg("ids", nargs="+"), arg("--to", required=True),
        arg("--on"), arg("--by", default=""), arg("--paper"), arg("--opinion"), arg("--meeting"), arg("--notice"),
        *PHOTOS,
    )  # fmt: skip


def _known(kind: str) -> None:
    if kind in LATER:
        message = _("Cases of {kind} are not in this version, only housing cases are. Nothing was changed.")
        raise Refusal("version.later", message.format(kind=_(LATER[kind])), where={"kind": kind})


def _list(call: Call) -> dict[str, Any]:
    _known(call.args.kind)
    with book_of(call) as book, book.read() as reader:
        found = reader.find(HousingCase, **values_of(reader, HousingCase, call.args.where))
        today = book.wall().date()
        return {"cases": [as_json(reader, case, today=today) for case in found]}


def case_at(reader: Reader, name: str) -> HousingCase:
    """A case by its dot, or by its household's code when that household has one case only."""
    if name.count(".") >= 2:
        return reader.get(HousingCase, reader.dot_of(name))
    household = reader.record_at("household", name)
    found = reader.find(HousingCase, household=household.id)
    if len(found) != 1:
        raise Refusal(
            "case.unknown", _("This household has no single case; name the case by its id."), where={"id": name}
        )
    return found[0]


def _show(call: Call) -> dict[str, Any]:
    _known(call.args.kind)
    with book_of(call) as book, book.read() as reader:
        case = case_at(reader, call.args.id)
        steps = reader.find(HousingStep, case=case.id)
        today = book.wall().date()
        return {
            **_id(reader, case.id),
            "stage": case.stage,
            "case": as_json(reader, case, today=today),
            "steps": [as_json(reader, step, today=today) for step in steps],
            "next": list(next_stages(case, came_from(steps))),
        }


def _id(reader: Reader, id: Dot | None) -> dict[str, Any]:
    assert id is not None
    return {"id": reader.text_of(id)}


def _open(call: Call) -> dict[str, Any]:
    _known(call.args.kind)
    with book_of(call) as book, book.write("case.open") as ledger:
        household = ledger.record_at("household", call.args.household)
        assert household.id is not None
        facts = values_of(ledger, HousingCase, call.args.values)
        on = _day(call, ledger)
        year = facts.pop("year_plan", on.year)
        case = open_case(ledger, household=household.id, year_plan=year, on=on, **facts)
        return {**_id(ledger, case.id), "stage": case.stage, "refused": [], "warnings": ledger.warnings}


def _day(call: Call, ledger: BookLedger) -> date:
    return day(call.args.on, "on") if call.args.on else ledger.today


def _advance(call: Call) -> dict[str, Any]:
    _known(call.args.kind)
    args = call.args
    with book_of(call) as book, book.write("case.advance") as ledger:
        cases, unknown = _cases(ledger, args.ids)
        papers = StepPapers(
            by=args.by,
            paper=args.paper,
            meeting=args.meeting,
            opinion=args.opinion,
            photos=photos(book, ledger, args.photo, place=args.photo_place),
            notice=ledger.record_at("notice", args.notice).id if args.notice else None,
        )
        moved, refused = advance_many(ledger, cases, to=args.to, on=_day(call, ledger), papers=papers)
        told = [*unknown, *({**_id(ledger, case.id), **_why(refusal)} for case, refusal in refused)]
        if not moved:
            raise _none_moved(told)
        ids = [_id(ledger, case.id)["id"] for case in moved]
        return {"id": ids[0], "ids": ids, "stage": args.to, "refused": told, "warnings": ledger.warnings}


def _cases(reader: Reader, names: list[str]) -> tuple[list[HousingCase], list[dict[str, Any]]]:
    found: list[HousingCase] = []
    unknown: list[dict[str, Any]] = []
    for name in names:
        try:
            found.append(case_at(reader, name))
        except Refusal as refusal:
            unknown.append({"id": name, **_why(refusal)})
    return found, unknown


def _why(refusal: Refusal) -> dict[str, Any]:
    return {"code": refusal.code, "message": refusal.message, "where": refusal.where}


def _none_moved(told: list[dict[str, Any]]) -> Refusal:
    first = told[0]
    return Refusal(first["code"], first["message"], where={**(first["where"] or {}), "refused": told})
