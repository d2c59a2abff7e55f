"""Succession (换机接替): a book that was copied or restored goes on as a new device, and says so with its old key.

A laptop's succession waits until the office confirms it by telephone; an office vouches for its own new device.
"""

from collections.abc import Iterable, Sequence

import msgspec

from fupin_desktop.seal.keys import OwnKeys, PublicKeys, verify
from fupin_desktop.sync.authority.roster import Roster, Statement
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.segment import Seen


class Succession(msgspec.Struct, frozen=True):
    """What the old device says: how far it wrote, and which keys go on in its place."""

    practice: bool
    old: str
    new: Keys
    heads: list[Seen]


Signed = tuple[str, str]  # the statement's text, and the old device's signature over it


def declare(old: OwnKeys, new: PublicKeys, heads: Iterable[Seen], *, practice: bool) -> Signed:
    """The last word of an old device."""
    text = msgspec.json.encode(Succession(practice, old.id, Keys.of(new), list(heads))).decode()
    return text, old.sign("succession", text.encode())


def predecessor(roster: Roster, device: Keys, told: Sequence[Signed], *, practice: bool) -> Statement | None:
    """The enrolled device whose place this one says it takes; None when no unbroken chain of signed words leads there.

    A device that changed twice before anybody confirmed it is found through both.
    """
    found = {said.new.id: (said, signed) for signed in told if (said := _read(signed)) is not None}
    keys = device
    chain: list[tuple[Succession, Signed]] = []
    while keys.id in found and len(chain) <= len(found):
        said, signed = found[keys.id]
        if said.new != keys or said.practice != practice:
            return None
        chain.append((said, signed))
        known = roster.known(said.old)
        if known is not None:
            return known if _sound(chain, known) else None
        before = found.get(said.old)
        if before is None:
            return None
        keys = before[0].new
    return None


def superseded(roster: Roster, told: Sequence[Signed], *, practice: bool) -> set[str]:
    """The enrolled devices in whose place another one, confirmed since, goes on."""
    found: set[str] = set()
    for said in filter(None, map(_read, told)):
        confirmed = roster.known(said.new.id)
        if confirmed is not None and confirmed.device == said.new:
            before = predecessor(roster, said.new, told, practice=practice)
            found |= {before.device.id} if before is not None else set()
    return found


def _read(signed: Signed) -> Succession | None:
    try:
        return msgspec.json.decode(signed[0], type=Succession)
    except (msgspec.MsgspecError, IndexError, TypeError):
        return None


def _sound(chain: Sequence[tuple[Succession, Signed]], known: Statement) -> bool:
    """Every word is signed by the key that the word before it handed over; the first by the roster's."""
    key = known.device.sign
    for said, (text, signature) in reversed(chain):
        if not verify(key, "succession", text.encode(), signature):
            return False
        key = said.new.sign
    return True


def successor(text: str) -> Keys | None:
    """The new device a statement names."""
    said = _read((text, ""))
    return said.new if said is not None else None
