"""Whatever people do, and however their files are lost, doubled and shuffled: in the end all books are equal.

Two to five books on up to three levels; clocks from 1970 to 2099, and one that a broken program put at the end of time;
files dropped, doubled, late; restored copies; merges taken back.  At the end: equal digests of what is shared, every
value somebody wrote is found, the tables are what the logs give.
"""

import json
import os
import random
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.clock import LATEST_MS, pack
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import to_stored
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.exchange.tray import items
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.questions import questions, settle
from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.write.day import confirm_day
from fupin_desktop.sync.authority.enrolment import confirm, waiting
from fupin_desktop.sync.merging import take_back
from tests.sync.conftest import ONE, TWO

pytestmark = pytest.mark.long

WHO = st.sampled_from("oabck")
LAPTOPS = st.sampled_from("abc")
WHICH = st.integers(1, 3)
WAYS = ("ao", "bo", "co", "oa", "ob", "oc", "ok", "ko")
YEARS = st.sampled_from((1970, 2016, 2025, 2026, 2027, 2099))
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "phone": st.sampled_from(["1", "2", None]),
        "persons": st.integers(1, 3),
        "cause_other": st.sets(st.sampled_from(["01", "02", "03"])).map(lambda found: tuple(sorted(found))),
        "house_danger_grade": st.sampled_from(["C", "D", None]),
        "house_dangerous": st.sampled_from([True, False, None]),
    },
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("look"), WHO, WHICH),
        st.tuples(st.just("edit"), WHO, WHICH, CHANGES, st.booleans()),
        st.tuples(st.just("new"), WHO),
        st.tuples(st.just("away"), WHO, WHICH),
        st.tuples(st.just("spread"), st.sampled_from("oc"), WHICH, st.sampled_from(["3", "4"])),
        st.tuples(st.just("undo_save"), WHO),
        st.tuples(st.just("move"), st.sampled_from("ok"), WHICH, st.booleans()),
        st.tuples(st.just("settle"), st.sampled_from("ok"), st.integers(0, 3)),
        st.tuples(st.just("seal"), st.sampled_from(WAYS)),
        st.tuples(st.just("seal"), st.sampled_from(WAYS)),
        st.tuples(st.just("deliver"), WHO, st.integers(0, 99)),
        st.tuples(st.just("deliver"), WHO, st.integers(0, 99)),
        st.tuples(st.just("undo"), st.sampled_from("ok")),
        st.tuples(st.just("clock"), LAPTOPS, YEARS),
        st.tuples(st.just("poison"), LAPTOPS),
        st.tuples(st.just("keep_copy"), LAPTOPS),
        st.tuples(st.just("restore"), LAPTOPS),
    ),
    min_size=8,
    max_size=40,
)
# The desk refuses to write under a wrong date, and about a household that lives elsewhere; nobody moves to where he is
UNHURT = {"clock.back", "clock.ahead", "household.moved", "move.there"}
EXAMPLES = int(os.environ.get("FUPIN_HISTORIES", "500")) // 4  # of each of four parts
HOSTILE_EXAMPLES = int(os.environ.get("FUPIN_HISTORIES", "200")) // 2
FIRST_SEED = int(os.environ.get("FUPIN_SEED", "0"))  # whoever runs more of them begins elsewhere
RIGHT = "the date on the wall is right"
LAST_CLOCK = pack(LATEST_MS - 1, 0xFFFF)
DEEP_ODDS = 0.25  # of the books of a play are replayed from their logs


