"""The roster (名册): which devices may write what, vouched for by an authority's signature (sync.md §5)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from fupin_desktop.ledger.scope import BELOW, OFFICE, class_of, division_of, is_below
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, verify
from fupin_desktop.sync.bundle import Keys
from fupin_desktop.sync.model import Grant

UPPER = "upper"  # the role of the office above, as an office vouches for it to those below


class Statement(msgspec.Struct, frozen=True):
    """What an authority says of a device; `until` ends it, for each scope, at a number and the hash there."""

    authority: str
    practice: bool
    serial: int
    device: Keys
    person: str
    role: str
    division: str
    scopes: list[str]
    office: Keys | None
    until: dict[str, tuple[int, str]] | None


@dataclass
class Roster:
    """The devices known here, each by its newest good statement, and the authorities trusted for them."""

    authorities: dict[str, tuple[PublicKeys, str]]  # id -> keys, the division it may speak for
    devices: dict[str, Statement] = field(default_factory=dict)

    def copy(self) -> "Roster":
        """One that may take more in without changing this one."""
        return Roster(dict(self.authorities), dict(self.devices))

    def take(self, grants: Iterable[tuple[str, str]]) -> None:
        """Take (statement, signature) pairs in; an authority vouched for may vouch in turn, below itself."""
        waiting = list(grants)
        while True:
            left = [pair for pair in waiting if not self._take_one(*pair)]
            if len(left) == len(waiting):
                return
            waiting = left

    def _take_one(self, text: str, signature: str) -> bool:
        try:
            statement = msgspec.json.decode(text, type=Statement)
        except msgspec.MsgspecError:
            return False
        keys, division = self.authorities.get(statement.authority, (None, ""))
        if keys is None or not verify(keys.sign, "roster", text.encode(), signature):
            return False
        upper = statement.role == UPPER and is_below(division, statement.division)
        if not upper and not all(is_below(division_of(name), division) for name in statement.scopes):
            return False
        self._accept(statement)
        return True

    def _accept(self, statement: Statement) -> None:
        known = self.devices.get(statement.device.id)
        if known is None or self._order(statement) >= self._order(known):
            self.devices[statement.device.id] = statement
        if statement.office is not None:
            self.authorities.setdefault(statement.office.id, (statement.office.public, statement.division))

    def _order(self, statement: Statement) -> tuple[bool, int, int]:
        """What stands: never what those below say of an office above, which only introduces it; then the word of the
        higher authority; then the newer one.
        """
        _keys, division = self.authorities[statement.authority]
        return statement.role != UPPER, -len(division), statement.serial

    def known(self, device: str) -> Statement | None:
        """The statement about a device; None for a stranger."""
        return self.devices.get(device)

    def sign_key(self, device: str) -> str | None:
        """The key a device signs with."""
        statement = self.devices.get(device)
        return statement.device.sign if statement else None

    @property
    def version(self) -> int:
        """How many statements stand; it only rises."""
        return sum(statement.serial for statement in self.devices.values())


def may_write(statement: Statement, scope: str) -> bool:
    """Does this statement let its device write in this scope?"""
    if scope in statement.scopes:
        return True
    office = statement.office is not None
    code, klass = division_of(scope), class_of(scope)
    if klass in (BELOW, OFFICE):
        return office and is_below(code, statement.division)
    return any(is_below(code, division_of(name)) and (office or not class_of(scope)) for name in statement.scopes)


def grant_for(authority: OwnKeys, *, why: str | None = None, **said: object) -> Grant:
    """A signed grant, ready to be saved in the authority's `/r` scope."""
    statement = Statement(authority=authority.id, **said)  # type: ignore[arg-type]  # the caller names its fields
    text = msgspec.json.encode(statement).decode()
    return Grant(
        device=statement.device.id,
        serial=statement.serial,
        person=statement.person,
        role=statement.role if statement.role != UPPER else "county_reader",
        statement=text,
        signature=authority.sign("roster", text.encode()),
        why=why,
    )


def statement_of(grant: Grant) -> Statement:
    """What a grant says."""
    return msgspec.json.decode(grant.statement or "", type=Statement)


def as_json(statement: Statement) -> dict[str, object]:
    """A statement for a listing."""
    found: dict[str, object] = json.loads(msgspec.json.encode(statement))
    return found
