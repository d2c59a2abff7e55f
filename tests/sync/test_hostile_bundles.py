"""Bundles of an enrolled laptop, or of a township, that mean harm: photographs, sizes, loops, lies, histories.

Whatever comes: nobody stumbles, no honest value is lost, the levels agree, every listing works, the office is told.
"""

import contextlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.history.questions import questions
from fupin_desktop.sync.authority.roster import grant_for
from fupin_desktop.sync.authority.vouching import revoke
from fupin_desktop.sync.bundles.bundle import Keys
from fupin_desktop.sync.merging import take_back
from fupin_desktop.sync.model import Decision
from fupin_desktop.sync.moving import HouseholdMove, Quote
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import PLACES, Shell
from tests.sync import harms
from tests.sync.harms import COUNTY, ONE, TOWN, TWO, bundle, give
from tests.sync.test_canonical_border import read_everything

HONEST = {"a": ("phone", "13900000001"), "b": ("remark", "实在的话"), "o": ("persons", 5)}
THREE = "441690101202"
HIGHEST = (1 << 53) - 1
MOVED_ON = date(2018, 3, 1)


@pytest.fixture
def harm(levels: Any, mischief: Any) -> Any:
    """Three levels, a laptop that means harm, and honest values on their way."""
    world = levels()
    laptop = mischief.Mischief(world)
    for name, (field, value) in HONEST.items():
        world.save(name, world.household(name).but(**{field: value}))
    return laptop


def nobody_is_hurt(m: Any, *told: str) -> None:
    """All books agree and can be read, each honest value stands or is asked about, and the office sees these codes."""
    world = m.world
    world.settle_down()
    world.equal()
    for name in "oabk":
        home = world.household(name)
        with world[name].read() as reader:
            asked = {(one.field, head.value) for one in questions(reader) for head in one.heads}
        for field, value in HONEST.values():
            assert getattr(home, field) == value or (field, value) in asked, (name, field)
        read_everything(world[name])
    world.deep("o", "k", "a")
    assert set(told) <= set(codes(m)), codes(m)


def codes(m: Any, name: str = "o") -> list[str]:
    with m.world[name].read() as reader:
        return [item.code for item in tray.items(reader)]


def first_of(m: Any, code: str) -> str:
    with m.world["o"].read() as reader:
        return next(item.id for item in tray.items(reader) if item.code == code)


def phones(m: Any, *texts: str) -> list[Any]:
    """Entries in a row, each of which gives the first household another number, standing on what it was made with."""
    record, base = m._household()
    for text in texts:
        m._write([], [m._edit("household", record, "phone", text, base)])
    return list(m.segments)


def past_the_desk(world: Any, *records: Any) -> list[str]:
    """What a township's program would never write; the codes of what even its ledger refused."""
    refused = []
    for record in records:
        try:
            with world["o"].write("x") as ledger:
                ledger.save(record)
        except Refusal as refusal:
            refused.append(refusal.code)
    return refused


def test_photographs_that_are_bombs(harm: Any) -> None:
    harms.bombs(harm)
    nobody_is_hurt(harm)


def test_what_manifests_say(harm: Any) -> None:
    answers = {}
    for n, (name, said) in enumerate(harms.manifests(harm).items()):
        harm._write([harm._new("household", household_code=f"m{n}", village_code=ONE)])
        answers[name] = give(harm, bundle(harm, **said))
        harm.world.seal("o", "a")  # what the partner says is gathered here
    odd = {name: code for name, code in answers.items() if code != "merged"}
    damaged = dict.fromkeys(("missing too many", "aside back", "volume"), "bundle.damaged")
    assert odd == {**damaged, "recipient": "bundle.not_for_us"}
    nobody_is_hurt(harm)


TOLD = {"deep": "entry.value", "texts": "entry.value", "same": "entry.office", "bases": "entry.office",
        "years": "entry.clock", "blanks": "entry.office"}  # fmt: skip


@pytest.mark.parametrize("name", harms.ENTRIES)
def test_what_entries_say(harm: Any, name: str) -> None:
    harms.ENTRIES[name](harm)
    nobody_is_hurt(harm, *([TOLD[name]] if name in TOLD else []))


