"""Further vectors: what two laptops do together, chains that break, content that contradicts itself, envelopes."""

import hashlib
import json
from collections.abc import Callable
from functools import partial

from material import HERE, VILLAGE, Writer, dot, entry, household, phone, run

from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.sync.bundles.bundle import Photo
from fupin_desktop.sync.bundles.segment import Segment


def write_further(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    together(w, first)
    chains(w, first)
    contents(w)
    envelopes(w, first)
    volumes(w)
    receipts(w, first)


def together(w: Writer, first: Segment) -> None:
    laptop, second = w.keys["laptop"], w.keys["second"]
    mine = run(laptop, [entry(2, edits=[phone(3, "14000000001", 1)])], last=3, first_counter=3, before=first.hash)
    streams = json.dumps([[second.id, VILLAGE], [laptop.id, VILLAGE]], separators=(",", ":")).encode()
    own = json.dumps([[second.id, VILLAGE]], separators=(",", ":")).encode()

    def of_other(plain: bytes) -> bytes:
        # the record and the base are dots of the first laptop's stream
        plain = plain.replace(b'"streams":' + own, b'"streams":' + streams)
        lines = plain.split(b"\n")
        edits = lines.index(b"[0]", 10)
        lines[edits] = b"[1]"
        lines[edits + 2] = b"[1]"
        return b"\n".join(lines)

    theirs = run(second, [entry(1, edits=[phone(1, "14000000002", 1)])], last=1, alter=of_other)
    w.both("relayed", "One laptop brings what another wrote.", w.seal(w.plain([first], sender="second")))
    w.file("mine", w.seal(w.plain([first, mine])))
    w.both("question", "Two laptops change one field without knowing of each other.",
           w.seal(w.plain([theirs], sender="second")), ["mine"], digests=True)  # fmt: skip
    w.expect(
        "question-other-way", "The same two the other way round: the same question.", ["question", "mine"], digests=True
    )
    many = [entry(1, news=[household(n) for n in range(1, 41)], edits=[_away(40 + n, n) for n in range(1, 41)])]
    w.both("brake", "Forty households put away at once: the whole command waits.",
           w.seal(w.plain([run(laptop, many, last=80)])))  # fmt: skip


def _away(counter: int, record: int) -> Edit:
    return Edit("household", dot(counter), dot(record), "away", "", "x", (dot(record),))


def chains(w: Writer, first: Segment) -> None:
    laptop, edits = w.keys["laptop"], [phone(3, "1", 1)]
    wrong = run(laptop, [entry(2, edits=edits)], last=3, first_counter=3, before="1" * 64)
    w.both("chain-broken", "The second segment names another one before it.", w.seal(w.plain([wrong])), ["good"])
    gap = run(laptop, [entry(2, edits=[phone(9, "1", 1)])], last=9, first_counter=9, before=first.hash)
    w.both("counter-gap", "The second segment leaves counters out.", w.seal(w.plain([gap])), ["good"])


def contents(w: Writer) -> None:
    laptop, one = w.keys["laptop"], [entry(1, news=[household(1)])]

    def altered(name: str, why: str, change: Callable[[bytes], bytes]) -> None:
        w.both(name, why, w.seal(w.plain([run(laptop, one, last=1, alter=change)])))

    ahead = [entry(1, news=[household(1)], edits=[phone(2, "1", 2)])]
    w.both("base-itself", "A change that stands on itself.", w.seal(w.plain([run(laptop, ahead, last=2)])))
    many = [entry(1, news=[New("household", dot(n), {"status": "registered"}) for n in range(1, 10_002)])]
    w.both("entry-large", "More changes in one entry than there may be.",
           w.seal(w.plain([run(laptop, many, last=10_001)])))  # fmt: skip
    said = {
        "column-how": ("A way to write a column that nobody knows.", b'"zone","i","d"', b'"zone","i","x"'),
        "needless-escape": ("A letter behind an escape.", b'"registered"', b'"\\u0072egistered"'),
        "clock-count": ("A count of the clock beyond 65535.", b"\n[1]\n[0]", b"\n[70000]\n[0]"),
        "column-twice": ("A column twice in a table.", b'["zone","i","d"]', b'["late","i","d"]'),
        "key-twice": ("A key twice in the content's header.", b'{"entries"', b'{"streams":[],"entries"'),
    }
    for name, (why, old, new) in said.items():
        altered(name, why, partial(_replaced, old, new))
    altered("line-more", "A line that no column describes.", lambda plain: plain + b"\n[1]")


def _replaced(old: bytes, new: bytes, plain: bytes) -> bytes:
    assert old in plain, old
    return plain.replace(old, new, 1)


def envelopes(w: Writer, first: Segment) -> None:
    sealed = w.seal(w.plain([first]))
    intro, rest = sealed.split(b"\n", 1)
    w.both("empty", "An empty file.", b"")
    w.both("grease-twice", "Two stanzas of grease.", intro + b"\n" + b"-> a-grease\n\n-> b-grease\n\n" + rest)
    w.both("strange-stanza", "A stanza of another type.", intro + b"\n-> ssh-ed25519 x\n" + b"A" * 43 + b"\n" + rest)
    w.both("appended", "Bytes after the end.", sealed + b"x")
    deep = b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}"
    w.both("manifest-deep", "A manifest nested without end.", w.seal(w.plain([first], alter=lambda _raw: deep)))
    w.both("manifest-id", "An id in capital letters.", w.seal(w.plain([first], bundle_id="B" * 32)))


def volumes(w: Writer) -> None:
    content = (HERE / "photo.jpg").read_bytes() if (HERE / "photo.jpg").exists() else b"\xff\xd8\xff\xd9"
    hash = hashlib.sha256(content).hexdigest()

    def volume(photos: list[Photo], extra: bytes) -> bytes:
        return w.seal(w.plain([], kind="photos", photos=photos, extra=extra))

    w.both("volume", "A volume with one photograph.", volume([Photo(hash, len(content))], content))
    w.both("volume-altered", "A photograph that is not the one its hash names.",
           volume([Photo("0" * 64, len(content))], content))  # fmt: skip
    w.both("volume-short", "A photograph cut short.", volume([Photo(hash, len(content))], content[:-1]))


def receipts(w: Writer, first: Segment) -> None:
    """What a receipt says is kept aside is told to people, and decides nothing; broken, it breaks the manifest."""
    device = w.keys["device"].id

    def aside(name: str, why: str, told: object) -> None:
        text = json.dumps(told, separators=(",", ":")).encode()
        w.both(name, why, w.seal(w.plain([first], alter=lambda raw: raw[:-1] + b',"aside":' + text + b"}")))

    known, later = [device, VILLAGE, 1, 3, "entry.brake"], ["e" * 32, VILLAGE, 1, 1, "entry.from_a_later_version"]
    aside("aside", "A receipt that names entries of ours as set aside, and somebody else's.", [known, later])
    aside("aside-words", "A reason in words where a code belongs.", [[device, VILLAGE, 1, 1, "it was too much"]])
    aside("aside-order", "Entries from a later to an earlier one.", [[device, VILLAGE, 2, 1, "entry.brake"]])
    aside("aside-short", "A stretch without its reason.", [[device, VILLAGE, 1, 1]])
    aside("aside-many", "More stretches than a receipt may name.", [[device, VILLAGE, 1, 1, "entry.brake"]] * 1001)
