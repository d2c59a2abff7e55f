"""Verbs of parameters: list, show, set; and of rights: who may, and exceptions with their reason."""

from datetime import date
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.policy.definitions import Definition
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import all_values, value
from fupin_desktop.policy_check.check import Checked, check_figures, values_of
from fupin_desktop.policy_check.figure import DIFFERS
from fupin_desktop.rights.commands import waive
from fupin_desktop.rights.rules import Holder
from fupin_desktop.rights.table import acts

PROVINCE = "44"  # whose papers these are: asked without a book and an area


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    where = (arg("--book", type=Path), arg("--area"), arg("--date"))
    verbs.add("policy list", _list, "every parameter with the value that holds", *where)
    verbs.add("policy show", _show, "a parameter, its source and state", arg("code"), *where)
    verbs.add(
        "policy set", _set, "lay down a value of this place", BOOK, arg("code"), arg("--value", required=True),
        arg("--why", required=True), arg("--area"), arg("--document", default=""), arg("--clause", default=""),
        arg("--from", dest="first"), arg("--to"), arg("--estimate", action="store_true"),
        arg("--price-base", default=""), arg("--applies-to", default=""),
    )  # fmt: skip
    verbs.add("policy check", _check, "recompute the figures that the papers print", arg("--book", type=Path))
    verbs.add("rights list", _rights, "what this device may do, and who may otherwise", BOOK)
    verbs.add(
        "rights waive", _waive, "an exception to a second person", BOOK, arg("act"), arg("--until", required=True),
        arg("--why", required=True), arg("--person"), arg("--division", default=""),
    )  # fmt: skip


def _on(call: Call) -> date | None:
    return day(call.args.date, "date") if call.args.date else None


def _list(call: Call) -> dict[str, Any]:
    if call.args.book is None:
        return _listed(None, call.args.area or PROVINCE, _on(call))
    with book_of(call) as book, book.read() as reader:
        return _listed(reader, call.args.area or book.identity.division, _on(call) or book.wall().date())


def _listed(finder: Finder | None, area: str, on: date | None) -> dict[str, Any]:
    return {"parameters": [_row(one, found) for one, found in all_values(finder, area, on)]}


def _row(one: Definition, found: Parameter | None) -> dict[str, Any]:
    named = {"code": one.code, "name": one.label, "unit": one.unit}
    return {**named, **(_told(found) if found is not None else {"value": None, "state": None})}


def _told(found: Parameter) -> dict[str, Any]:
    return {
        "value": found.text, "unit": found.unit, "operator": found.operator, "state": found.state, "area": found.area,
        "from": _iso(found.begins), "to": _iso(found.ends), "document": found.document, "clause": found.clause,
        "words": found.words, "price_base": found.price_base, "own": found.own, "caution": found.caution,
    }  # fmt: skip


def _iso(one: date | None) -> str | None:
    return one.isoformat() if one is not None else None


def _show(call: Call) -> dict[str, Any]:
    args = call.args
    if args.book is None:
        return {"code": args.code, **_told(value(None, args.code, args.area or PROVINCE, _on(call)))}
    with book_of(call) as book, book.read() as reader:
        area = args.area or book.identity.division
        return {"code": args.code, **_told(value(reader, args.code, area, _on(call) or book.wall().date()))}


def _set(call: Call) -> dict[str, Any]:
    args = call.args
    standing = Standing(
        document=args.document,
        clause=args.clause,
        begins=day(args.first, "from") if args.first else None,
        ends=day(args.to, "to") if args.to else None,
        state="estimate" if args.estimate else "actual",
        price_base=args.price_base,
        applies_to=args.applies_to,
    )
    with book_of(call) as book, book.write("policy.set") as ledger:
        made = set_value(ledger, args.code, args.value, why=args.why, area=args.area or "", on=standing)
        assert made.id is not None
        held = _told(value(ledger, args.code, made.area or "", made.begins))
        return {"id": ledger.text_of(made.id), "code": args.code, **held, "warnings": ledger.warnings}


def _check(call: Call) -> dict[str, Any]:
    """Every figure with what we compute; `ok` is false, and the exit code 1, while one of them differs."""
    if call.args.book is None:
        return _checked(check_figures(values_of(None)))
    with book_of(call) as book, book.read() as reader:
        return _checked(check_figures(values_of(reader, book.identity.division)))


def _checked(found: list[Checked]) -> dict[str, Any]:
    figures = [
        {
            "id": one.figure.id, "words": one.figure.words, "paper": one.paper_text or None,
            "own": one.own_text or None, "verdict": one.verdict, "document": one.figure.document,
            "clause": one.figure.clause,
            "note": one.figure.note or None, "parameters": sorted({code for code, _area, _day in one.asked}),
        }
        for one in found
    ]  # fmt: skip
    return {"ok": all(one.verdict != DIFFERS for one in found), "figures": figures}


def _rights(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        holder = book.holder()
        return {"role": holder.role, "level": holder.level, "acts": [_act(holder, code) for code in acts()]}


def _act(holder: Holder, code: str) -> dict[str, Any]:
    act, reason = acts()[code], holder.why_not(code)
    return {"code": code, "name": act.label, "may": not reason, "roles": list(act.roles), "why_not": reason}


def _waive(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("rights.waive") as ledger:
        until = day(args.until, "until")
        made = waive(ledger, args.act, until=until, why=args.why, person=args.person, division=args.division)
        assert made.id is not None
        return {"id": ledger.text_of(made.id), "warnings": ledger.warnings}
