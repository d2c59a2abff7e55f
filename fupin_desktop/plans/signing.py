"""What people do with a plan once it is written: revise it, have it signed, approve it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import managed_of
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.approval import APPROVER, HOUSEHOLD, Plan, is_agreed, said_in, version_of
from fupin_desktop.plans.model import HouseholdPlan
from fupin_desktop.plans.yearly import HouseholdYearPlan, PlanSignature

P = TypeVar("P", HouseholdPlan, HouseholdYearPlan)
_VERSION = ("version",)


def revised(ledger: Ledger, plan: P, **facts: Any) -> P:
    """A plan with other words: nobody has signed or approved these; one that was signed gets a new version."""
    version = version_of(plan) + _is_signed(ledger, plan)
    cleared = {"household_signed": None, "signed_on": None, "approved_by": None, "approved_on": None}
    return plan.but(**{**cleared, "version": version, **facts})


def _is_signed(ledger: Ledger, plan: Plan) -> bool:
    if plan.id is None:
        return False
    year = plan.year if isinstance(plan, HouseholdYearPlan) else None
    under = ledger.find(PlanSignature, household=plan.household, year=year, version=version_of(plan))
    return bool(under) or is_agreed(plan)


def make_year_plan(ledger: Ledger, plan: HouseholdYearPlan, *, goal: str, **facts: Any) -> HouseholdYearPlan:
    """Make a household's plan of one year, or revise it as its user saw it; a revised plan must be signed anew.

    Refuses, as `record.exists`, a second plan of the household for the year.
    """
    return ledger.save(revised(ledger, plan, goal=goal, **facts), managed=_VERSION)


def sign(
    ledger: Ledger, plan: P, *, signer: str, on: dt.date, name: str | None = None, photos: Sequence[str] = ()
) -> P:
    """Note who signed the plan as it stands, on which day; the words that were signed are kept with the signature.

    The approver's signature approves it and needs a name.  Refuses a day to come (`plan.future`), a nameless approver
    (`plan.approver`), and to approve what lacks something (`plan.lacks`).
    """
    refuse_ahead(on, ledger.today, "on", "plan.future")
    changes: dict[str, Any] = {}
    if signer == HOUSEHOLD:
        changes = {"household_signed": True, "signed_on": on}
    if signer == APPROVER:
        changes = {"approved_by": _named(name), "approved_on": on}
    with ledger.savepoint():
        _keep(ledger, plan, signer, on, name, photos)
        return ledger.save(plan.but(version=version_of(plan), **changes), managed=_VERSION)


def _named(name: str | None) -> str:
    if not (name or "").strip():
        message = _("Who approves the plan must be named. Nothing was saved; enter the name.")
        raise Refusal("plan.approver", message, where={"field": "name"})
    return (name or "").strip()


def _keep(
    ledger: Ledger, plan: Plan, signer: str, on: dt.date, name: str | None, photos: Sequence[str]
) -> PlanSignature:
    made = PlanSignature(
        household=plan.household,
        year=plan.year if isinstance(plan, HouseholdYearPlan) else None,
        signer=signer,
        name=name,
        on=on,
        photos=tuple(photos),
        version=version_of(plan),
        **said_in(plan),
    )
    return ledger.save(made, managed=managed_of(PlanSignature))


def approve(ledger: Ledger, plan: P, *, by: str, on: dt.date, photos: Sequence[str] = ()) -> P:
    """Approve the plan as it stands (R003-14); refuses what `sign` refuses."""
    return sign(ledger, plan, signer=APPROVER, on=on, name=by, photos=photos)


def plan_signed(ledger: Ledger, signature: PlanSignature) -> Plan:
    """The plan a signature stands under; refuses, as `plan.missing`, one there is none of."""
    home: dict[str, Any] = {"household": signature.household}
    found: Sequence[Plan] = (
        ledger.find(HouseholdPlan, **home)
        if signature.year is None
        else ledger.find(HouseholdYearPlan, year=signature.year, **home)
    )
    if not found:
        message = _("This household has no such plan yet. Nothing was saved; make the plan first.")
        raise Refusal("plan.missing", message, where={"field": "year"})
    return found[0]


def record_signature(ledger: Ledger, signature: PlanSignature) -> Plan:
    """Sign the plan that a record of a signature describes, as a form or `record new` gives it.

    Refuses words that are said to have been signed (`field.managed`): they are those of the plan.
    """
    given = [name for name in managed_of(PlanSignature) if getattr(signature, name) is not None]
    if given:
        message = _("What was signed is taken from the plan itself. Nothing was saved; leave it out.")
        raise Refusal("field.managed", message, where={"field": given[0]})
    plan = plan_signed(ledger, signature)
    facts: dict[str, Any] = {"signer": signature.signer or "", "on": signature.on or ledger.today}
    return sign(ledger, plan, name=signature.name, photos=signature.photos, **facts)  # type: ignore[type-var]  # of the two kinds


def approve_many(
    ledger: Ledger, plans: Sequence[P], *, by: str, on: dt.date
) -> tuple[list[P], list[tuple[P, Refusal]]]:
    """Approve several; those that lack something stay as they are and are named with what it is.

    In a rehearsal of the book this is the preview.
    """
    done: list[P] = []
    refused: list[tuple[P, Refusal]] = []
    for plan in plans:
        try:
            with ledger.savepoint():
                done.append(approve(ledger, plan, by=by, on=on))
        except Refusal as refusal:
            refused.append((plan, refusal))
    return done, refused
