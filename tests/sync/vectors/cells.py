"""Vectors of cells: members of lists, nulls, columns of one value, groups, links, joins, pairs of entries (§4, §10)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from material import TOWN, VILLAGE, Writer, dot, entry, household, phone, run

from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.sync.bundles.segment import Segment


def write_cells(w: Writer, first: Segment) -> None:
    """All of them; `first` is the segment of `good`."""
    members(w)
    nulls(w)
    rows(w)
    joins(w, first)
    pairs(w)


def _written(w: Writer, name: str, why: str, news: Sequence[New], edits: Sequence[Edit], **more: Any) -> None:
    made = run(w.keys["laptop"], [entry(1, news=news, edits=edits)], last=len(news) + len(edits), **more)
    w.both(name, why, w.seal(w.plain([made])), digests=True)


def _member(counter: int, member: str, present: int, *bases: int, stream: int = 1) -> Edit:
    return Edit("household", dot(counter), dot(1, stream), "cause_other", member, present, bases or (dot(1, stream),))


def members(w: Writer) -> None:
    one = household(1, cause_other='["01","03"]')
    _written(w, "cell-members", "One member comes into a list, another goes out.", [one],
             [_member(2, "02", 1), _member(3, "01", 0)])  # fmt: skip
    _written(w, "cell-members-back", "A member goes out and comes back.", [one],
             [_member(2, "01", 0), _member(3, "01", 1, dot(2))])  # fmt: skip
    _written(w, "cell-members-none", "The last members go out: nothing is left, and never an empty list.", [one],
             [_member(2, "01", 0), _member(3, "03", 0)])  # fmt: skip
    laptop = w.keys["laptop"]
    mine = run(laptop, [entry(1, news=[one], edits=[_member(2, "02", 1)])], last=2)
    streams = {2: (laptop.id, VILLAGE)}
    theirs = run(w.keys["second"], [entry(1, edits=[_member(1, "02", 0, stream=2)])], last=1, streams=streams)
    w.both("cell-members-question", "Two laptops differ about one member: a question.",
           w.seal(w.plain([mine, theirs])), digests=True)  # fmt: skip
    _written(w, "cell-element-null", "A change of a member without the member.", [one], [_member(2, "02", 1)],
             alter=partial(_replaced, b'["02"]', b"[null]"))  # fmt: skip
    _written(w, "cell-element-two", "A member that is neither in nor out.", [one], [_member(2, "02", 2)])


def nulls(w: Writer) -> None:
    """A null in every column that may have one."""
    full = {
        "phone": "14000000001",
        "persons": 3,
        "house_area": "80.5",
        "cause_other": '["01"]',
        "entered_on": "2018-02-03",
    }
    houses = [household(1, **full), household(2)]
    task = {"household": dot(1), "cadre": "李四", "what": "x"}
    visits = [New("follow_up_task", dot(3), {**task, "visit": dot(9)}), New("follow_up_task", dot(4), task)]
    taken = [Edit("household", dot(5), dot(1), "phone", "", None, (dot(1),)),
             Edit("household", dot(6), dot(2), "phone", "", "1", (dot(2),)),
             Edit("household", dot(7), dot(1), "persons", "", None, (dot(1),)),
             Edit("household", dot(8), dot(2), "away", "", None, (dot(2),))]  # fmt: skip
    visit = New("visit", dot(9), {"household": dot(1)})
    unset = Edit("follow_up_task", dot(10), dot(3), "visit", "", None, (dot(3),))
    later = [entry(1, news=[*houses, *visits, visit], edits=taken), replace(entry(2, edits=[unset]), why="x")]
    made = run(w.keys["laptop"], later, last=10)
    w.both("cell-nulls", "A null in every column that may have one.", w.seal(w.plain([made])), digests=True)
    for name, column in (("actor", b'["\xe6\x9d\x8e\xe5\x9b\x9b"]'), ("command", b'["x"]')):
        _written(w, f"cell-null-{name}", "A null where none may be.", [household(1)], [],
                 alter=partial(_replaced, column, b"[null]"))  # fmt: skip


def rows(w: Writer) -> None:
    """Columns of one value for all rows, plain and of differences."""
    many = [household(n, persons=4, house_area="80.5") for n in range(1, 6)]
    _written(w, "column-constant", "Texts and integers that are the same in all rows.", many, [])
    said = {
        "column-constant-two": ("A column of one value that has two.", b'["registered"]', b'["registered","x"]'),
        "column-constant-none": ("A column of one value that has none.", b'["registered"]', b"[]"),
        "column-plain-short": ("A plain column that has one value for five rows.", b'["status","t","c"]',
                               b'["status","t","p"]'),
        "column-differences-null": ("Differences with a null.", b'["#","i","d"]', b'["#","i","c"]'),
    }  # fmt: skip
    for name, (why, old, new) in said.items():
        _written(w, name, why, many, [], alter=partial(_replaced, old, new))
    group = Edit("household", dot(6), dot(1), "danger", "", '{"house_danger_grade":"C","house_dangerous":1}', (dot(1),))
    cleared = Edit("household", dot(7), dot(2), "danger", "", None, (dot(2),))
    _written(w, "cell-group", "A group is set as one cell, and another is cleared.",
             [household(n, house_dangerous=1, house_danger_grade="D") for n in range(1, 6)],
             [group, cleared])  # fmt: skip


def joins(w: Writer, first: Segment) -> None:
    laptop, clerk = w.keys["laptop"], w.keys["clerk"]
    two = run(laptop, [entry(1, news=[household(1), household(2)])], last=2)
    said = {"kind": "household", "one": dot(1, 2), "other": dot(2, 2), "why": "重复登记"}
    streams = {2: (laptop.id, VILLAGE)}
    join = [entry(1, news=[New("same_as", dot(1), said)])]
    made = run(clerk, join, last=1, streams=streams)
    w.both("joined", "An office says that two households are the same: both keep their values.",
           w.seal(w.plain([two, made], sender="clerk")), digests=True)  # fmt: skip
    parted = [*join, entry(2, edits=[Edit("same_as", dot(2), dot(1), "away", "", "不是同一户", (dot(1),))])]
    w.both("joined-parted", "The office parts them again.",
           w.seal(w.plain([two, run(clerk, parted, last=2, streams=streams)], sender="clerk")),
           digests=True)  # fmt: skip
    w.both("joined-by-laptop", "A laptop joins.",
           w.seal(w.plain([two, run(w.keys["second"], join, last=1, streams=streams)])), digests=True)  # fmt: skip
    text = [entry(1, edits=[replace_phone(2, "1")])]
    w.both("question-settled", "Two laptops contradict each other, and the office settles.",
           _settled(w, first, run(w.keys["second"], text, last=1, streams=streams)), digests=True)  # fmt: skip


def replace_phone(stream: int, value: str) -> Edit:
    return Edit("household", dot(1), dot(1, stream), "phone", "", value, (dot(1, stream),))


def _settled(w: Writer, first: Segment, theirs: Segment) -> bytes:
    laptop, second, clerk = w.keys["laptop"], w.keys["second"], w.keys["clerk"]
    mine = run(laptop, [entry(2, edits=[phone(3, "2", 1)])], last=3, first_counter=3, before=first.hash)
    streams = {2: (laptop.id, VILLAGE), 3: (second.id, VILLAGE)}
    over = Edit("household", dot(1), dot(1, 2), "phone", "", "2", (dot(3, 2), dot(1, 3)))
    settled = run(clerk, [replace(entry(1, edits=[over]), why="问过本人")], last=1, streams=streams)
    return w.seal(w.plain([first, mine, theirs, settled], sender="clerk"))


def pairs(w: Writer) -> None:
    """Entries of one command in several scopes, or in parts, wait for each other."""
    clerk = w.keys["clerk"]
    one = replace(entry(1, news=[household(1)]), others=((f"{TOWN}/r", 1),))
    lone = run(clerk, [one], last=1)
    w.both("twin-missing", "An entry whose other half has not come.", w.seal(w.plain([lone], sender="clerk")),
           digests=True)  # fmt: skip
    other = run(clerk, [replace(entry(1), others=((VILLAGE, 1),))], last=0, scope=f"{TOWN}/r")
    w.both("twin", "Both halves in one bundle.", w.seal(w.plain([lone, other], sender="clerk")), digests=True)
    _of_three(w, clerk)
    _in_parts(w, clerk)


def _of_three(w: Writer, clerk: OwnKeys) -> None:
    here, sealed, below = (VILLAGE, 1), (f"{VILLAGE}/s", 1), (f"{TOWN}/r", 1)

    def named(own: tuple[str, int], *others: tuple[str, int], news: Sequence[New] = (), **header: Any) -> Segment:
        return run(clerk, [replace(entry(1, news=news), others=others)], last=len(news), scope=own[0], **header)

    card = New("bank_card", dot(1), {"household": dot(1, 2), "account_no": "6217000000000000001"})
    first = named(here, below, sealed, news=[household(1)], format=2)
    second = named(below, here, sealed, format=2)
    third = named(sealed, below, here, news=[card], streams={2: (clerk.id, VILLAGE)}, format=2)

    def sealed_as(*segments: Segment) -> bytes:
        return w.seal(w.plain(segments, sender="clerk"))

    w.both("others-two-of-three", "A command in three places of which one has not come: both wait.",
           sealed_as(first, second), digests=True)  # fmt: skip
    w.both("others-three", "The third comes: all three count.", sealed_as(third), ["others-two-of-three"],
           digests=True)  # fmt: skip
    w.both("others-all", "A command in three places in one bundle.", sealed_as(first, second, third), digests=True)
    w.both("others-format", "Several others in a segment of format 1.",
           sealed_as(named(here, below, sealed, news=[household(1)])))  # fmt: skip
    w.both("others-order", "Others that are not sorted.",
           sealed_as(named(here, sealed, below, news=[household(1)], format=2)))  # fmt: skip
    w.both("others-twice", "Another named twice.",
           sealed_as(named(here, below, below, news=[household(1)], format=2)))  # fmt: skip


def _in_parts(w: Writer, clerk: OwnKeys) -> None:
    parts = [(VILLAGE, number) for number in (1, 2, 3)]

    def part(number: int) -> Entry:
        others = tuple(one for one in parts if one[1] != number)
        return replace(entry(number, news=[household(number)]), others=others)

    two = run(clerk, [part(1), part(2)], last=2, format=2)
    last = run(clerk, [part(3)], last=3, first_counter=3, before=two.hash, format=2)
    w.both("others-parts-missing", "Two of three parts of a command in one place: they wait.",
           w.seal(w.plain([two], sender="clerk")), digests=True)  # fmt: skip
    w.both("others-parts", "The third part comes: all count.", w.seal(w.plain([last], sender="clerk")),
           ["others-parts-missing"], digests=True)  # fmt: skip


def _replaced(old: bytes, new: bytes, plain: bytes) -> bytes:
    assert old in plain, old
    return plain.replace(old, new, 1)
