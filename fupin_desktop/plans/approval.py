"""What a plan must rest on before it is approved, and what a signature holds (003 (五), R003-14).

These are rules at the door, not a case: plans were kept, and approved by a field, before there were versions; a form, a
workbook, `record set` and another desk's bundle all write that field, and each must meet the same gate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import per_head
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.plans.yearly import HouseholdYearPlan, PlanSignature

Plan: TypeAlias = HouseholdPlan | HouseholdYearPlan
SAID = ("wish", "cause_analysis", "goal", "planned_exit_year", "expected_income")
_AGREEMENT = ("version", "household_signed", "signed_on", "approved_by", "approved_on")
HOUSEHOLD, APPROVER = "household", "approver"
_GIVEN_UP = "cancelled"  # `plans.rules.CANCELLED`, which stands above


def said_in(record: Plan | PlanSignature) -> dict[str, Any]:
    """What a plan says, or said when it was signed: all that a signature stands for."""
    return {name: value for name in SAID if (value := getattr(record, name, None)) is not None}


def version_of(plan: Plan) -> int:
    """The version of a plan; one that was never revised is the first."""
    return plan.version or 1


def is_agreed(plan: Plan) -> bool:
    """Did somebody put his name to what it says?"""
    return bool(plan.household_signed or plan.approved_by)


@dataclass(frozen=True)
class Known:
    """What plans rest on, read once for a batch, by household."""

    homes: dict[Dot | None, Household]
    incomes: dict[tuple[Dot | None, int | None], IncomeYear]
    wishes: dict[Dot | None, str]
    measures: dict[tuple[Dot | None, int | None], list[YearMeasure]]
    signatures: dict[tuple[Dot | None, int | None], list[PlanSignature]]

    def under(self, plan: Plan) -> list[PlanSignature]:
        """Every signature under a plan, of all its versions."""
        year = plan.year if isinstance(plan, HouseholdYearPlan) else None
        return self.signatures.get((plan.household, year), [])


def known_of(finder: Finder, plans: Sequence[Any]) -> Known:
    """What the book holds of the households of these plans."""
    ids = sorted({plan.household for plan in plans} - {None})

    def of(cls: type[Any], by: str = "household") -> list[Any]:
        wanted: dict[str, Any] = {by: ids}
        return finder.find(cls, **wanted) if ids else []

    measures: dict[tuple[Dot | None, int | None], list[YearMeasure]] = {}
    for one in of(YearMeasure):
        measures.setdefault((one.household, one.year), []).append(one)
    signed: dict[tuple[Dot | None, int | None], list[PlanSignature]] = {}
    for one in of(PlanSignature):
        signed.setdefault((one.household, one.year), []).append(one)
    # One that moved to another village is no longer in the register here, and its cause of poverty still is
    homes = finder.find(Household, with_away=True, id=ids) if ids else []
    return Known(
        {one.id: one for one in homes},
        {(one.household, one.year): one for one in of(IncomeYear)},
        {one.household: (one.wish or "").strip() for one in of(HouseholdPlan)},
        measures,
        signed,
    )


def lacks(plan: Plan, known: Known, today: date) -> list[str]:
    """What a plan lacks before it may be approved: cause, last year's income, wish; of a year also its measures."""
    home = known.homes.get(plan.household) or Household()
    found = [] if home.cause_main else [_("the main cause of poverty is not entered")]
    year = (plan.year if isinstance(plan, HouseholdYearPlan) else (plan.approved_on or today).year) or today.year
    income = known.incomes.get((plan.household, year - 1))
    if income is None or per_head(income) is None:
        found.append(_("the income per head of {year} is not known").format(year=year - 1))
    wish = plan.wish if isinstance(plan, HouseholdPlan) else known.wishes.get(plan.household)
    if not (wish or "").strip():
        found.append(_("the household's wish is not written down"))
    if isinstance(plan, HouseholdYearPlan):
        found += _lacking_measures([m for m in known.measures.get((plan.household, year), ()) if m.state != _GIVEN_UP])
    return found


