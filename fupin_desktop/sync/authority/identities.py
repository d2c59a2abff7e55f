"""Who is who (身份): one id has one pair of keys, and one key belongs to one id.

Whoever shows a known id with other keys is a copied card, somebody in another's name, or a laptop set up anew; the
program cannot tell which, so a person has to ask.
"""

from collections.abc import Iterable, Mapping

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.sync.authority.roster import Roster
from fupin_desktop.sync.shelf import Desk


def refuse_taken(desk: Desk, roster: Roster, shown: Iterable[PublicKeys]) -> None:
    """Refuse ids that are known with other keys, and keys that are known, or shown twice, under other ids.

    `identity.taken`, `identity.keys_taken`; `where` names the id that is known.
    """
    known = [*_all_known(desk, roster)]
    ids: dict[str, set[PublicKeys]] = {}
    for one in known:
        ids.setdefault(one.id, set()).add(one)
    custodians = {one.age for authority in roster.authorities for one in roster.custodians_of(authority)}
    owners = _owners(known)
    for keys in shown:
        if keys.id in ids and keys not in ids[keys.id]:
            raise _taken(keys)
        held_by = {owners.get(keys.sign, keys.id), owners.get(keys.age, keys.id)} - {keys.id}
        if held_by or keys.age in custodians:
            raise _keys_taken(next(iter(held_by), ""))
        ids.setdefault(keys.id, set()).add(keys)
        owners = {keys.sign: keys.id, keys.age: keys.id, **owners}


def _owners(known: Iterable[PublicKeys]) -> Mapping[str, str]:
    return {key: one.id for one in known for key in (one.sign, one.age)}


def _all_known(desk: Desk, roster: Roster) -> Iterable[PublicKeys]:
    """Devices and authorities of the roster with the keys they had before, and this book's own."""
    yield from desk.addressees
    yield from (one.device.public for one in roster.devices.values())
    yield from (keys for keys, _division in roster.authorities.values())
    for word in roster.words.values():
        yield from (keys.public for keys in (*word.earlier, *word.follows))


def _taken(keys: PublicKeys) -> Refusal:
    return Refusal(
        "identity.taken",
        _(
            "The device or office {id} is known here with other keys. This may be a copied card, somebody who takes"
            " another's name, or a laptop that was set up anew. Telephone the person. A book that was restored or"
            " copied goes on as a new device by itself, which you then confirm; a laptop set up anew writes a new card."
            " Nothing was changed."
        ).format(id=keys.id[:8]),
        where={"device": keys.id},
    )


def _keys_taken(owner: str) -> Refusal:
    return Refusal(
        "identity.keys_taken",
        _(
            "The keys shown belong to another device, office or custodian already. No two have the same keys: this is"
            " a copied book, or somebody who takes another's name. Telephone the person, and have a new card made by"
            " the program on that laptop. Nothing was changed."
        ),
        where={"device": owner} if owner else {},
    )