class Play:
    """One play: the world, what people have on their screens, and the files on their way."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.screens: dict[tuple[str, int], Household] = {}
        self.mail: dict[str, list[Path]] = {name: [] for name in world.books}
        self.copies: dict[str, Path] = {}
        self.written: list[tuple[str, str, str, Any]] = []  # who, which household, field, value
        self.lost: set[str] = set()  # laptops that were set back: what they had not handed over is gone with the disk
        self.made = 0

    # --- at the desk ------------------------------------------------------------------------------------------------

    def look(self, who: str, which: int) -> None:
        self.screens[who, which] = self.world.household(who, which)

    def edit(self, who: str, which: int, changes: dict[str, Any], stale: bool) -> None:
        seen = self.screens.get((who, which)) if stale else None
        before = seen or self.world.household(who, which)
        if self._write(who, lambda ledger: ledger.save(before.but(**changes))):
            self.written += ((who, before.household_code or "", *mark) for mark in _marks(before, changes))

    def new(self, who: str) -> None:
        self.made += 1
        code = "441690101201" if who == "c" else "441690101200"
        number = f"n{self.made}"
        made = Household(household_code=number, village_code=code, status="registered")
        if self._write(who, lambda ledger: ledger.save(made)):
            self.written.append((who, number, "", None))

    def away(self, who: str, which: int) -> None:
        id = self.world.household(who, which).id
        self._write(who, lambda ledger: ledger.put_away(ledger.get(Household, id), f"by {who}"))

    def spread(self, who: str, which: int, phone: str) -> None:
        """One command in both villages: wherever it comes, it counts whole or waits."""
        codes = [f"{village}2016{which:04}" for village in (ONE, TWO)]

        def act(ledger: Any) -> None:
            homes = [ledger.find(Household, household_code=code, with_away=True)[0] for code in codes]
            ledger.save_all(home.but(phone=phone) for home in homes)

        self._write(who, act)

    def undo_save(self, who: str) -> None:
        """Undo the newest save of this desk that can be undone; what was written stays in the history."""
        try:
            confirm_day(self.world[who], RIGHT)
            undo(self.world[who])
        except Refusal as refusal:
            if refusal.code not in UNHURT and not refusal.code.startswith("undo."):
                raise

    def move(self, who: str, which: int, away: bool) -> None:
        """An office moves a household of the first village to the second, or back."""
        id = self.world.household(who, which).id
        to = "441690101201" if away else "441690101200"
        self._write(who, lambda ledger: move(ledger, ledger.get(Household, id), to, date(2018, 3, 1), f"by {who}"))

    def settle(self, who: str, which: int) -> None:
        def act(ledger: Any) -> None:
            found = questions(ledger)
            if found:
                question = found[which % len(found)]
                settle(ledger, question, take=1 + which % len(question.heads), value=None, why="x")

        self._write(who, act)

    def _write(self, who: str, act: Callable[[Any], Any]) -> bool:
        book = self.world[who]
        try:
            confirm_day(book, RIGHT)
            with book.write("act") as ledger:
                act(ledger)
        except Refusal as refusal:
            if refusal.code not in UNHURT:
                raise
            return False
        return True

    def clock(self, who: str, year: int) -> None:
        self.world[who].wall = lambda: datetime(year, 6, 1, tzinfo=UTC)

    def poison(self, who: str) -> None:
        """What this laptop has not sent gets the last clock of all: others may follow it nowhere."""
        with self.world[who].transaction() as connection:
            for stream, number, body in connection.exec_driver_sql("SELECT stream, number, body FROM tail").all():
                told = json.dumps(json.loads(body) | {"clock": LAST_CLOCK}).encode()
                named = (LAST_CLOCK, told, stream, number)
                connection.exec_driver_sql("UPDATE tail SET clock=?, body=? WHERE stream=? AND number=?", named)
                connection.exec_driver_sql(
                    "UPDATE version SET clock=? WHERE dot IN (SELECT value FROM json_each(?))",
                    (LAST_CLOCK, json.dumps([edit[1] for edit in json.loads(body)["edits"]])),
                )

    # --- on the way -------------------------------------------------------------------------------------------------

    def seal(self, way: str) -> None:
        confirm_day(self.world[way[0]], RIGHT)  # an office may have late entries to tell
        self.mail[way[1]].append(self.world.seal(way[0], way[1]))

    def deliver(self, who: str, which: int) -> None:
        if self.mail[who]:
            self.receive(who, self.mail[who][which % len(self.mail[who])])

    def receive(self, who: str, file: Path) -> None:
        """Merge a file; the office telephones where a laptop goes on as a new device."""
        try:
            report = self.world.merge(who, file)
        except Refusal as refusal:
            if refusal.code != "sender.succession":
                raise
            confirm_day(self.world[who], RIGHT)
            device = str(refusal.where["device"])
            code = next(new.public.fingerprint for _known, new in waiting(self.world[who]) if new.id == device)
            confirm(self.world[who], device, code)
            report = self.world.merge(who, file)
        assert report.status in ("merged", "already", "held", "set_aside"), report

    def undo(self, who: str) -> None:
        """Take the newest merge back; one that is too late to take back stays."""
        with self.world[who].read() as reader:
            rows = reader.connection.exec_driver_sql("SELECT id FROM journal WHERE undone=0 ORDER BY id DESC LIMIT 1")
            newest = rows.scalar()
        try:
            if newest is not None:
                take_back(self.world[who], newest)
        except Refusal as refusal:
            if not refusal.code.startswith("journal."):
                raise

    # --- the disk ---------------------------------------------------------------------------------------------------

    def keep_copy(self, who: str) -> None:
        book = self.world[who]
        folder = self.world.folder / f"copy-{who}-{len(self.copies)}"
        folder.mkdir(exist_ok=True)
        with book.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(book.path, folder / book.path.name)
        self.copies[who] = folder / book.path.name

    def restore(self, who: str) -> None:
        if who not in self.copies:
            return
        book = self.world[who]
        book.close()
        for part in self.world.folder.glob(f"{who}.book-*"):
            part.unlink()
        shutil.copy(self.copies[who], book.path)
        fresh = Book.open_with_key(book.path, book.book_key, book.key_file, who)
        fresh.wall = book.wall
        self.world.books[who] = fresh
        self.screens = {key: seen for key, seen in self.screens.items() if key[0] != who}
        self.lost.add(who)

    # --- the end ----------------------------------------------------------------------------------------------------

    def settle_down(self) -> None:
        """Everybody exchanges until nobody has anything new; what was taken back comes in again."""
        for book in self.world.books.values():
            book.wall = lambda: datetime.now(UTC)
        for who, files in self.mail.items():
            for file in files:
                self.receive(who, file)
        for _round in range(3):
            for way in ("ao", "bo", "co", "ok", "ko", "oa", "ob", "oc"):
                confirm_day(self.world[way[0]], RIGHT)
                self.receive(way[1], self.world.seal(way[0], way[1]))

    def everything_is_found(self) -> None:
        """Every value somebody wrote stands in the county's book, or in its history, or waits in its tray."""
        with self.world["k"].read() as reader:
            waiting = bool(items(reader))
            homes = {one.household_code: one for one in reader.find(Household, with_away=True)}
            chronicle = Chronicle(reader)
            known = {
                code: [(one["field"], one["value"]) for one in chronicle.history(home)] for code, home in homes.items()
            }
        for who, code, field, value in self.written:
            found = any(field == name and _is_said(value, told) for name, told in known.get(code, ()))
            assert found or waiting or who in self.lost, (who, code, field, value)


