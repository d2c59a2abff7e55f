"""What the vectors are made of: a book that reads them, entries, segments, and a writer that can break each step.

The keys are for this folder only.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyrage

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import pack
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.rights.table import office_writes
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.store import machine
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.rows import stored_values, wire_type
from fupin_desktop.sync.authority.roster import grant_for
from fupin_desktop.sync.bundles import content
from fupin_desktop.sync.bundles.bundle import MAGIC, Keys, Manifest, part_of
from fupin_desktop.sync.bundles.segment import START, Segment, cut
from fupin_desktop.sync.model import Grant

HERE = Path(__file__).parent
TOWN, VILLAGE, OTHER = "441690101", "441690101200", "441690101201"
PASSPHRASE = "wu ge pin yin ci"
CLOCK = pack(1_780_000_000_000, 0)


def enrolled(keys: dict[str, Any]) -> list[Grant]:
    """What the reading office has said of devices before it reads anything."""
    authority, branch = OwnKeys(**keys["authority"]), Keys.of(OwnKeys(**keys["branch"]).public)
    own = Keys.of(authority.public)
    said = [
        ("laptop", "李四", "first_secretary", VILLAGE, [VILLAGE], None),
        ("second", "王五", "first_secretary", VILLAGE, [VILLAGE], None),
        ("clerk", "赵六", "township_clerk", TOWN, [TOWN], own),
        ("branch_device", "孙七", "township_clerk", OTHER, [OTHER], branch),
    ]
    return [
        grant_for(
            authority, practice=False, serial=1, device=Keys.of(OwnKeys(**keys[name]).public), person=person,
            role=role, division=division, scopes=scopes, office=office, until=None,
        )
        for name, person, role, division, scopes, office in said
    ]  # fmt: skip


def reader_book(folder: Path, keys: dict[str, Any]) -> Book:
    """The township that reads the vectors: its keys are fixed, and `enrolled` stands in its roster."""
    book = Book.create(folder / "reader.book", role="township", name="甲镇", division=TOWN, passphrase=PASSPHRASE)
    with book.transaction() as connection:
        for name in ("device", "authority"):
            connection.exec_driver_sql("UPDATE meta SET value=? WHERE key=?", (json.dumps(keys[name]), name))
        machine.renew(connection, book.identity.book_id, keys["device"]["id"])
    book.refresh_identity()
    with book.write("device.enrol") as ledger:
        for grant in enrolled(keys):
            ledger.save(grant)
    return book


def beginning(keys: dict[str, Any]) -> dict[str, Any]:
    """The same as data, for readers that share nothing with the program."""
    own = {name: Keys.of(OwnKeys(**keys[name]).public) for name in ("device", "authority")}
    records = [
        {"kind": "grant", "counter": number, "values": stored_values(grant)}
        for number, grant in enumerate(enrolled(keys), 1)
    ]
    made = {"division": TOWN, "practice": False, **own, "stream": [own["device"].id, f"{TOWN}/r"], "records": records}
    return dict(msgspec.to_builtins(made))


def register() -> dict[str, Any]:
    """The kinds a reader knows: class, home, whether an office writes them, and of each field form, group, length."""
    return {
        kind: {
            "class": cls.scope_class, "home": cls.home, "office": office_writes(kind),
            "fields": {
                name: {"form": field.kind.value, "many": field.many, "group": field.group, "high": field.high}
                for name, field in fields_of(cls).items()
            },
        }
        for kind, cls in KINDS.items()
    }  # fmt: skip


# --- material -------------------------------------------------------------------------------------------------------


def run(
    keys: OwnKeys, entries: Sequence[Entry], *, last: int, before: str = START, first_counter: int = 1,
    scope: str = VILLAGE, streams: Mapping[int, tuple[str, str]] = {},
    alter: Callable[[bytes], bytes] = lambda plain: plain, **header: Any,
) -> Segment:  # fmt: skip
    """A segment with these entries; `streams` are others than its own, which is 1; `alter` changes its content,
    `header` its header.
    """
    plain = alter(content.encode(entries, 1, lambda no: streams.get(no, (keys.id, scope)), _type))
    known = {"authority": "", "practice": False, "scope": scope, "first": entries[0].number, "last": entries[-1].number}
    known |= {"first_counter": first_counter, "last_counter": last, "before": before, "seen": []}
    segment = cut(keys, plain, **known)
    if header:
        raw = msgspec.json.encode(msgspec.structs.replace(segment.header, **header))
        segment = Segment(
            msgspec.structs.replace(segment.header, **header), raw, keys.sign("segment", raw), segment.packed
        )
    return segment


def _type(kind: str, cell: str) -> str:
    return wire_type(kind, cell) if kind in KINDS else "t"


def dot(counter: int, stream: int = 1) -> int:
    return (stream << 40) | counter


def entry(
    number: int, *, news: Sequence[New] = (), edits: Sequence[Edit] = (), clock: int = CLOCK, command: str = "x"
) -> Entry:
    return Entry(number, clock + number, clock >> 16, 480, "李四", command, (), list(news), list(edits))


def household(counter: int, **more: Any) -> New:
    values = {"household_code": f"{VILLAGE}2016{counter:04}", "village_code": VILLAGE, "status": "registered"}
    return New("household", dot(counter), values | more)


def phone(counter: int, value: object, *bases: int) -> Edit:
    return Edit("household", dot(counter), dot(1), "phone", "", value, tuple(map(dot, bases)))


class Writer:
    """Writes the files, step by step as FORMAT.md §3 says, with a way to break each step."""

    def __init__(self, keys: dict[str, Any], out: Path, wanted: Collection[str] = ()) -> None:
        self.keys = {name: OwnKeys(**own) for name, own in keys.items()}
        self.out = out
        self.wanted = wanted  # the names of the files to write; none named: all
        self.expected: dict[str, dict[str, Any]] = {}

    def manifest(self, segments: Sequence[Segment], sender: OwnKeys, **changes: Any) -> Manifest:
        to = self.keys["authority"].public
        made = Manifest(
            format=1, suite=1, bundle_id="b" * 32, kind="data", sender=Keys.of(sender.public), office=None,
            office_division="", recipient=to.id, recipient_fingerprint=to.fingerprint, authority="", practice=False,
            roster_version=0, clock=(1_780_000_000_000, 9), volume=(1, 1), audit="", seen=[],
            parts=[part_of(segment) for segment in segments],
        )  # fmt: skip
        return msgspec.structs.replace(made, **changes)

    def plain(
        self, segments: Sequence[Segment], *, sender: str = "laptop", signer: str = "", magic: bytes = MAGIC,
        alter: Callable[[bytes], bytes] = lambda raw: raw, forge: Callable[[bytes], bytes] = lambda raw: raw,
        extra: bytes = b"", **changes: Any,
    ) -> bytes:  # fmt: skip
        """What is inside the envelope; `alter` works before the signature, `forge` after it."""
        raw = alter(msgspec.json.encode(self.manifest(segments, self.keys[sender], **changes)))
        signature = self.keys[signer or sender].sign("manifest", raw).encode()
        body = b"".join(segment.raw + segment.packed for segment in segments)
        return magic + forge(raw) + b"\n" + signature + b"\n" + body + extra

    def seal(self, plain: bytes, *to: str) -> bytes:
        recipients = [pyrage.x25519.Recipient.from_str(self.keys[name].public.age) for name in to or ("authority",)]
        return bytes(pyrage.encrypt(plain, recipients))

    def file(self, name: str, sealed: bytes) -> None:
        if not self.wanted or name in self.wanted:
            (self.out / f"{name}.fpb").write_bytes(sealed)

    def expect(self, name: str, why: str, files: Sequence[str] = (), **more: Any) -> None:
        self.expected[name] = {"why": why, "files": [f"{file}.fpb" for file in (files or [name])], **more}

    def both(self, name: str, why: str, sealed: bytes, before: Sequence[str] = (), **more: Any) -> None:
        """A file and its expectation; `digests` asks for those of all scopes, `lent` names a custodian's key."""
        self.file(name, sealed)
        self.expect(name, why, [*before, name], **more)
