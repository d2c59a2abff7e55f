"""The roster (名册): which devices may write what, vouched for by an authority's signature (sync.md §5)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from fupin_desktop.ledger.scope import BELOW, DATA, OFFICE, SEALED, class_of, division_of, is_below, is_village
from fupin_desktop.seal.keys import OwnKeys, PublicKeys, verify
from fupin_desktop.sync.authority.office import CONTEXT, Custodian, OfficeWord, read_word
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.bundles.strict import Division, Id, Number, ScopeName, Whole
from fupin_desktop.sync.model import Grant

Signed = tuple[str, str]  # a statement's text, and its authority's signature over it
UPPER = "upper"  # the role of the office above, as an office vouches for it to those below


class Statement(msgspec.Struct, frozen=True):
    """What an authority says of a device; `until` ends it, for each scope, at a number and the hash there."""

    authority: Id
    practice: bool
    serial: Number
    device: Keys
    person: str
    role: str
    division: Division
    scopes: list[ScopeName]
    office: Keys | None
    until: dict[ScopeName, tuple[Whole, str]] | None


@dataclass
class Roster:
    """The devices known here, each by the word that stands, and the authorities trusted for them.

    All of it is a function of what was taken in, in whatever order: `trusted` is where trust begins, `kept` what stood
    when this book left another office and nobody here has said anything newer of.
    """

    trusted: Mapping[str, tuple[PublicKeys, str]]  # id -> keys, the division it may speak for
    kept: Sequence[Statement] = ()
    authorities: dict[str, tuple[PublicKeys, str]] = field(default_factory=dict)
    words: dict[str, OfficeWord] = field(default_factory=dict)  # what an authority said last of itself
    # What an authority said last of a device; an introduction of the office above counts apart.
    said: dict[tuple[str, str, bool], Statement] = field(default_factory=dict)
    devices: dict[str, Statement] = field(default_factory=dict)
    impostors: dict[str, Keys] = field(default_factory=dict)  # ids of devices that were named with other keys as well
    _pairs: dict[Signed, None] = field(default_factory=dict)
    _ended: dict[str, set[str]] = field(default_factory=dict)  # lost authorities, by whose divisions

    def __post_init__(self) -> None:
        self._work_out()

    def copy(self) -> "Roster":
        """One that may take more in without changing this one."""
        return copy(self)  # nothing inside is changed in place

    def take(self, grants: Iterable[Signed]) -> None:
        """Take (statement, signature) pairs in; an authority vouched for may vouch in turn, below itself."""
        fresh = [pair for pair in grants if pair not in self._pairs]
        if fresh:
            self._pairs = {**self._pairs, **dict.fromkeys(fresh)}
            self._settle()

    def _settle(self) -> None:
        self._work_out()
        while (ended := self._followed()) != self._ended:
            self._ended = ended
            self._work_out()

    def _work_out(self) -> None:
        self.authorities, self.words = dict(self.trusted), {}
        before = None
        while before != self.authorities:
            before = dict(self.authorities)
            self._follow_words()
            self.said = self._sound()
            self._introduce()
        standing = sorted(self.said.values(), key=self._order)
        self.devices = {one.device.id: one for one in (*self.kept, *standing)}

    def _follow_words(self) -> None:
        """An authority's keys move along its words: each signed by the key before, none older than the last."""
        found = [(word, *pair) for pair in self._pairs if (word := read_word(pair[0])) is not None]
        for word, text, signature in sorted(found, key=lambda one: (one[0].version, one[1])):
            keys, division = self.authorities.get(word.authority, (None, ""))
            known = self.words.get(word.authority)
            newer = known is None or known.version < word.version
            if keys is not None and newer and _signed(keys.sign, CONTEXT, text, signature):
                self.words[word.authority] = word
                self.authorities[word.authority] = (word.keys.public, division)

    def _sound(self) -> dict[tuple[str, str, bool], Statement]:
        """The newest of what each authority says of a device, of those that name the keys its id is bound to."""
        told = [
            statement
            for text, signature in self._pairs
            if (statement := read_statement(text)) is not None and self._may_say(statement, text, signature)
        ]
        bound = self._bound(told)
        self.impostors = {one.device.id: one.device for one in told if bound[one.device.id] != one.device}
        found: dict[tuple[str, str, bool], Statement] = {}
        for statement in sorted(told, key=lambda one: (one.serial, as_text(one))):
            if bound[statement.device.id] == statement.device:
                found[statement.authority, statement.device.id, statement.role == UPPER] = statement
        return found

    def _bound(self, told: Iterable[Statement]) -> dict[str, Keys]:
        """An id has one pair of keys for good: those it was known by before, else those of the highest authority's
        first statement.  So whoever names a known id with other keys changes nothing.
        """
        bound = {one.device.id: one.device for one in self.kept}
        for one in sorted(told, key=self._first):
            bound.setdefault(one.device.id, one.device)
        return bound

    def _first(self, statement: Statement) -> tuple[bool, int, int, str]:
        _keys, division = self.authorities[statement.authority]
        return statement.role == UPPER, len(division), statement.serial, as_text(statement)

    def _may_say(self, statement: Statement, text: str, signature: str) -> bool:
        keys, division = self.authorities.get(statement.authority, (None, ""))
        if keys is None or not _signed(keys.sign, "roster", text, signature):
            return False
        if statement.device.id in self.authorities:
            return False
        upper = statement.role == UPPER and is_below(division, statement.division)
        return upper or places_fit(statement, division)

    def _introduce(self) -> None:
        """Whose device is vouched for, its authority is; not one that was lost and has a follower."""
        for one in sorted(self.said.values(), key=self._order, reverse=True):
            if one.office is not None and not self._is_ended(one.office.id, one.division):
                self.authorities.setdefault(one.office.id, (one.office.public, one.division))

    def _followed(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for word in self.words.values():
            for keys in word.follows:
                found.setdefault(keys.id, set()).add(self.authorities[word.authority][1])
        return found

    def _is_ended(self, authority: str, division: str) -> bool:
        # Nobody ends an authority above itself.
        return any(is_below(division, by) for by in self._ended.get(authority, ()))

    def _order(self, statement: Statement) -> tuple[bool, bool, int, int, str]:
        """What stands, greatest last: never what those below say of an office above, which only introduces it; then
        that an office gave up a device of its own, or of one it follows; then the word of the higher authority; then
        the newer one.
        """
        _keys, division = self.authorities[statement.authority]
        rank = (statement.role != UPPER, self._gave_up(statement), -len(division), statement.serial)
        return (*rank, as_text(statement))

    def _gave_up(self, statement: Statement) -> bool:
        if statement.until is None or statement.office is None:
            return False
        word = self.words.get(statement.authority)
        follows = {keys.id for keys in word.follows} if word else set()
        return statement.office.id in {statement.authority, *follows}

    def said_by(self, authority: str) -> list[Statement]:
        """What this authority said last of each device, whoever's word stands."""
        return [statement for (by, *_about), statement in self.said.items() if by == authority]

    def keys_of(self, authority: str) -> PublicKeys | None:
        """An authority's keys of today; None for a stranger."""
        keys, _division = self.authorities.get(authority, (None, ""))
        return keys

    @property
    def heard_of(self) -> set[str]:
        """Every authority that vouched for anything here, or was followed: what a segment may say it answers to."""
        followed = {keys.id for word in self.words.values() for keys in word.follows}
        kept = {one.authority for one in self.kept} | {one.office.id for one in self.kept if one.office}
        return {*self.authorities, *self.words, *followed, *kept}

    def custodians_of(self, authority: str) -> list[Custodian]:
        """Who besides an office opens what is sealed for it."""
        word = self.words.get(authority)
        return word.custodians if word else []

    def known(self, device: str) -> Statement | None:
        """The statement about a device; None for a stranger."""
        return self.devices.get(device)

    @property
    def version(self) -> int:
        """How many statements stand; it only rises."""
        return sum(statement.serial for statement in self.devices.values())


@lru_cache(maxsize=8192)
def _signed(key: str, context: str, text: str, signature: str) -> bool:
    # What was taken in is gone through again whenever more comes; each signature is verified once.
    return verify(key, context, text.encode(), signature)


def read_statement(text: str) -> Statement | None:
    """The statement about a device in a grant; None for anything else."""
    try:
        return msgspec.json.decode(text, type=Statement)
    except (msgspec.MsgspecError, UnicodeError):
        return None


def places_fit(statement: Statement, division: str) -> bool:
    """May the authority of this division let the device write there?

    All lies at or below the authority.  A laptop writes in villages, an office in its own place and below; nobody is
    granted what is for everybody below (`/r`) or the office's own (`/o`): these go with being that office.
    """
    office = statement.office is not None
    within = statement.division if office else division
    return is_below(statement.division, division) and all(
        class_of(name) in (DATA, SEALED)
        and is_below(division_of(name), within)
        and (office or is_village(division_of(name)))
        for name in statement.scopes
    )


def may_write(statement: Statement, scope: str) -> bool:
    """Does this statement let its device write in this scope?"""
    if scope in statement.scopes:
        return True
    office = statement.office is not None
    code, klass = division_of(scope), class_of(scope)
    if klass in (BELOW, OFFICE):
        return office and is_below(code, statement.division)
    return any(is_below(code, division_of(name)) and (office or not class_of(scope)) for name in statement.scopes)


def keys_told(roster: Roster, office: PublicKeys | None) -> PublicKeys | None:
    """The keys an office above has today, as far as this book was told."""
    return (roster.keys_of(office.id) or office) if office is not None else None


def same_place(one: Statement | None, other: Statement | None) -> bool:
    """Do two statements judge what a device writes alike?  Whose word it is, and the how-manieth, does not matter."""
    if one is None or other is None:
        return one is other
    same = (one.scopes, one.until, one.division) == (other.scopes, other.until, other.division)
    return same and (one.office is None) == (other.office is None)


def grant_for(authority: OwnKeys, *, why: str | None = None, **said: object) -> Grant:
    """A signed grant, ready to be saved in the authority's `/r` scope."""
    statement = Statement(authority=authority.id, **said)  # type: ignore[arg-type]  # the caller names its fields
    text = as_text(statement)
    return Grant(
        device=statement.device.id,
        serial=statement.serial,
        person=statement.person,
        role=statement.role if statement.role != UPPER else "county_reader",
        statement=text,
        signature=authority.sign("roster", text.encode()),
        why=why,
    )


def as_text(statement: Statement) -> str:
    """A statement as it is written down."""
    return msgspec.json.encode(statement).decode()


def as_json(statement: Statement) -> dict[str, object]:
    """A statement for a listing."""
    found: dict[str, object] = json.loads(as_text(statement))
    return found
