"""The content of a segment comes back as it was written, whatever was written."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sync.bundles.columns import read, write
from fupin_desktop.sync.bundles.content import Content, encode
from fupin_desktop.sync.bundles.others import others_as_text, others_in

NAMES = {1: ("a" * 32, "441690101200"), 2: ("b" * 32, "441690101200"), 3: ("c" * 32, "441690101/r")}
TYPES = {"name": "t", "count": "i", "home": "l", "many": "t", "away": "t"}
TEXTS = st.none() | st.sampled_from(["", "甲", "a\nb", '"', "\u2028"])
INTS = st.none() | st.integers(-(2**53) + 1, 2**53 - 1)
DOTS = st.builds(lambda s, c: s << 40 | c, st.integers(1, 3), st.integers(1, 9) | st.integers(1, 2**40 - 1))
OTHERS = st.sets(st.tuples(st.sampled_from(["441690101/r", "441690101200"]), st.integers(1, 2**40)), max_size=4).map(
    lambda found: tuple(sorted(found))
)
VALUES = {"name": TEXTS, "count": INTS, "home": st.none() | DOTS}


@st.composite
def runs(draw: Any) -> list[Entry]:
    entries, counter = [], 0
    clock = draw(st.integers(0, 2**58))
    for number in range(1, draw(st.integers(1, 4)) + 1):
        clock += draw(st.integers(1, 2**30))
        why, others = draw(TEXTS), draw(OTHERS)
        entry = Entry(
            number, clock, draw(st.integers(0, 2**42)), draw(st.integers(-720, 840)), "甲", "x", others, why=why
        )
        for _one in range(draw(st.integers(0, 4))):
            counter += 1
            given_ = {cell: draw(VALUES[cell]) for cell in draw(st.sets(st.sampled_from(sorted(VALUES))))}
            entry.news.append(New(draw(st.sampled_from(["k1", "k2"])), 1 << 40 | counter, given_))
        for _one in range(draw(st.integers(0, 4))):
            counter += 1
            cell = draw(st.sampled_from([*VALUES, "many", "away"]))
            element = draw(st.sampled_from(["01", "02"])) if cell == "many" else ""
            value = draw(st.integers(0, 1)) if cell == "many" else draw(VALUES.get(cell, TEXTS))
            earlier = DOTS.filter(lambda dot, own=(1 << 40 | counter): dot >> 40 > 1 or dot < own)
            bases = tuple(draw(st.lists(earlier, min_size=1, max_size=3)))
            entry.edits.append(Edit("k1", 1 << 40 | counter, draw(earlier), cell, element, value, bases))
        entries.append(entry)
    return entries


@settings(deadline=None, max_examples=150)
@given(runs())
def test_roundtrip(entries: list[Entry]) -> None:
    content = Content(encode(entries, 1, NAMES.__getitem__, lambda _kind, cell: TYPES[cell]))
    numbers = [next(no for no, name in NAMES.items() if name == stream) for stream in content.streams]
    decoded = content.decode([no << 40 for no in numbers])
    assert decoded.entries.clocks == [entry.clock for entry in entries]
    assert decoded.entries.walls == [entry.wall_ms for entry in entries]
    assert decoded.entries.whys == [entry.why for entry in entries]
    assert decoded.entries.twins == [others_as_text(entry.others) for entry in entries]
    assert [others_in(twin) for twin in decoded.entries.twins] == [entry.others for entry in entries]
    news = {
        (table.kind, id, cell): value
        for table in decoded.news
        for cell, column in zip(table.cells, table.columns, strict=True)
        for id, value in zip(table.ids, column, strict=True)
        if value is not None
    }
    wanted = [new for entry in entries for new in entry.news]
    assert news == {(n.kind, n.dot, c): v for n in wanted for c, v in n.values.items() if v is not None}
    assert {id for table in decoded.news for id in table.ids} == {new.dot for new in wanted}
    edits = {
        (
            table.cell,
            dot,
            record,
            table.elements[row] if table.elements else "",
            value,
            (base, *table.more.get(row, ())),
        )
        for table in decoded.edits
        for row, (dot, record, base, value) in enumerate(
            zip(table.dots, table.records, table.bases, table.values, strict=True)
        )
    }
    assert edits == {(e.cell, e.dot, e.record, e.element, e.value, e.bases) for entry in entries for e in entry.edits}


@given(st.lists(INTS, min_size=1, max_size=20))
def test_columns_of_integers(values: list[int | None]) -> None:
    column, line = write("x", "i", values)
    assert read(column, line, len(values)) == values


@settings(deadline=None)
@given(runs(), st.data())
def test_any_altered_byte_is_refused_or_still_well_formed(entries: list[Entry], data: st.DataObject) -> None:
    plain = bytearray(encode(entries, 1, NAMES.__getitem__, lambda _kind, cell: TYPES[cell]))
    at = data.draw(st.integers(0, len(plain) - 1))
    plain[at] = data.draw(st.integers(0, 255))
    assert outcome(bytes(plain)) in ("", "segment.content")


def outcome(plain: bytes) -> str:
    try:
        content = Content(plain)
        content.decode([(no + 1) << 40 for no in range(len(content.streams))])
    except Refusal as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"[" * 100_000, b'{"streams":[1]}', b"\xff", b'{"a":1,"a":2}'])
def test_no_content(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        Content(data)
    assert refusal.value.code == "segment.content"
