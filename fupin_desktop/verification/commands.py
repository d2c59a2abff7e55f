"""What people do in a verification: answer a card, of one household or the same of many."""

from collections.abc import Iterable, Mapping
from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.verification.model import VerificationCard, VerificationRound
from fupin_desktop.verification.rules import no_round


def newest_round(ledger: Ledger) -> VerificationRound | None:
    """The round that was opened last; None where the county has opened none."""
    return max(ledger.find(VerificationRound), key=lambda one: (one.opened_on or date.min, one.id or 0), default=None)


def answer_card(ledger: Ledger, card: VerificationCard) -> VerificationCard:
    """Answer for a household in a round, by default the newest; the year is that of the round, who checked is who
    acts where nobody says it.  Refuses, as `verification.none`, where no round is open."""
    found = ledger.get(VerificationRound, card.round) if card.round is not None else newest_round(ledger)
    if found is None:
        raise no_round()
    told = card.but(round=found.id, year=found.year, on=card.on or ledger.today, by=card.by or ledger.actor)
    return ledger.save(told, managed=("year",))


def answer_many(
    ledger: Ledger, homes: Iterable[Household], card: VerificationCard
) -> tuple[list[VerificationCard], list[tuple[Household, Refusal]]]:
    """The same answer for many households; one that may not be answered for stays as it is and is named."""
    kept: list[VerificationCard] = []
    refused: list[tuple[Household, Refusal]] = []
    for home in homes:
        try:
            with ledger.savepoint():
                kept.append(answer_card(ledger, card.but(household=home.id)))
        except Refusal as refusal:
            refused.append((home, refusal))
    return kept, refused


MAKERS: Mapping[type[Record], Maker] = {VerificationCard: answer_card}
