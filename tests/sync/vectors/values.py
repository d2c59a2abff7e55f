"""Vectors of values that are not canonical, and of what a border refuses whatever is signed: FORMAT.md §3 and §4."""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import msgspec
import zstandard
from material import VILLAGE, Writer, dot, entry, household, run

from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.sync.bundles.segment import Segment

MEMBERS = '{"house_danger_grade":"C","house_dangerous":1}'
LONG = "x" * 1_001


def write_values(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    malformed(w)
    let_in(w)
    strict(w)
    unfolding(w)
    frames(w, first)
    manifests(w, first)


def malformed(w: Writer) -> None:
    """One entry each that is set aside as `entry.value`: a new household, or a change of one."""
    said: dict[str, tuple[str, dict[str, object]]] = {
        "value-list": ("A list that is not JSON.", {"cause_other": "not json"}),
        "value-list-order": ("A list that is not sorted.", {"cause_other": '["02","01"]'}),
        "value-list-twice": ("A list with a value twice.", {"cause_other": '["01","01"]'}),
        "value-list-empty": ("An empty list where nothing belongs.", {"cause_other": "[]"}),
        "value-list-blank": ("A list with a blank.", {"cause_other": '["01", "02"]'}),
        "value-decimal-nan": ("A decimal that is no number.", {"house_area": "NaN"}),
        "value-decimal-exponent": ("A decimal with an exponent.", {"house_area": "1e3"}),
        "value-decimal-zeros": ("A decimal with a zero too many.", {"house_area": "1.50"}),
        "value-decimal-minus": ("Minus nought.", {"house_area": "-0"}),
        "value-day": ("A day no calendar has.", {"entered_on": "2018-02-30"}),
        "value-day-form": ("A day without its hyphens.", {"entered_on": "20180203"}),
        "value-day-year": ("A day after 2100.", {"entered_on": "9999-12-31"}),
        "value-yes": ("Neither yes nor no.", {"tv_signal": 2}),
        "value-code": ("A code longer than codes are.", {"fuel": "x" * 61}),
        "value-control": ("Text with a control character.", {"phone": "1\x07"}),
        "value-direction": ("Text that turns its direction round.", {"phone": "\u202e1"}),
        "value-empty": ("Empty text where nothing belongs.", {"phone": ""}),
        "value-long": ("A line longer than lines are.", {"phone": LONG}),
    }
    for name, (why, values) in said.items():
        w.both(name, why, _sealed(w, [household(1, **values)], []))
    photo = New("visit", dot(1), {"photos": '["IMG_1.jpg"]'})
    w.both("value-photo", "A photograph named by no hash.", _sealed(w, [photo], []))
    changes: dict[str, tuple[str, str, str, object]] = {
        "value-group-order": ("A group whose keys are not sorted.", "danger", "",
                              '{"house_dangerous":1,"house_danger_grade":"C"}'),
        "value-group-member": ("A member of a group in another form.", "danger", "", '{"house_dangerous":"yes"}'),
        "value-group-nan": ("A group with a number JSON has not.", "danger", "", '{"house_dangerous":NaN}'),
        "value-member": ("A member of a list with a line break.", "cause_other", "a\nb", 1),
        "value-away": ("A reason that says what only a book itself says.", "away", "", "→441690101201"),
        "value-edit-decimal": ("A change to a decimal beyond all sums.", "farmland", "", "1E999999999"),
    }  # fmt: skip
    for name, (why, cell, element, value) in changes.items():
        changed = Edit("household", dot(2), dot(1), cell, element, value, (dot(1),))
        w.both(name, why, _sealed(w, [household(1)], [changed]))
    named = replace(entry(1, news=[household(1)]), actor="x" * 101)
    w.both("value-actor", "An actor longer than names are.", w.seal(w.plain([run(w.keys["laptop"], [named], last=1)])))


def let_in(w: Writer) -> None:
    """What looks strange and is canonical: it is merged."""
    values = {
        "status": "a_code_of_2030",
        "cause_other": '["01","later_code"]',
        "house_area": "-0.5",
        "phone": "x" * 999,
    }
    grown = Edit("household", dot(2), dot(1), "danger", "", '{"house_danger_grade":"C","later_member":7}', (dot(1),))
    w.both("value-later", "Codes, members and lengths of a newer program.",
           _sealed(w, [household(1, **values)], [grown]))  # fmt: skip
    out = Edit("household", dot(2), dot(1), "cause_other", "\x07", 0, (dot(1),))
    w.both("value-member-out", "What was once let in can be taken out.", _sealed(w, [household(1)], [out]))


def strict(w: Writer) -> None:
    """JSON that is none, inside signed content."""
    said: dict[str, tuple[str, bytes, bytes]] = {
        "column-nan": ("NaN among integers.", b"\n[480]\n", b"\n[NaN]\n"),
        "column-huge": ("An integer of five thousand digits.", b"\n[480]\n", b"\n[" + b"9" * 5_000 + b"]\n"),
        "column-float": ("A number with a point.", b"\n[480]\n", b"\n[480.0]\n"),
        "surrogate": ("Half of a pair behind an escape.", b'"registered"', b'"\\ud800"'),
        "rows-negative": ("Fewer rows than none.", b'"rows":1', b'"rows":-1'),
        "zone-wide": ("A zone wider than the day.", b"\n[480]\n", b"\n[1440]\n"),
    }
    for name, (why, old, new) in said.items():
        made = run(w.keys["laptop"], [entry(1, news=[household(1)])], last=1, alter=partial(_replaced, old, new))
        w.both(name, why, w.seal(w.plain([made])))


def unfolding(w: Writer) -> None:
    laptop = w.keys["laptop"]
    text = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(4_000))
    news = [New("household", dot(n), {"remark": text}) for n in range(1, 1_001)]
    w.both("unfolds", "One remark for a thousand households: more than so few bytes may unfold to.",
           w.seal(w.plain([run(laptop, [entry(1, news=news)], last=1_000)])))  # fmt: skip


