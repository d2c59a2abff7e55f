"""Moving a household to another village (迁户), and telling its new village what the old one still wrote."""

from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot, stream_of
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import division_of, is_below
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.store.exchange.exchanging_book import ExchangingBook
from fupin_desktop.store.hanging import Hanging
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.unite.places import halves, halves_of
from fupin_desktop.store.unite.quoting import quotes_of
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.sync.authority.roster import Roster
from fupin_desktop.sync.moving import Half, HouseholdMove, SealedMove, latest
from fupin_desktop.villages.model import Village


def move(ledger: BookLedger, household: Household, to: str, on: date, why: str) -> None:
    """Move a household to another village of this office: the old one keeps what it wrote, the new one is told it all.

    Refuses a village that is not known here, a household that is there already, a day that lies ahead, no reason.
    """
    assert household.id is not None
    known = halves_of(ledger.connection, ledger.streams, household.id)
    origin = ledger.place_of(household.id)
    claiming = _claiming(ledger, household.id, known)
    left = sorted(claiming - {to})
    named = {division for half in known for division in (half.origin, half.to)}
    _check(ledger, to, on, why, there=claiming == {to}, known=to in named or _is_known(ledger, to))
    turn = 1 + max((half.turn for half in known), default=0)
    for cls in (HouseholdMove, SealedMove):
        for division in (*left, to):
            came = origin if division == to else division
            ledger.save(
                cls(division=division, household=household.id, origin=came, to=to, moved_on=on, turn=turn, why=why)
            )
    # From here on it is written about in its new place
    family = [household.id, *Hanging(ledger.connection).below(household.id)]
    ledger.moved.update(dict.fromkeys(family, to))
    # One cell alone: what else came over the border and would not pass at this desk hinders nobody from moving
    ledger.settle(household, "village_code", to, why.strip())
    ledger.save_all(quotes_of(ledger, household.id, to))


def _claiming(reader: Reader, household: Dot, known: list[Half]) -> set[str]:
    """The villages which by what is written there hold the household: one, unless two offices moved it at a time, or
    the halves of its moves go round in a ring and none holds it.
    """
    native = division_of(reader.streams.scope(stream_of(household)))
    by_place: dict[str, list[Half]] = {native: []}
    for half in known:
        by_place.setdefault(half.division, []).append(half)
    last = {place: latest(found) for place, found in by_place.items()}
    return {place for place, half in last.items() if (half.arrives if half is not None else place == native)}


def _check(ledger: BookLedger, to: str, on: date, why: str, *, there: bool, known: bool) -> None:
    ledger.may("household.move")
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    if not is_below(to, ledger.division) or not known:
        raise Refusal(
            "move.village",
            _("This office has no village of this code, so nobody can move there. Nothing was changed."),
            where={"field": "to"},
        )
    if there:
        raise Refusal("move.there", _("The household is in this village already. Nothing was changed."))
    refuse_ahead(on, ledger.today, "on", "move.ahead")


def _is_known(ledger: BookLedger, to: str) -> bool:
    return bool(ledger.find(Village, code=to) or ledger.find(Household, with_away=True, village_code=to))


# --- what the old village still wrote -------------------------------------------------------------------------------


def tell_late(book: ExchangingBook) -> None:
    """Quote into their new villages what came in late about the households this office moved."""
    authority = book.identity.authority
    if authority is None:
        return
    with book.exchange() as exchange:
        waiting = _untold(exchange, exchange.roster, authority.id)
    if waiting:
        with book.write("household.quote") as ledger:
            for household, place in waiting:
                ledger.save_all(quotes_of(ledger, household, place))


def _untold(reader: Reader, roster: Roster, authority: str) -> list[tuple[Dot, str]]:
    """The households whose new village was not told everything yet, with that village."""
    by_household: dict[int, list[Half]] = {}
    for half in halves(reader.connection, reader.streams):
        by_household.setdefault(half.household, []).append(half)
    found: list[tuple[Dot, str]] = []
    for household, known in by_household.items():
        last = latest(known)
        if last is not None and _is_ours(roster, last.device, authority):
            place = Dot(household), last.to
            found += [place] if quotes_of(reader, *place) else []
    return found


def _is_ours(roster: Roster, device: str, authority: str) -> bool:
    """Is this a device of the office, or of a lost one in whose place it stands?"""
    statement, word = roster.known(device), roster.words.get(authority)
    offices = {authority, *(keys.id for keys in (word.follows if word is not None else ()))}
    return statement is not None and statement.office is not None and statement.office.id in offices