def test_the_other_half_that_no_right_allows_is_not_waited_for(harm: Any) -> None:
    """A village that may not hold the other place and an office that may come to the same."""
    record, base = harm._household()
    edit = harm._edit("household", record, "cadastre", "1", base)._replace(cell="address_detail")
    harm._write([], [edit], others=((f"{TWO}/s", 1),))
    assert give(harm, bundle(harm)) == "merged"
    nobody_is_hurt(harm)
    assert {harm.world.household(name).address_detail for name in "oabk"} == {"1"}


# --- histories ------------------------------------------------------------------------------------------------------


def test_branches_that_write_on_under_old_bases(harm: Any) -> None:
    common, counter = phones(harm, "1"), harm.counter
    files = []
    for text in "xyz":
        harm.segments, harm.counter = list(common), counter
        phones(harm, *(f"{text}{n}" for n in range(3)))
        files.append(bundle(harm))
    assert [give(harm, file) for file in files][:2] == ["merged", "set_aside"]
    tray.decide(harm.world["o"], first_of(harm, "segment.fork"), "choose_branch", "问过")
    assert {give(harm, file) for file in files} == {"already"}
    phones(harm, "late")
    give(harm, bundle(harm))
    nobody_is_hurt(harm)


@pytest.mark.parametrize("late", [(0, 3), (2, 4), (0, 1), (0, 6)])
def test_a_gap_is_accepted_and_then_some_of_the_lost_come(harm: Any, late: tuple[int, int]) -> None:
    every = phones(harm, *"012345")
    assert give(harm, bundle(harm, every[4:])) == "held"
    tray.decide(harm.world["o"], first_of(harm, "segment.held"), "accept_gap", "丢了")
    harm.world.settle_down()
    give(harm, bundle(harm, every[slice(*late)]))
    nobody_is_hurt(harm)
    connected = set("45") | set("012345"[slice(*late)] if late[0] == 0 else "")
    for name in "oabk":
        with harm.world[name].read() as reader:
            asked = {str(head.value) for one in questions(reader) for head in one.heads}
        assert connected <= asked, name


def test_taken_back_and_merged_again(harm: Any) -> None:
    files = []
    for text in "012":
        phones(harm, text)
        files.append(bundle(harm))
    for _round in range(3):
        assert {harm.world.merge("o", file).status for file in files} <= {"merged", "already"}
        for _back in range(3):
            _take_the_newest_back(harm.world["o"])
        phones(harm, "again")
        give(harm, bundle(harm))
    nobody_is_hurt(harm)


def _take_the_newest_back(book: Any) -> None:
    with book.read() as reader:
        newest = reader.connection.exec_driver_sql("SELECT max(id) FROM journal WHERE undone=0").scalar()
    with contextlib.suppress(Refusal):  # what somebody built upon stays
        take_back(book, newest)


def test_a_revoked_laptop_goes_on_under_old_numbers(harm: Any) -> None:
    first = phones(harm, "1")
    give(harm, bundle(harm))
    revoke(harm.world["o"], harm.keys.id, "x")
    phones(harm, "2")
    assert give(harm, bundle(harm)) == "set_aside"
    harm.segments, harm.counter = [], 0
    for text in "abc":
        phones(harm, text)
        assert give(harm, bundle(harm)) == "set_aside"
    harm.segments = first
    nobody_is_hurt(harm, "segment.fork")  # where two rows stand against each other none counts


# --- a township against its county ----------------------------------------------------------------------------------


def test_a_ring_of_moves_is_undone_by_the_county(harm: Any) -> None:
    world = harm.world
    world.settle_down()
    id = world.household("o").id
    ring = ((ONE, TWO), (TWO, THREE), (THREE, ONE))
    halves = [
        HouseholdMove(division=place, household=id, origin=one, to=other, moved_on=MOVED_ON, turn=turn, why="x")
        for turn, (one, other) in enumerate(ring, 5)
        for place in (one, other)
    ]
    odd = [replace(halves[0], to="44", origin="44"), replace(halves[0], to="甲", turn=8)]
    back = [replace(half, to=half.origin, turn=9) for half in halves]
    bodies = ("", "[]", "x" * 90_000, "[" * 90_000, json.dumps({"device": "0" * 32, "scope": TWO, "numbers": [1]}))
    past_the_desk(world, *halves, *odd, *back, *(Quote(division=ONE, household=id, body=body) for body in bodies))
    assert world.merge("k", world.forge("o", "k")).status == "merged"
    nobody_is_hurt(harm)
    for to in (THREE, ONE):
        with world["k"].write("household.move") as ledger:
            move(ledger, ledger.find(Household, id=world.household("k").id, with_away=True)[0], to, MOVED_ON, "核实")
        world.settle_down()
        assert world.household("k").village_code == to
    nobody_is_hurt(harm)


