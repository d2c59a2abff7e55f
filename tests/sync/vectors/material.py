"""What the vectors are made of: a book that reads them, entries, segments, and a writer that can break each step.

The keys are for this folder only.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyrage

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import pack
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.store.book import Book
from fupin_desktop.store.rows import wire_type
from fupin_desktop.sync import content
from fupin_desktop.sync.bundle import MAGIC, Keys, Manifest, part_of
from fupin_desktop.sync.roster import grant_for
from fupin_desktop.sync.segment import START, Segment, cut

HERE = Path(__file__).parent
TOWN, VILLAGE, OTHER = "441690101", "441690101200", "441690101201"
PASSPHRASE = "wu ge pin yin ci"
CLOCK = pack(1_780_000_000_000, 0)


def reader_book(folder: Path, keys: dict[str, Any]) -> Book:
    """The township that reads the vectors: its keys are fixed, and it knows one laptop."""
    book = Book.create(folder / "reader.book", role="township", name="甲镇", division=TOWN, passphrase=PASSPHRASE)
    with book.transaction() as connection:
        for name in ("device", "authority"):
            connection.exec_driver_sql("UPDATE meta SET value=? WHERE key=?", (json.dumps(keys[name]), name))
    book.refresh_identity()
    with book.write("device.enrol") as ledger:
        laptop = OwnKeys(**keys["laptop"]).public
        authority = OwnKeys(**keys["authority"])
        for device, person, scopes in (
            (laptop, "李四", [VILLAGE]),
            (OwnKeys(**keys["second"]).public, "王五", [VILLAGE]),
        ):
            said: dict[str, Any] = {"practice": False, "serial": 1, "device": Keys.of(device), "person": person}
            said |= {"role": "first_secretary", "division": VILLAGE, "scopes": scopes, "office": None, "until": None}
            ledger.save(grant_for(authority, **said))
    return book


# --- material -------------------------------------------------------------------------------------------------------


def run(
    keys: OwnKeys, entries: Sequence[Entry], *, last: int, before: str = START, first_counter: int = 1,
    scope: str = VILLAGE, alter: Callable[[bytes], bytes] = lambda plain: plain, **header: Any,
) -> Segment:  # fmt: skip
    """A segment with these entries; `alter` changes its content, `header` its header."""
    plain = alter(content.encode(entries, 1, lambda _no: (keys.id, scope), _type))
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


def dot(counter: int) -> int:
    return (1 << 40) | counter


def entry(
    number: int, *, news: Sequence[New] = (), edits: Sequence[Edit] = (), clock: int = CLOCK, command: str = "x"
) -> Entry:
    return Entry(number, clock + number, clock >> 16, 480, "李四", command, None, list(news), list(edits))


def household(counter: int, **more: Any) -> New:
    values = {"household_code": f"{VILLAGE}2016{counter:04}", "village_code": VILLAGE, "status": "registered"}
    return New("household", dot(counter), values | more)


def phone(counter: int, value: object, *bases: int) -> Edit:
    return Edit("household", dot(counter), dot(1), "phone", "", value, tuple(map(dot, bases)))


class Writer:
    """Writes the files, step by step as FORMAT.md §3 says, with a way to break each step."""

    def __init__(self, keys: dict[str, Any], out: Path) -> None:
        self.keys = {name: OwnKeys(**own) for name, own in keys.items()}
        self.out = out
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

    def seal(self, plain: bytes, to: str = "authority") -> bytes:
        recipient = pyrage.x25519.Recipient.from_str(self.keys[to].public.age)
        return bytes(pyrage.encrypt(plain, [recipient]))

    def file(self, name: str, sealed: bytes) -> None:
        (self.out / f"{name}.fpb").write_bytes(sealed)

    def expect(self, name: str, why: str, files: Sequence[str] = ()) -> None:
        self.expected[name] = {"why": why, "files": [f"{file}.fpb" for file in (files or [name])]}

    def both(self, name: str, why: str, sealed: bytes, before: Sequence[str] = ()) -> None:
        self.file(name, sealed)
        self.expect(name, why, [*before, name])
