"""Vectors of moves and quotes: a household leaves one village for another (FORMAT.md §8)."""

import json
from collections.abc import Sequence
from typing import Any

from material import OTHER, VILLAGE, Writer, dot, entry, run
from statements import grant_of, telling

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.store.rows import wire_type
from fupin_desktop.sync.bundles.content import encode
from fupin_desktop.sync.bundles.segment import Seen, Segment

HOUSEHOLD = dot(1, 2)  # the household of `good`: its stream is the second one that a segment of the office names


def write_moves(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    leaves, arrives = halves(w)
    parts = [leaves, arriving(w, [quote(w)])]
    sealed = w.seal(w.plain(parts, sender="clerk"))
    w.both("move", "A household moves: a half in each village, and what was written of it quoted in the new one.",
           sealed, ["good"], digests=True)  # fmt: skip
    w.expect(
        "move-before", "The move comes before what was written in the old village.", ["move", "good"], digests=True
    )
    w.both("move-halves", "The two halves without a quote.", w.seal(w.plain([leaves, arrives], sender="clerk")),
           ["good"], digests=True)  # fmt: skip
    old_village(w, first, leaves)
    new_village(w, arriving(w, [quote(w)]))
    quotes(w)


def half(at: int, where: str, **more: Any) -> New:
    """One half of the move, as it stands in this village."""
    said = {"division": where, "household": HOUSEHOLD, "origin": VILLAGE, "to": OTHER, "moved_on": "2020-03-01"}
    return New("household_move", at, {**said, "turn": 1, "why": "移民搬迁", **more})


def halves(w: Writer) -> tuple[Segment, Segment]:
    leaves = of_office(w, [half(dot(1), VILLAGE)], VILLAGE)
    return leaves, of_office(w, [half(dot(1), OTHER)], OTHER)


def of_office(w: Writer, news: Sequence[New], scope: str) -> Segment:
    streams = {2: (w.keys["laptop"].id, VILLAGE)}
    return run(w.keys["clerk"], [entry(1, news=news)], last=len(news), scope=scope, streams=streams)


def arriving(w: Writer, bodies: Sequence[str]) -> Segment:
    """The half in the new village, with quotes."""
    told = [
        New("quote", dot(2 + n), {"division": OTHER, "household": HOUSEHOLD, "body": body})
        for n, body in enumerate(bodies)
    ]
    return of_office(w, [half(dot(1), OTHER), *told], OTHER)


def quote(w: Writer, **changes: Any) -> str:
    """The body that quotes the household and its head, as `good` has them."""
    stream = [w.keys["laptop"].id, VILLAGE]
    made = {"household_code": f"{VILLAGE}20160001", "village_code": VILLAGE, "status": "registered"}
    head = {"household": dot(1), "name": "张三", "relation": "01"}
    entries = [entry(1, news=[New("household", dot(1), made), New("member", dot(2), head)])]
    content = encode(entries, 1, lambda _no: (stream[0], stream[1]), _type).decode()
    body = {"device": stream[0], "scope": stream[1], "numbers": [1], "knew": [[1, []]], "content": content}
    return json.dumps({**body, **changes}, ensure_ascii=False, separators=(",", ":"))


def _type(kind: str, cell: str) -> str:
    assert kind in KINDS
    return wire_type(kind, cell)


def _phone(at: int, value: str, stream: int) -> Edit:
    return Edit("household", at, dot(1, stream), "phone", "", value, (dot(1, stream),))


def old_village(w: Writer, first: Segment, leaves: Segment) -> None:
    """What its laptop still writes there: within its rights until it has heard of the move."""
    late = [entry(2, edits=[_phone(dot(3), "14000000009", 1)])]
    follow = {"last": 3, "first_counter": 3, "before": first.hash}
    w.both("move-late", "Written in the old village by somebody who has not heard of the move.",
           w.seal(w.plain([run(w.keys["laptop"], late, **follow)])), ["good", "move"], digests=True)  # fmt: skip
    known = [Seen(w.keys["clerk"].id, VILLAGE, 1, 1, leaves.hash)]
    w.both("move-known", "Written in the old village by somebody who knew of the move.",
           w.seal(w.plain([run(w.keys["laptop"], late, seen=known, **follow)])),
           ["good", "move"], digests=True)  # fmt: skip
    foreign = of_office(w, [half(dot(1), OTHER, division=OTHER)], VILLAGE)
    w.both("move-foreign-half", "A half that says it stands elsewhere counts for nothing.",
           w.seal(w.plain([foreign], sender="clerk")), ["good"], digests=True)  # fmt: skip
    known = [Seen(w.keys["clerk"].id, VILLAGE, 1, 1, foreign.hash)]
    w.both("move-foreign-half-known", "So whoever knows it writes on within its rights.",
           w.seal(w.plain([run(w.keys["laptop"], late, seen=known, **follow)])),
           ["good", "move-foreign-half"], digests=True)  # fmt: skip


def new_village(w: Writer, arrives: Segment) -> None:
    third = w.keys["third"]
    enrolled = telling(w.keys["clerk"], [grant_of(w.keys["authority"], third, division=OTHER, scopes=[OTHER])])
    edits = [entry(1, edits=[_phone(dot(1), "14000000008", 2)])]

    def written(seen: list[Seen]) -> bytes:
        streams = {2: (w.keys["laptop"].id, VILLAGE)}
        made = run(third, edits, last=1, scope=OTHER, streams=streams, seen=seen)
        return w.seal(w.plain([enrolled, made], sender="third"))

    known = [Seen(w.keys["clerk"].id, OTHER, 1, 2, arrives.hash)]
    w.both("move-new-village", "The laptop of the new village writes of the household.", written(known),
           ["good", "move"], digests=True)  # fmt: skip
    w.both("move-new-village-unheard", "The same without having heard of the move: foreign.", written([]),
           ["good", "move"], digests=True)  # fmt: skip


def quotes(w: Writer) -> None:
    """Bodies that quote, and bodies that quote nothing."""
    said = {
        "quote-alone": ("A quote where the original is not held: it stands for it.", {}),
        "quote-aside": ("A quote of what is set aside where it was written.", {"aside": [1]}),
        "quote-own-scope": ("A quote of the very village it stands in quotes nothing.", {"scope": OTHER}),
        "quote-other-class": ("A quote of another class quotes nothing.", {"scope": f"{VILLAGE}/s"}),
        "quote-numbers": ("Numbers that do not rise.", {"numbers": [1, 1]}),
        "quote-content": ("Content that breaks the format.", {"content": "x"}),
        "quote-knew": ("A body of another form.", {"knew": [[1]]}),
    }
    for name, (why, changes) in said.items():
        parts = [arriving(w, [quote(w, **changes)])]
        w.both(name, why, w.seal(w.plain(parts, sender="clerk")), digests=True)
