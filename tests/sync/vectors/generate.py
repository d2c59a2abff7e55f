"""Makes the vectors: `python tests/sync/vectors/generate.py`.  Each file stands beside its expected outcome.

The keys are for this folder only.  `files` of an expectation are merged in their order into a fresh township book;
`outcomes` gives for each of them the status, the code, and what it counts.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyrage

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import LATEST_MS, pack
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.seal.keys import OwnKeys, make_keys
from fupin_desktop.store.book import Book
from fupin_desktop.store.rows import wire_type
from fupin_desktop.sync import content
from fupin_desktop.sync.bundle import MAGIC, Keys, Manifest, part_of
from fupin_desktop.sync.merging import merge_files
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


def write_all(w: Writer) -> None:
    laptop, stranger = w.keys["laptop"], w.keys["stranger"]
    one = entry(1, news=[household(1), New("member", dot(2), {"household": dot(1), "name": "张三", "relation": "01"})])
    first = run(laptop, [one], last=2)
    second = run(laptop, [entry(2, edits=[phone(3, "14000000001", 1)])], last=3, first_counter=3, before=first.hash)
    forked = run(laptop, [entry(1, news=[household(1, persons=9)])], last=1)
    good = w.plain([first])
    sealed = w.seal(good)
    w.both("good", "A household and its head.", sealed)
    w.expect("same-file-again", "The same file twice.", ["good", "good"])
    w.both("nothing-new", "Another file with the same segments.", w.seal(good), ["good"])
    w.both("two-runs", "Two segments in one bundle.", w.seal(w.plain([first, second])))
    w.both("gap", "The second segment without the first: held.", w.seal(w.plain([second])))
    w.expect("gap-filled", "The first segment comes after the second: both are in.", ["gap", "good"])
    w.both("fork", "The same number with another hash.", w.seal(w.plain([forked])), ["good"])
    outside(w, good, sealed)
    manifests(w, first, good)
    segments(w, first, laptop, stranger)
    admission(w, laptop)


def outside(w: Writer, good: bytes, sealed: bytes) -> None:
    intro, rest = sealed.split(b"\n", 1)
    stanza = rest[: rest.index(b"\n", rest.index(b"\n") + 1) + 1]
    w.both("not-age", "No age file.", b"PK\x03\x04" + sealed)
    w.both("scrypt", "A passphrase stanza is refused before a key is derived.", pyrage.passphrase.encrypt(b"x", "p"))
    w.both(
        "mixed-scrypt",
        "A passphrase stanza beside ours.",
        intro + b"\n-> scrypt " + b"A" * 22 + b" 30\n" + b"B" * 43 + b"\n" + rest,
    )
    w.both("nine-stanzas", "Nine stanzas.", intro + b"\n" + stanza * 9 + rest)
    w.both("long-header", "A header beyond 4 KiB.", intro + b"\n-> a-grease\n" + (b"A" * 64 + b"\n") * 70 + rest)
    w.both("other-recipient", "Encrypted to somebody else.", w.seal(good, "stranger"))
    w.both("truncated", "Cut short on its way.", sealed[:-20])
    w.both("flipped", "One bit of the payload differs.", sealed[:-30] + bytes([sealed[-30] ^ 1]) + sealed[-29:])


def manifests(w: Writer, first: Segment, good: bytes) -> None:
    office = w.keys["authority"]
    w.both("magic", "Not a bundle inside.", w.seal(b"hello\n" + good))
    w.both("newer-format", "A newer file format.", w.seal(w.plain([first], magic=b"fupin/bundle/2\n")))
    w.both("newer-manifest", "A manifest of a newer format.", w.seal(w.plain([first], format=2)))
    w.both("manifest-broken", "The manifest is no JSON.", w.seal(w.plain([first], alter=lambda raw: raw[:-1])))
    w.both(
        "manifest-twice",
        "A key twice in the manifest.",
        w.seal(w.plain([first], alter=lambda raw: raw[:-1] + b',"format":1}')),
    )
    w.both(
        "manifest-more",
        "A key nobody knows yet is no harm.",
        w.seal(w.plain([first], alter=lambda raw: raw[:-1] + b',"later":1}')),
    )
    w.both(
        "forwarded", "Made for another office and encrypted anew to us.", w.seal(w.plain([first], recipient="c" * 32))
    )
    w.both("fingerprint", "Names us by another key.", w.seal(w.plain([first], recipient_fingerprint="0000 " * 8)))
    w.both("practice", "Practice data.", w.seal(w.plain([first], practice=True)))
    w.both(
        "altered-manifest",
        "The manifest was changed after it was signed.",
        w.seal(w.plain([first], forge=lambda raw: raw.replace(b'"audit":""', b'"audit":"x"'))),
    )
    w.both("signed-by-another", "Signed by another key than the sender's.", w.seal(w.plain([first], signer="stranger")))
    w.both("resigned", "A stranger signs somebody's segments as its own.", w.seal(w.plain([first], sender="stranger")))
    impostor = OwnKeys(w.keys["laptop"].id, w.keys["stranger"].sign_seed, w.keys["stranger"].age_identity)
    w.keys["impostor"] = impostor
    w.both("impostor", "The id of a known laptop with other keys.", w.seal(w.plain([first], sender="impostor")))
    w.both("left-over", "Bytes the manifest does not name.", w.seal(w.plain([first], extra=b"x")))
    part = part_of(first)
    w.both(
        "wrong-hash",
        "The manifest names another hash.",
        w.seal(w.plain([first], parts=[msgspec.structs.replace(part, hash="0" * 64)])),
    )
    w.both(
        "negative-length",
        "A length below nothing.",
        w.seal(w.plain([first], parts=[msgspec.structs.replace(part, length=-1)])),
    )
    assert office.id != impostor.id


def segments(w: Writer, first: Segment, laptop: OwnKeys, stranger: OwnKeys) -> None:
    one = [entry(1, news=[household(1)])]

    def altered(change: Callable[[bytes], bytes]) -> bytes:
        return w.seal(w.plain([run(laptop, one, last=1, alter=change)]))

    w.both(
        "segment-signature",
        "A segment signed by another key.",
        w.seal(w.plain([Segment(first.header, first.raw, stranger.sign("segment", first.raw), first.packed)])),
    )
    w.both(
        "segment-content",
        "Content that is not the one the header names.",
        w.seal(w.plain([Segment(first.header, first.raw, first.signature, first.packed[:-1] + b"x")])),
    )
    w.both(
        "segment-stranger", "A segment of a laptop that is in no roster.", w.seal(w.plain([run(stranger, one, last=1)]))
    )
    w.both(
        "segment-practice",
        "A practice segment in a real bundle.",
        w.seal(w.plain([run(laptop, one, last=1, practice=True)])),
    )
    w.both("segment-newer", "A segment of a newer format.", w.seal(w.plain([run(laptop, one, last=1, format=2)])))
    w.both(
        "bomb",
        "Unpacks to more than its header says.",
        w.seal(w.plain([run(laptop, one, last=1, size=10, alter=lambda plain: plain + b" " * 2_000_000)])),
    )
    w.both(
        "huge", "Says it unpacks to more than a segment may.", w.seal(w.plain([run(laptop, one, last=1, size=10**9)]))
    )
    w.both(
        "column-length",
        "A column has a row too many.",
        altered(lambda plain: plain.replace(b'["registered"]', b'["registered","x"]')),
    )
    w.both(
        "column-overflow",
        "An integer beyond 2^53.",
        altered(lambda plain: plain.replace(b"[480]", b"[9007199254740993]")),
    )
    w.both(
        "column-type",
        "Text where we know an integer.",
        w.seal(
            w.plain(
                [
                    run(
                        laptop,
                        [entry(1, news=[household(1, persons=1)])],
                        last=1,
                        alter=lambda plain: (
                            plain.replace(b'"persons":"i"', b'"persons":"t"')
                            .replace(b'["persons","i","d"]', b'["persons","t","p"]')
                            .replace(b"\n[1]\n", b'\n["1"]\n')
                        ),
                    )
                ]
            )
        ),
    )
    w.both(
        "not-nfc", "Text that is not NFC.", altered(lambda plain: plain.replace("李四".encode(), "e\u0301".encode()))
    )
    w.both(
        "dot-outside",
        "A dot beyond the run its header names.",
        w.seal(w.plain([run(laptop, [entry(1, news=[household(7)])], last=1)])),
    )
    w.both(
        "wrong-stream",
        "The content names another stream than the header.",
        altered(lambda plain: plain.replace(laptop.id.encode(), b"d" * 32)),
    )


def admission(w: Writer, laptop: OwnKeys) -> None:
    def sealed(scope: str, **made: Any) -> bytes:
        return w.seal(w.plain([run(laptop, [entry(1, **made)], last=1, scope=scope)]))

    w.both("foreign-village", "Written where the laptop may not write.", sealed(OTHER, news=[household(1)]))
    w.both(
        "beyond-2100", "A clock of a broken machine.", sealed(VILLAGE, news=[household(1)], clock=pack(LATEST_MS, 0))
    )
    w.both(
        "office-command",
        "A command only an office may give.",
        sealed(VILLAGE, news=[household(1)], command="question.settle"),
    )
    decision = New("decision", dot(1), {"act": "release", "device": "0" * 32, "first": 1, "last": 1, "why": "x"})
    w.both("office-record", "A record only an office writes.", sealed(VILLAGE, news=[decision]))
    card = New("bank_card", dot(1), {"household": dot(1), "account_no": "6"})
    w.both("wrong-class", "A bank card outside the sealed scope.", sealed(VILLAGE, news=[card]))
    mixed = [entry(1, news=[household(1)]), entry(2, news=[household(2)], command="question.settle")]
    w.both(
        "one-of-two", "One entry is set aside, the other is admitted.", w.seal(w.plain([run(laptop, mixed, last=2)]))
    )
    w.both(
        "newer-kind",
        "A kind of a newer program: merged, kept, not shown.",
        sealed(VILLAGE, news=[New("goat", dot(1), {"name": "x"})]),
    )
    group = Edit("household", dot(2), dot(1), "danger", "", "not json", (dot(1),))
    w.both(
        "group-broken",
        "A group that is no object counts as empty.",
        w.seal(w.plain([run(laptop, [entry(1, news=[household(1)], edits=[group])], last=2)])),
    )


# --- outcomes -------------------------------------------------------------------------------------------------------


def outcome(book: Book, file: Path) -> dict[str, Any]:
    """What became of one file, in the words of the expectations."""
    report = merge_files(book, [file])[0]
    counts = {"new": sum(report.new.values()), "changed": sum(report.changed.values()), "identical": report.identical}
    counts |= {"questions": report.questions, "set_aside": report.set_aside}
    return {"status": report.status, "code": report.code, **{name: n for name, n in counts.items() if n}}


def main() -> None:
    """Write everything anew; look at the difference of the expectations before committing it."""
    names = ("device", "authority", "laptop", "second", "stranger")
    stored = HERE / "keys.json"
    if not stored.exists():
        stored.write_text(json.dumps({name: make_keys().__dict__ for name in names}, indent=1) + "\n")
    keys = json.loads(stored.read_text())
    writer = Writer(keys, HERE)
    write_all(writer)
    for name, expected in writer.expected.items():
        with tempfile.TemporaryDirectory() as folder, reader_book(Path(folder), keys) as book:
            outcomes = [outcome(book, HERE / file) for file in expected["files"]]
        text = json.dumps({**expected, "outcomes": outcomes}, ensure_ascii=False, indent=1)
        (HERE / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        print(name, outcomes[-1])


if __name__ == "__main__":
    main()
