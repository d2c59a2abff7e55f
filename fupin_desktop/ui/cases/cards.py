"""A case as a card: whose it is, where it stands and since when, what contradicts itself or is missing next."""

from datetime import date

from fupin_desktop.casework.missing import LATE, missing_next
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import findings, stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.ledger.notation.showing import shown
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.cases.naming import first_lack, is_household_case
from fupin_desktop.ui.widgets.cards import Card


def card_of(look: Look, case: Case, owner: str, village: str, today: date) -> Card:
    """The card of a case; `look` has read what its gates ask."""
    fields = fields_of(type(case))
    said = [shown(fields[name], getattr(case, name)) for name in type(case).path.card]
    days = _("{days} days").format(days=(today - case.stage_on).days) if case.stage_on else ""
    contradictions = findings(look, case)
    # What is late comes first: it is what somebody looks for on a board
    lacks = sorted(missing_next(look, case, today), key=lambda one: one.code != LATE)
    # The name of what is no household's fills the first line
    beside = 1 if is_household_case(type(case)) else 0
    place = " · ".join(part for part in (village, *said[beside:]) if part)
    return Card(
        "  ".join((owner, *said[:beside])),
        (place, f"{stage_name(type(case), case.stage)} {days}"),
        contradictions[0] if contradictions else first_lack(lacks),
        case.id,
    )
