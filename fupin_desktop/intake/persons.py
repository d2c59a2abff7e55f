"""What only the book can tell of a roster's persons: who holds their number already, whom a row would move."""

from collections.abc import Iterator, Mapping, Sequence

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import code_of_home, holders_of, other_holder, spellings_of
from fupin_desktop.intake.draft import Draft
from fupin_desktop.intake.finding import Finding
from fupin_desktop.intake.rules import CODE
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.alike import compared_key
from fupin_desktop.ledger.privacy import tail
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import division_of

Placed = Sequence[tuple[Draft, Mapping[str, object]]]
Known = Mapping[tuple[object, ...], Record]


def held_numbers(ledger: Ledger, placed: Placed, known: Known) -> Iterator[Finding]:
    """A warning at each number that another person of the book holds, and keeps after this roster."""
    said = [
        (draft, known.get(compared_key(Member, {**draft.values, **links})), str(draft.values.get("id_no") or ""))
        for draft, links in placed
    ]
    holders = holders_of(ledger, {number for _draft, _old, number in said if number})
    now = {old.id: number for _draft, old, number in said if old is not None and number}
    for draft, old, number in said:
        keeping = [one for one in holders.get(number, ()) if now.get(one.id, number) in spellings_of(number)]
        other = other_holder(keeping, old.id if old is not None else None)
        if other is not None:
            yield draft.find(
                "id.held", ("member", "id_no"), {"there": code_of_home(ledger, other), "number": tail(number)}
            )


def household_changed(ledger: Ledger, draft: Draft, old: Member, values: Mapping[str, object]) -> Finding | None:
    """What is to be said when a row puts a person of the book into another household; None when it does not."""
    if values.get("household") in (None, old.household):
        return None
    here, there = (_home(ledger, one) for one in (values["household"], old.household))
    facts = {"here": _code(here), "there": _code(there)}
    if facts["here"] == facts["there"]:  # twins of one household
        return None
    place = ledger.scope_of(there or old)
    moves = "member.moves" if here is not None and ledger.scope_of(here) == place else "member.elsewhere"
    return draft.find(moves, CODE, facts)


def household_elsewhere(ledger: Ledger, draft: Draft, old: Household) -> Finding | None:
    """What is to be said when the book holds a household of this code in another village; None when it does not."""
    there = division_of(ledger.scope_of(old))
    return None if there == draft.village else draft.find("household.elsewhere", CODE, {"there": there})


def _home(ledger: Ledger, id: object) -> Household | None:
    return next(iter(ledger.find(Household, id=id, with_away=True)), None)


def _code(home: Household | None) -> str:
    return (home.household_code or "") if home is not None else ""