def _marks(before: Household, changes: dict[str, Any]) -> list[tuple[str, Any]]:
    """What the history must say of these changes: the cell; and the value, the element in or out, a part of a group."""
    marks: list[tuple[str, Any]] = []
    for name, value in changes.items():
        field, old = fields_of(Household)[name], getattr(before, name)
        if field.many:
            signs = {True: "+", False: "-"}
            marks += ((name, f"{signs[one in value]}{one}") for one in set(value) ^ set(old))
        elif value != old:
            marks.append((field.cell, {name: to_stored(field, value)} if field.group else to_stored(field, value)))
    return marks


def _is_said(value: Any, told: Any) -> bool:
    if not isinstance(value, dict):
        return bool(value == told)
    group = json.loads(told) if told else {}
    return all(group.get(name) == wanted for name, wanted in value.items())


@pytest.mark.parametrize("part", range(4))
def test_all_books_become_equal(levels: Callable[[], Any], part: int) -> None:
    chance = random.Random(FIRST_SEED + part)

    @seed(FIRST_SEED + part)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    @given(steps=STEPS)
    def plays(steps: list[tuple[Any, ...]]) -> None:
        one_play(Play(levels()), steps, chance)

    plays()


MISCHIEF = st.sampled_from(("clock", "value", "card", "receipt", "settle", "away"))
HOSTILE_STEPS = st.lists(
    st.one_of(STEPS.map(lambda steps: steps[0]), st.tuples(st.just("harm"), MISCHIEF)), min_size=10, max_size=40
)


class HostilePlay(Play):
    """The same, with one more laptop that is enrolled, signs rightly, and means harm."""

    def __init__(self, world: Any, module: Any) -> None:
        super().__init__(world)
        self.acts, self.laptop = module.ACTS, module.Mischief(world)

    def harm(self, how: str) -> None:
        file = self.acts[how](self.laptop)
        if file is not None:
            self.mail["o"].append(file)


@pytest.mark.parametrize("part", range(2))
def test_one_laptop_that_means_harm_parts_no_others(levels: Callable[[], Any], mischief: Any, part: int) -> None:
    chance = random.Random(FIRST_SEED + part)

    @seed(FIRST_SEED + part)
    @settings(
        max_examples=HOSTILE_EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )  # fmt: skip
    @given(steps=HOSTILE_STEPS)
    def plays(steps: list[tuple[Any, ...]]) -> None:
        world = levels()
        one_play(HostilePlay(world, mischief), steps, chance)

    plays()


def one_play(play: Play, steps: list[tuple[Any, ...]], chance: random.Random) -> None:
    """Play it, let everybody exchange, and look."""
    world = play.world
    try:
        for name, *arguments in steps:
            getattr(play, name)(*arguments)
        play.settle_down()
        world.equal()
        play.everything_is_found()
        world.deep(*(name for name in world.books if chance.random() < DEEP_ODDS))
    finally:
        for book in world.books.values():
            book.close()
        shutil.rmtree(world.folder, ignore_errors=True)


def test_the_play_refuses_nothing_by_itself(levels: Callable[[], Any]) -> None:
    """The steps above are all allowed: none of them hides behind a refusal."""
    world = levels()
    play = Play(world)
    play.look("a", 1)
    play.edit("b", 1, {"phone": "1"}, False)
    play.edit("a", 1, {"phone": "2"}, True)
    play.new("c")
    play.away("o", 2)
    play.keep_copy("a")
    for way in ("ao", "bo", "ok"):
        play.seal(way)
        play.deliver(way[1], -1)
    play.undo("k")
    play.settle("o", 0)
    play.restore("a")
    play.poison("a")
    play.edit("a", 3, {"persons": 2}, False)
    assert len(play.written) == 4
    play.settle_down()
    world.agree()
    play.everything_is_found()
