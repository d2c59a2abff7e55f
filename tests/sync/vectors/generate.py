"""Makes the vectors: `python tests/sync/vectors/generate.py [NAME …]`.  Each file stands beside its expected outcome.

`files` of an expectation are merged in their order into a fresh township book; `outcomes` gives for each of them the
status, the code, and what it counts, with `digests` those of every scope afterwards.  The book begins as `reader.json`
says; the private keys stand in `keys.json`.  Envelopes are random: name the vectors to be made, and no other file
changes.  `--digests` writes no file, only the kinds and the digests that are expected: they change with every field.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyrage

sys.path.insert(0, str(Path(__file__).parent))

from becoming import outcomes
from cells import write_cells
from decisions import write_decisions
from further import write_further
from material import (
    CLOCK,
    HERE,
    OTHER,
    VILLAGE,
    Writer,
    beginning,
    dot,
    entry,
    household,
    phone,
    reader_book,
    register,
    run,
)
from moves import write_moves
from statements import write_statements
from trust import write_trust
from values import write_values

from fupin_desktop.ledger.clock import LATEST_MS, pack
from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.seal.keys import OwnKeys, make_keys
from fupin_desktop.sync.bundles.bundle import part_of
from fupin_desktop.sync.bundles.segment import Segment


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
    w.both("fork", "The same number with another hash.", w.seal(w.plain([forked])), ["good"], digests=True)
    outside(w, good, sealed)
    manifests(w, first, good)
    segments(w, first, laptop, stranger)
    admission(w, laptop)
    write_further(w, first)
    write_values(w, first)
    write_statements(w, first)
    write_trust(w, first)
    write_decisions(w, first)
    write_moves(w, first)
    write_cells(w, first)


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
    _wrong_segments(w, first, laptop, stranger)
    _wrong_columns(w, laptop)


def _wrong_segments(w: Writer, first: Segment, laptop: OwnKeys, stranger: OwnKeys) -> None:
    one = [entry(1, news=[household(1)])]
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
    w.both("segment-newer", "A segment of a newer format.", w.seal(w.plain([run(laptop, one, last=1, format=3)])))
    w.both(
        "bomb",
        "Unpacks to more than its header says.",
        w.seal(w.plain([run(laptop, one, last=1, size=10, alter=lambda plain: plain + b" " * 2_000_000)])),
    )
    w.both(
        "huge", "Says it unpacks to more than a segment may.", w.seal(w.plain([run(laptop, one, last=1, size=10**9)]))
    )


def _wrong_columns(w: Writer, laptop: OwnKeys) -> None:
    def altered(change: Callable[[bytes], bytes]) -> bytes:
        return w.seal(w.plain([run(laptop, [entry(1, news=[household(1)])], last=1, alter=change)]))

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


def _sealed(w: Writer, laptop: OwnKeys, scope: str, **made: Any) -> bytes:
    """A bundle with one entry of the laptop in this scope."""
    return w.seal(w.plain([run(laptop, [entry(1, **made)], last=1, scope=scope)]))


def admission(w: Writer, laptop: OwnKeys) -> None:
    for part in (
        _places_and_clocks,
        _settlings,
        _wrong_kinds,
        _of_another_village,
        _moves_of_a_laptop,
        _in_part,
        _masses,
        _groups,
    ):
        part(w, laptop)


def _places_and_clocks(w: Writer, laptop: OwnKeys) -> None:
    w.both("foreign-village", "Written where the laptop may not write.", _sealed(w, laptop, OTHER, news=[household(1)]))
    w.both(
        "beyond-2100",
        "A clock of a broken machine.",
        _sealed(w, laptop, VILLAGE, news=[household(1)], clock=pack(LATEST_MS, 0)),
    )
    w.both(
        "command-is-only-a-word",
        "An ordinary change under the name of an office's command: admitted, as it does nothing that is an office's.",
        _sealed(w, laptop, VILLAGE, news=[household(1)], command="question.settle"),
    )


def _settlings(w: Writer, laptop: OwnKeys) -> None:
    heads = [phone(2, "1", 1), phone(3, "2", 1)]
    settling = [entry(1, news=[household(1)], edits=heads), entry(2, edits=[phone(4, "1", 2, 3)])]
    w.both("settled-by-a-laptop", "A change that stands on two different values closes a question: an office's.",
           w.seal(w.plain([run(laptop, settling, last=4)])))  # fmt: skip
    agreed = [phone(2, "1", 1), phone(3, "1", 1)]
    agreeing = [entry(1, news=[household(1)], edits=agreed), entry(2, edits=[phone(4, "2", 2, 3)])]
    w.both("written-on-two-that-agree", "A change that stands on two equal values settles nothing.",
           w.seal(w.plain([run(laptop, agreeing, last=4)])))  # fmt: skip


def _wrong_kinds(w: Writer, laptop: OwnKeys) -> None:
    decision = New("decision", dot(1), {"act": "release", "device": "0" * 32, "first": 1, "last": 1, "why": "x"})
    w.both("office-record", "A record only an office writes.", _sealed(w, laptop, VILLAGE, news=[decision]))
    card = New("bank_card", dot(1), {"household": dot(1), "account_no": "6"})
    w.both("wrong-class", "A bank card outside the sealed scope.", _sealed(w, laptop, VILLAGE, news=[card]))


def _of_another_village(w: Writer, laptop: OwnKeys) -> None:
    child = New("member", dot(1), {"household": dot(7), "name": "张三", "relation": "01"})
    names = [json.dumps([[laptop.id, scope] for scope in scopes], separators=(",", ":")).encode()
             for scopes in ([VILLAGE], [VILLAGE, OTHER])]  # fmt: skip

    def of_other(plain: bytes) -> bytes:
        # the household is a dot of the laptop's stream in another village
        plain = plain.replace(b'"streams":' + names[0], b'"streams":' + names[1])
        lines = plain.split(b"\n")
        lines[lines.index(b"[7]") - 1] = b"[1]"
        return b"\n".join(lines)

    w.both("foreign-child", "A new member of another village's household.",
           w.seal(w.plain([run(laptop, [entry(1, news=[child])], last=1, alter=of_other)])))  # fmt: skip


def _moves_of_a_laptop(w: Writer, laptop: OwnKeys) -> None:
    half = {"division": VILLAGE, "household": dot(1), "origin": VILLAGE, "to": OTHER, "turn": 1, "why": "x"}
    w.both("moved-by-a-laptop", "A laptop says that a household has moved.",
           _sealed(w, laptop, VILLAGE, news=[New("household_move", dot(1), half)]))  # fmt: skip
    told = {"division": VILLAGE, "household": dot(1), "body": "{}"}
    w.both("quoted-by-a-laptop", "A laptop quotes.", _sealed(w, laptop, VILLAGE, news=[New("quote", dot(1), told)]))


def _in_part(w: Writer, laptop: OwnKeys) -> None:
    mixed = [entry(1, news=[household(1)]), entry(2, news=[New("decision", dot(2), {"act": "release"})])]
    w.both(
        "one-of-two", "One entry is set aside, the other is admitted.", w.seal(w.plain([run(laptop, mixed, last=2)]))
    )
    w.both(
        "newer-kind",
        "A kind of a newer program: merged, kept, not shown.",
        _sealed(w, laptop, VILLAGE, news=[New("goat", dot(1), {"name": "x"})]),
    )


def _masses(w: Writer, laptop: OwnKeys) -> None:
    apart = [entry(1, news=[household(n) for n in range(1, 7)])]
    for n in range(1, 7):  # a month apart, by clocks that are its own word
        taken = Edit("household", dot(6 + n), dot(n), "away", "", "去世", (dot(n),))
        apart.append(entry(1 + n, edits=[taken], clock=CLOCK + (n * 31 * 24 * 3600 * 1000 << 16)))
    w.both("put-away-a-month-apart", "Six households put away one by one: from the fourth on they wait.",
           w.seal(w.plain([run(laptop, apart, last=12)])))  # fmt: skip
    thirds = [entry(1, news=[household(n, remark="x", phone="1", address="x") for n in range(1, 5)])]
    for step, cell in enumerate(("remark", "phone", "address")):
        made = [Edit("household", dot(5 + 4 * step + n), dot(n + 1), cell, "", None, (dot(n + 1),)) for n in range(4)]
        thirds.append(entry(2 + step, edits=made))
    w.both("emptied-by-thirds", "Four households emptied cell by cell, in three entries: the third waits.",
           w.seal(w.plain([run(laptop, thirds, last=16)])))  # fmt: skip


def _groups(w: Writer, laptop: OwnKeys) -> None:
    group = Edit("household", dot(2), dot(1), "danger", "", "not json", (dot(1),))
    w.both(
        "group-broken",
        "A group that is no object is set aside.",
        w.seal(w.plain([run(laptop, [entry(1, news=[household(1)], edits=[group])], last=2)])),
    )


# --- outcomes -------------------------------------------------------------------------------------------------------


NAMES = (
    "device", "authority", "laptop", "second", "stranger", "clerk", "branch", "branch_device", "branch_later", "third",
    "fourth", "upper", "upper_device", "custodian",
)  # fmt: skip

DIGESTS = "--digests"


def _keys() -> dict[str, Any]:
    stored = HERE / "keys.json"
    keys: dict[str, Any] = json.loads(stored.read_text()) if stored.exists() else {}
    for name in NAMES:
        if name not in keys:
            # An authority's later keys stand under the same id
            keys[name] = make_keys(keys["branch"]["id"] if name == "branch_later" else "").__dict__
    _write(stored, keys)
    return keys


def _write(path: Path, told: dict[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(wanted: Sequence[str]) -> None:
    """Write what is wanted anew, or all; look at the difference of the expectations before committing it."""
    keys = _keys()
    _write(HERE / "reader.json", beginning(keys) | {"kinds": register()})
    only_digests = DIGESTS in wanted
    writer = Writer(keys, HERE, wanted)
    write_all(writer)
    for name, expected in writer.expected.items():
        if "digests" in expected if only_digests else not wanted or name in wanted:
            with tempfile.TemporaryDirectory() as folder, reader_book(Path(folder), keys) as book:
                found = {**expected, **outcomes(book, expected, keys)}
            _write(HERE / f"{name}.json", found)
            print(name, found["outcomes"][-1])


if __name__ == "__main__":
    main(sys.argv[1:])