def frames(w: Writer, first: Segment) -> None:
    """Content that is more than one zstd frame."""
    skippable = struct.pack("<II", 0x184D2A50, 4) + b"hide"
    again = zstandard.ZstdCompressor().compress(b"")
    said = {
        "frame-skippable-after": ("A frame that is skipped, behind the content.", lambda packed: packed + skippable),
        "frame-skippable-before": ("A frame that is skipped, before it.", lambda packed: skippable + packed),
        "frame-two": ("A second frame.", lambda packed: packed + again),
        "frame-rest": ("Bytes behind the frame.", lambda packed: packed + b"\0"),
    }
    for name, (why, change) in said.items():
        w.both(name, why, w.seal(w.plain([_packed(w, first, change)])))


def _packed(w: Writer, first: Segment, change: Callable[[bytes], bytes]) -> Segment:
    packed = change(first.packed)
    header = msgspec.structs.replace(first.header, content=hashlib.sha256(packed).hexdigest())
    raw = msgspec.json.encode(header)
    return Segment(header, raw, w.keys["laptop"].sign("segment", raw), packed)


def manifests(w: Writer, first: Segment) -> None:
    one = [entry(1, news=[household(1)])]
    w.both("kind-unknown", "A kind of bundle that a later program made.", w.seal(w.plain([first], kind="later")))
    w.both("kind-form", "A kind that is no word.", w.seal(w.plain([first], kind="Data!")))
    w.both("volume-order", "The second volume of one.", w.seal(w.plain([first], volume=(2, 1))))
    w.both("volume-none", "The volume before the first.", w.seal(w.plain([first], volume=(0, 1))))
    w.both("volume-of-data", "Data in two volumes.", w.seal(w.plain([first], volume=(1, 2))))
    w.both("suite-two", "A manifest of another suite.", w.seal(w.plain([first], suite=2)))
    w.both("seen-negative", "A receipt that counts below nothing.",
           w.seal(w.plain([first], alter=partial(_replaced, b'"seen":[]', b'"seen":[["' + b"a" * 32 +
                  b'","' + VILLAGE.encode() + b'",-1,0,"' + b"0" * 64 + b'"]]'))))  # fmt: skip
    laptop = w.keys["laptop"]
    w.both("segment-suite-two", "A segment of another suite.", w.seal(w.plain([run(laptop, one, last=1, suite=2)])))
    w.both("segment-authority", "A segment that answers to an office nobody knows.",
           w.seal(w.plain([run(laptop, one, last=1, authority="c" * 32)])))  # fmt: skip
    w.both("segment-authority-form", "An authority that is no id.",
           w.seal(w.plain([run(laptop, one, last=1, authority="x")])))  # fmt: skip


def _sealed(w: Writer, news: list[New], edits: list[Edit]) -> bytes:
    made = run(w.keys["laptop"], [entry(1, news=news, edits=edits)], last=len(news) + len(edits))
    return w.seal(w.plain([made]))


def _replaced(old: bytes, new: bytes, plain: bytes) -> bytes:
    assert old in plain, old
    return plain.replace(old, new, 1)
