"""The keys a book keeps besides those it uses: its own that were replaced, and which of all these a bundle may name."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection

from fupin_desktop.seal.keys import OwnKeys, PublicKeys, RetiredKeys
from fupin_desktop.store import driver
from fupin_desktop.store.identity import Identity
from fupin_desktop.sync.authority.roster import Roster, Statement, as_text


def identities(connection: Connection, me: Identity) -> list[str]:
    """Every age identity this book can open bundles with, those of replaced keys last."""
    return [keys.age_identity for keys in (*_in_use(me), *_replaced(connection))]


def addressees(connection: Connection, me: Identity) -> list[PublicKeys]:
    """The keys of its own that a bundle for this book may name: what was sealed before a change still arrives."""
    return [keys.public for keys in (*_in_use(me), *_replaced(connection))]


def replace_authority(connection: Connection, old: OwnKeys, fresh: OwnKeys) -> None:
    """The office signs with these keys from now on; those before stay to open with."""
    kept = [*_list(connection, "earlier_authorities"), asdict(RetiredKeys.of(old))]
    _keep(connection, "earlier_authorities", json.dumps(kept))
    _keep(connection, "authority", json.dumps(asdict(fresh)))


def keep_device(connection: Connection, old: OwnKeys, fresh: OwnKeys) -> None:
    """This copy writes with these keys from now on; those before stay."""
    _keep(connection, "earlier_devices", json.dumps([*_list(connection, "earlier_devices"), asdict(old)]))
    _keep(connection, "device", json.dumps(asdict(fresh)))


def keep_roster(connection: Connection, statements: Iterable[Statement]) -> None:
    """What stood when this book left another office."""
    _keep(connection, "kept_roster", json.dumps([as_text(one) for one in statements]))


def pin_office(connection: Connection, me: Identity, roster: Roster) -> None:
    """The office above has said new keys, signed by those we trusted: from now on these are trusted, and never less."""
    keys = roster.keys_of(me.office.id) if me.office is not None else None
    if keys is not None and keys != me.office:
        _keep(connection, "office", json.dumps(asdict(keys)))


def _in_use(me: Identity) -> list[OwnKeys]:
    return [me.device, *([me.authority] if me.authority else [])]


def _replaced(connection: Connection) -> list[OwnKeys | RetiredKeys]:
    devices = [OwnKeys(**keys) for keys in _list(connection, "earlier_devices")]
    return [*devices, *(RetiredKeys(**keys) for keys in _list(connection, "earlier_authorities"))]


def _list(connection: Connection, key: str) -> list[dict[str, str]]:
    found = driver.rows(connection, "SELECT value FROM meta WHERE key=?", (key,))
    pairs: list[dict[str, str]] = json.loads(found[0][0]) if found else []
    return pairs


def _keep(connection: Connection, key: str, value: str) -> None:
    driver.run(connection, "INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
