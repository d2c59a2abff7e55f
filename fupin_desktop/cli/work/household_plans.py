"""Verbs of plans (一户一法): make or revise one, have it signed, approve several, show one with its versions."""

from datetime import date
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.records import values_of
from fupin_desktop.cli.showing import as_json
from fupin_desktop.cli.work.household_changes import household_at
from fupin_desktop.cli.work.visiting import PHOTOS, day, photos
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.approval import Plan, known_of, lacks, version_of
from fupin_desktop.plans.commands import make_plan
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.plans.signing import approve_many, make_year_plan, sign
from fupin_desktop.plans.yearly import HouseholdYearPlan, PlanSignature
from fupin_desktop.store.read.reading import Reader

_HOME = arg("household", help="its number or id")
_YEAR = arg("--year", type=int, help="the plan of this year; without it the plan of three years")


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "plan make", _make, "make a household's plan, or revise it: a signed version is kept", BOOK, _HOME, _YEAR,
        arg("values", nargs="+", help="F=V"),
    )  # fmt: skip
    verbs.add(
        "plan sign", _sign, "who signed the plan as it stands", BOOK, _HOME, _YEAR,
        arg("--signer", default="household"), arg("--name"), arg("--on"), *PHOTOS,
    )  # fmt: skip
    verbs.add(
        "plan approve", _approve, "approve plans; those that lack something are named", BOOK,
        arg("households", nargs="+"), _YEAR, arg("--by", required=True), arg("--on"),
        arg("--dry-run", action="store_true", help="only say which would be approved"),
    )  # fmt: skip
    verbs.add("plan show", _show, "the plan, its versions, what it lacks before approval", BOOK, _HOME, _YEAR)


def _plan_of(reader: Reader, household: Dot, year: int | None) -> Plan | None:
    found: list[Any] = (
        reader.find(HouseholdPlan, household=household)
        if year is None
        else reader.find(HouseholdYearPlan, household=household, year=year)
    )
    return found[0] if found else None


def _plan_at(reader: Reader, name: str, year: int | None) -> Any:
    home = household_at(reader, name)
    found = _plan_of(reader, Dot(home.id or 0), year)
    if found is None:
        message = _("This household has no such plan yet. Nothing was saved; make the plan first.")
        raise Refusal("plan.missing", message, where={"household": home.household_code, "year": year})
    return found


def _make(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("plan.make") as ledger:
        household = Dot(household_at(ledger, args.household).id or 0)
        plan = _plan_of(ledger, household, args.year)
        if args.year is None:
            first = plan or HouseholdPlan(household=household)
            values = _said(ledger, first, args.values, ("wish", "cause_analysis", "planned_exit_year"))
            made: Plan = make_plan(ledger, first, **values)  # type: ignore[arg-type]  # of three years
        else:
            yearly = plan or HouseholdYearPlan(household=household, year=args.year)
            values = _said(ledger, yearly, args.values, ("goal",))
            made = make_year_plan(ledger, yearly, **values)  # type: ignore[arg-type]  # of one year
        return {"id": ledger.text_of(made.id or 0), "version": version_of(made), "warnings": ledger.warnings}


def _said(reader: Reader, plan: Plan, pairs: list[str], needed: tuple[str, ...]) -> dict[str, Any]:
    """What was typed, and what the plan says already where nobody typed it anew."""
    return {**{name: getattr(plan, name) for name in needed}, **values_of(reader, type(plan), pairs)}


def _day(call: Call, today: date) -> date:
    return day(call.args.on, "on") if call.args.on else today


def _sign(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("plan.sign") as ledger:
        plan = _plan_at(ledger, args.household, args.year)
        signer: Any = parse(fields_of(PlanSignature)["signer"], args.signer)
        keys = photos(book, ledger, args.photo, place=args.photo_place)
        signed = sign(ledger, plan, signer=signer, on=_day(call, ledger.today), name=args.name, photos=keys)
        return {"id": ledger.text_of(signed.id), "version": version_of(signed), "warnings": ledger.warnings}


def _approve(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, book.write("plan.approve", rehearse=args.dry_run) as ledger:
        plans = {name: _plan_at(ledger, name, args.year) for name in args.households}
        done, refused = approve_many(ledger, list(plans.values()), by=args.by, on=_day(call, ledger.today))
        if not done:
            raise refused[0][1]
        told = [
            {"id": ledger.text_of(plan.id), "code": refusal.code, "message": refusal.message}
            for plan, refusal in refused
        ]  # fmt: skip
        ids = [ledger.text_of(plan.id) for plan in done]
        return {"ids": ids, "refused": told, "warnings": ledger.warnings}


def _show(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        today = book.wall().date()
        plan = _plan_at(reader, call.args.household, call.args.year)
        year = call.args.year
        signed = reader.find(PlanSignature, household=plan.household, year=year)
        measures = [] if year is None else reader.find(YearMeasure, household=plan.household, year=year)
        return {
            "plan": as_json(reader, plan, today=today),
            "version": version_of(plan),
            "lacks": [] if plan.approved_by else lacks(plan, known_of(reader, [plan]), today),
            "signatures": [as_json(reader, one, today=today) for one in signed],
            "measures": [as_json(reader, one, today=today) for one in measures],
        }
