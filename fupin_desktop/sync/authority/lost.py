"""Finding a lost office in bundles of its laptops: which one a person means, its keys, how far its devices wrote."""

from collections.abc import Iterable, Iterator

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import PublicKeys, same_fingerprint, verify
from fupin_desktop.sync.authority.roster import Roster, Signed, Statement, read_statement
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.segment import Segment, check_signature
from fupin_desktop.sync.shelf import Self

Ends = dict[str, tuple[int, str]]  # by scope: how far, and the hash there


def find_lost(me: Self, roster: Roster, shown: Iterable[tuple[Segment, Signed]], code: str) -> tuple[PublicKeys, str]:
    """The office with this code, by its word about its own device; either's code will do, as letters name either.

    A device's code says whose office it is only where that device wrote the word itself: anybody can vouch for it.
    Code `office.not_found`.
    """
    for said, itself in _candidates(me, roster, shown):
        codes = [said.office, *([said.device] if itself else [])]
        if any(keys is not None and same_fingerprint(keys.public.fingerprint, code) for keys in codes):
            assert said.office is not None
            return said.office.public, _same_place(me, said.division)
    raise Refusal(
        "office.not_found",
        _("These bundles know no other office with this code. Nothing was changed; compare the code once more."),
        where={"field": "fingerprint"},
    )


def _candidates(me: Self, roster: Roster, shown: Iterable[tuple[Segment, Signed]]) -> Iterator[tuple[Statement, bool]]:
    """Devices of other offices: those this office has taken over before, then those the bundles bring."""
    own = me.authority.id if me.authority else ""
    for one in roster.said_by(own):
        if one.office is not None and one.office.id != own:
            yield one, True
    for segment, (text, _signature) in shown:
        said = read_statement(text)
        if said is not None and said.office is not None and said.authority == said.office.id != own:
            yield said, _is_by(segment, said)


def _is_by(segment: Segment, said: Statement) -> bool:
    named = segment.header.device == said.device.id
    return named and verify(said.device.sign, "segment", segment.raw, segment.signature)


def _same_place(me: Self, division: str) -> str:
    if division != me.division:
        raise Refusal("office.other_place", _("The office with this code is of another place. Nothing was changed."))
    return division


def all_keys(lost: Roster, keys: PublicKeys) -> list[Keys]:
    """The lost office's keys, those it had replaced as well: bundles on the way may name any of them."""
    word = lost.words.get(keys.id)
    return [*(word.earlier if word else []), Keys.of(keys), *([word.keys] if word else [])]


def ends_shown(segments: Iterable[Segment], lost: Roster) -> dict[str, Ends]:
    """How far the bundles hold each stream of the lost office's devices; refuses what these did not sign."""
    found: dict[str, Ends] = {}
    for segment in segments:
        header = segment.header
        statement = lost.known(header.device)
        if statement is None:
            continue
        check_signature(segment, statement.device.sign)
        ends = found.setdefault(header.device, {})
        ends[header.scope] = max(ends.get(header.scope, (0, "")), (header.last, segment.hash))
    return found
