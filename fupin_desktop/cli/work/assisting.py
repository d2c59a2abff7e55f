"""Verbs of who assists: link a unit and end the link; end a responsibility, a cadre's term, a team."""

from datetime import date
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.duties.commands import end_responsibility, end_term
from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.team.commands import end_team
from fupin_desktop.team.model import WorkTeam
from fupin_desktop.villages.commands import end_link, link_unit
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, Village


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    ending = (arg("id"), arg("--on", required=True), arg("--why", required=True))
    verbs.add(
        "unit link", _link, "a unit assists a village from a day on", BOOK,
        arg("village"), arg("unit"), arg("--role", default="lead"), arg("--from", dest="start", required=True),
    )  # fmt: skip
    verbs.add("unit end", _end_link, "a unit assists no longer", BOOK, *ending, arg("--successor"))
    verbs.add("responsibility end", _end_duty, "somebody is responsible no longer", BOOK, *ending)
    verbs.add("cadre end", _end_term, "a cadre's term has ended", BOOK, *ending)
    verbs.add("team end", _end_team, "a work team has ended", BOOK, *ending)


def _village(ledger: BookLedger, code: str) -> Village:
    found = ledger.record_at("village", code)
    assert isinstance(found, Village)
    return found


def _unit(ledger: BookLedger, village: Village, name: str) -> AssistingUnit:
    """A unit of this village by its name or its id; refuses, as `record.unknown`, one its file does not know."""
    if name.count(".") >= 2:
        return ledger.get(AssistingUnit, ledger.dot_of(name))
    found = ledger.by_key(AssistingUnit, village.code, name)
    if found is None:
        raise Refusal("record.unknown", _("The book holds no such record."), where={"kind": "assisting_unit"})
    return found


def _link(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("unit.link") as ledger:
        village = _village(ledger, args.village)
        role = str(parse(fields_of(AssistanceLink)["role"], args.role))
        start = day(args.start, "start")
        return _told(ledger, link_unit(ledger, village, _unit(ledger, village, args.unit), role=role, start=start))


def _end_link(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("unit.end") as ledger:
        link = ledger.get(AssistanceLink, ledger.dot_of(args.id))
        village = _village(ledger, link.village_code or "") if args.successor else None
        follows = _unit(ledger, village, args.successor) if village is not None else None
        return _told(ledger, end_link(ledger, link, _on(call), args.why, village=village, successor=follows))


def _end_duty(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("responsibility.end") as ledger:
        id = ledger.dot_of(call.args.id)
        if of_place := ledger.find(PlaceResponsibility, id=id):
            return _told(ledger, end_responsibility(ledger, of_place[0], _on(call), call.args.why))
        return _told(ledger, end_responsibility(ledger, ledger.get(Responsibility, id), _on(call), call.args.why))


def _end_term(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("cadre.end") as ledger:
        cadre = ledger.get(Cadre, ledger.dot_of(call.args.id))
        return _told(ledger, end_term(ledger, cadre, _on(call), call.args.why))


def _end_team(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("team.end") as ledger:
        team = ledger.get(WorkTeam, ledger.dot_of(call.args.id))
        return _told(ledger, end_team(ledger, team, _on(call), call.args.why))


def _on(call: Call) -> date:
    return day(call.args.on, "end")


def _told(ledger: BookLedger, record: Record) -> dict[str, Any]:
    assert record.id is not None
    return {"id": ledger.text_of(record.id), "warnings": ledger.warnings}