def test_a_turn_at_its_end_is_refused_in_words(harm: Any) -> None:
    id = harm.world.household("o").id
    last = HouseholdMove(division=TWO, household=id, origin=ONE, to=TWO, moved_on=MOVED_ON, turn=HIGHEST, why="x")
    past_the_desk(harm.world, last, replace(last, division=ONE))
    nobody_is_hurt(harm)
    county = harm.world["k"]
    with pytest.raises(Refusal) as refusal, county.write("household.move") as ledger:
        move(ledger, ledger.get(Household, harm.world.household("k").id), ONE, MOVED_ON, "x")
    assert refusal.value.code == "value.form"


@pytest.mark.parametrize("whom", ["k", "a"])
def test_a_decision_about_what_is_yet_to_be_written_holds_in_every_book(harm: Any, whom: str) -> None:
    world = harm.world
    world.settle_down()
    device = world[whom].identity.device.id
    told = [
        Decision(division=ONE, scope=ONE, act=act, device=device, first=50, last=HIGHEST, turn=1, why="x", slot="y")
        for act in ("accept_gap", "choose_branch", "keep_aside")
    ]
    past_the_desk(world, *told)
    world.settle_down()
    for n in range(60):
        world.save(whom, world.household(whom, 2).but(persons=n % 7 + 1))
    nobody_is_hurt(harm, "entry.kept_aside")
    assert "entry.kept_aside" in codes(harm, whom), "who wrote it sees that it waits"


def test_words_of_a_township_about_its_county_count_for_nothing(harm: Any) -> None:
    world = harm.world
    world.settle_down()
    county, mine = world["k"].identity, world["o"].identity
    keys = {
        "county": (county.device.public, [COUNTY], county.authority.public),
        "itself": (mine.device.public, ["44"], mine.authority.public),
        "laptop": (harm.keys.public, [COUNTY, f"{COUNTY}/r"], None),
        "laptop as office": (harm.keys.public, [TOWN], harm.keys.public),
    }
    for serial, (device, scopes, office) in enumerate(keys.values(), HIGHEST - 9):
        said = grant_for(
            mine.authority, practice=False, serial=serial, device=Keys.of(device), person="x", role="county_reader",
            division=COUNTY, scopes=scopes, office=Keys.of(office) if office else None, until={COUNTY: (0, "")},
        )  # fmt: skip
        assert past_the_desk(world, said) == []
    record, base = harm._household(2)
    harm._write([], [harm._edit("household", record, AWAY, "x", base)])
    give(harm, bundle(harm))
    world.settle_down()
    world.save("k", world.household("k", 3).but(persons=8))
    world.save("a", world.household("a", 3).but(phone="8"))
    nobody_is_hurt(harm)
    assert [(one.persons, one.phone) for one in (world.household(name, 3) for name in "oabk")] == [(8, "8")] * 4


# --- everything at once, and a person looks -------------------------------------------------------------------------


def test_every_place_of_the_window_and_every_listing_works_afterwards(harm: Any, qtbot: Any, run: Any) -> None:
    harms.bombs(harm)
    for name in ("blanks", "loops", "years"):
        harms.ENTRIES[name](harm)
    book = harm.world["o"]
    _look_everywhere(book, qtbot)
    book.close()
    assert run("check", book.path, "--deep")["ok"]
    for kind in ("household", "member", "housing_case", "same_as"):  # all are read elsewhere; here through the command
        run("record", "list", book.path, kind)
    for verb in ("bundle journal", "tray list", "notice list"):
        run(*verb.split(), book.path)
    run("bundle", "seal", book.path, "--out", harm.world.path())


def _look_everywhere(book: Any, qtbot: Any) -> None:
    shell = Shell(Session(book), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    for name, _label in PLACES:
        shell.go(name)
        shell.grab()
    with book.read() as reader:
        homes = reader.find(Household, with_away=True)
    tabs = shell.pages["households"].file.tabs
    for home in (homes[0], next(one for one in homes if one.household_code is None)):
        shell.go("households", home.id)
        for tab in range(tabs.count()):
            tabs.setCurrentIndex(tab)
    shell.close()