def _lacking_measures(measures: Sequence[YearMeasure]) -> list[str]:
    if not measures:
        return [_("no measure of the year is set")]
    waiting = sum(1 for one in measures if one.to_be_confirmed)
    return [_("{count} copied measures wait to be confirmed").format(count=waiting)] if waiting else []


def refuse_unripe(ledger: Ledger, plan: Plan, before: Plan | None) -> None:
    """Refuse, as `plan.lacks`, to approve a plan that lacks something; each lack is named.  `plan.early`: the plan of a
    year far ahead.

    What was approved before there was this rule, without a day, is left alone.
    """
    if not plan.approved_by or (before is not None and before is not plan and before.approved_by == plan.approved_by):
        return
    if before is plan and plan.approved_on is None:
        return
    refuse_ahead(plan.approved_on, ledger.today, "approved_on", "plan.future")
    _refuse_early(ledger, plan)
    found = lacks(plan, ledger.gathered(known_of), ledger.today)
    if found:
        message = _("The plan cannot be approved yet: {lacks}. Nothing was saved; enter what is missing first.")
        told = message.format(lacks="；".join(found))
        raise Refusal("plan.lacks", told, where={"field": "approved_by", "lacks": found})


def _refuse_early(ledger: Ledger, plan: Plan) -> None:
    """Refuse, as `plan.early`, to approve the plan of a year more than one year ahead; in the year before it is said.

    A plan of a year rests on the income per head of the year before (R003-14): before that year nothing of it is known,
    and while it runs what is known is an estimate.
    """
    day = plan.approved_on or ledger.today
    ahead = (plan.year or 0) - day.year if isinstance(plan, HouseholdYearPlan) else 0
    told = {"year": plan.year, "before": (plan.year or 0) - 1} if isinstance(plan, HouseholdYearPlan) else {}
    if ahead > 1:
        message = _(
            "The plan of {year} rests on the income of {before}, and that year has not begun: it can be approved from"
            " 1 January {before} on. Nothing was saved."
        )
        raise Refusal("plan.early", message.format(**told), where={"field": "approved_on"})
    if ahead == 1:
        text = _("Approved before {year} begins: the income of {before} it rests on is still an estimate.")
        ledger.note([text.format(**told)])


def refuse_other_words(ledger: Ledger, plan: Plan, before: Plan | None) -> None:
    """Refuse, as `plan.signed`, a plan that stands as signed or approved and says something else than was signed.

    Where the signatures of older books kept no words, what was read before says what was signed.  What a merge left
    behind is found, and stops no correction of anything else.
    """
    if not is_agreed(plan) or plan.id is None or _is_as_before(plan, before):
        return
    under = ledger.gathered(known_of).under(plan)
    _refuse_old_agreement(plan, under)
    held = [said_in(one) for one in under if one.version == version_of(plan)]
    if not held and before is not None and before is not plan and is_agreed(before):
        held = [said_in(before)]
    if any(one != said_in(plan) for one in held):
        message = _(
            "This plan says something else than what was signed. Nothing was saved; revise the plan, so that the signed"
            " version is kept and the new one is signed anew."
        )
        raise Refusal("plan.signed", message, where={"field": "goal"})


def _is_as_before(plan: Plan, before: Plan | None) -> bool:
    if before is None or before is plan:
        return False
    return all(getattr(plan, name, None) == getattr(before, name, None) for name in (*SAID, *_AGREEMENT))


def _refuse_old_agreement(plan: Plan, under: Sequence[PlanSignature]) -> None:
    """Refuse, as `plan.version`, a version that stands as approved or signed by what was put under an earlier one.

    So it is when one desk revises a plan while another has it signed: each field for itself merges without a question.
    """
    for stands, signer, on in (
        (plan.approved_by, APPROVER, plan.approved_on),
        (plan.household_signed, HOUSEHOLD, plan.signed_on),
    ):
        same = [one for one in under if one.signer == signer and one.on == on] if stands else []
        if same and all(one.version != version_of(plan) for one in same):
            message = _(
                "Version {old} was agreed on {day}, and the plan stands as version {new}. Nothing was saved; have the"
                " version that stands signed and approved anew."
            )
            told = message.format(old=same[-1].version, day=on, new=version_of(plan))
            raise Refusal("plan.version", told, where={"field": "version"})
