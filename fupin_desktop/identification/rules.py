"""Rules of identification: days that are past, three signers, answers with a reason, numbers that a list has."""

from collections.abc import Mapping, Sequence

from fupin_desktop.casework.levels import COUNTY, act_at
from fupin_desktop.casework.rules import check_case
from fupin_desktop.casework.signatures import refuse_signatures
from fupin_desktop.households.model import HEAD, Member
from fupin_desktop.identification.model import ComparisonHit, IdentificationCase
from fupin_desktop.identification.screening import SIZES, ScreeningItem
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word

_OVERRIDE = ("override_reason", "override_paper", "override_on")
DIED = "died"
SAID = ("cleared", "allowed")  # answers that need a reason: nothing follows from them but that it is no bar


def check_identification(ledger: Ledger, record: IdentificationCase, before: IdentificationCase | None) -> None:
    """The rule of an identification: that of every case, its signatures (`signatures.date`, `signatures.same`), a
    year or a day to come (`identification.year`, `identification.date`), the county's reason without its paper
    (`identification.override`); tells a head who died."""
    check_case(ledger, record, before)
    _refuse_override(ledger, record, before)
    refuse_signatures(record, ledger.today)
    if record.year is not None and record.year > ledger.today.year:
        message = _("An identification is of this year or an earlier one. Nothing was saved; correct the year.")
        raise Refusal("identification.year", message, where={"field": "year"})
    for name in ("screened_on", "override_on"):
        refuse_ahead(getattr(record, name), ledger.today, name, "identification.date")
    if record.household in ledger.gathered(_dead_heads) and (before is None or before is record):
        ledger.note([_("The head of this household has died: enter a new head before it goes on.")])


def _refuse_override(ledger: Ledger, record: IdentificationCase, before: IdentificationCase | None) -> None:
    """The county writes its own reason; whoever else may write it down names the county's paper and its day.

    As with the county's steps (`Stage.on_paper`): who wrote it and when stands in the history, on what paper here.
    """
    if not (record.override_reason or "").strip() or before is record or not ledger.why_not(act_at(COUNTY)):
        return
    if before is not None and all(getattr(record, name) == getattr(before, name) for name in _OVERRIDE):
        return
    empty = next((name for name in _OVERRIDE[1:] if not getattr(record, name)), "")
    if empty:
        label = _(fields_of(IdentificationCase)[empty].label)
        text = _("The county's reason is written down here with its paper: {label} is needed. Nothing was saved.")
        raise Refusal("identification.override", text.format(label=label), where={"field": empty})


def _dead_heads(ledger: Ledger, records: Sequence[Record]) -> frozenset[object]:
    """The households of these cases whose only head has died."""
    homes = sorted({one.household for one in records if isinstance(one, IdentificationCase) and one.household})
    heads = ledger.find(Member, household=homes, relation=HEAD) if homes else []
    living = {one.household for one in heads if one.change_type is None}
    return frozenset(one.household for one in heads if one.change_type == DIED and one.household not in living)


def check_hit(ledger: Ledger, record: ComparisonHit, before: ComparisonHit | None) -> None:
    """Refuse a comparison or an answer on a day to come (`hit.date`), an answer before the comparison (`hit.answered`),
    what belongs to an answer without one (`hit.answer`), and one without what was looked into (`hit.reason`)."""
    del before
    for name in ("found_on", "answered_on"):
        refuse_ahead(getattr(record, name), ledger.today, name, "hit.date")
    if record.answer is None and record.answered_on is not None:
        message = _("What was the answer? Nothing was saved; choose one.")
        raise Refusal("hit.answer", message, where={"field": "answer"})
    if record.answered_on and record.found_on and record.answered_on < record.found_on:
        message = _("The answer would lie before the comparison. Nothing was saved; correct the day.")
        raise Refusal("hit.answered", message, where={"field": "answered_on"})
    if record.answer in SAID and not (record.answer_note or "").strip():
        text = _("“{answer}” needs what was looked into. Nothing was saved; enter it.")
        told = text.format(answer=word("crosscheck_answer", record.answer or ""))
        raise Refusal("hit.reason", told, where={"field": "answer_note"})


def check_item(ledger: Ledger, record: ScreeningItem, before: ScreeningItem | None) -> None:
    """Refuse a county that is no division (`division.form`), and a number the list does not have (`screening.number`):
    the papers name the lists by their lengths."""
    del ledger, before
    refuse_no_division(record.county_code, "county_code")
    size = SIZES.get(record.list or "", 0)
    if record.no is not None and record.list in SIZES and record.no > size:
        text = _("“{list}” has {size} items. Nothing was saved; correct the number.")
        told = text.format(list=word("screening", record.list or ""), size=size)
        raise Refusal("screening.number", told, where={"field": "no"})


RULES: Mapping[type[Record], Rule] = {
    IdentificationCase: check_identification,
    ComparisonHit: check_hit,
    ScreeningItem: check_item,
}
