"""Whatever people do, and however their files are lost, doubled and shuffled: in the end all books are equal."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.questions import questions, settle

WHO = st.sampled_from("oabc")
WHICH = st.integers(1, 3)
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
        st.tuples(st.just("settle"), st.integers(0, 3)),
        st.tuples(st.just("seal"), st.sampled_from(["ao", "bo", "co", "oa", "ob", "oc"])),
        st.tuples(st.just("deliver"), WHO, st.integers(0, 99)),
    ),
    min_size=8,
    max_size=40,
)
AHEAD = {"o": timedelta(0), "a": timedelta(hours=3), "b": timedelta(days=2), "c": timedelta(0)}


class Play:
    """One play: the world, what people have on their screens, and the files on their way."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.screens: dict[tuple[str, int], Household] = {}
        self.mail: dict[str, list[Any]] = {name: [] for name in "oabc"}
        self.made = 0
        for name, book in world.books.items():
            book.wall = lambda name=name: datetime.now(UTC) + AHEAD[name]

    def look(self, who: str, which: int) -> None:
        self.screens[who, which] = self.world.household(who, which)

    def edit(self, who: str, which: int, changes: dict[str, Any], stale: bool) -> None:
        seen = self.screens.get((who, which)) if stale else None
        self.world.save(who, (seen or self.world.household(who, which)).but(**changes))

    def new(self, who: str) -> None:
        self.made += 1
        code = "441690101201" if who == "c" else "441690101200"
        self.world.save(who, Household(household_code=f"n{self.made}", village_code=code, status="registered"))

    def away(self, who: str, which: int) -> None:
        with self.world[who].write("away") as ledger:
            ledger.put_away(ledger.get(Household, self.world.household(who, which).id), f"by {who}")

    def settle(self, which: int) -> None:
        with self.world["o"].write("question.settle") as ledger:
            found = questions(ledger)
            if found:
                question = found[which % len(found)]
                settle(ledger, question, take=1 + which % len(question.heads), value=None, why="x")

    def seal(self, way: str) -> None:
        self.mail[way[1]].append(self.world.seal(way[0], way[1]))

    def deliver(self, who: str, which: int) -> None:
        if self.mail[who]:
            report = self.world.merge(who, self.mail[who][which % len(self.mail[who])])
            assert report.status in ("merged", "already"), report


@settings(
    max_examples=10, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=STEPS)
def test_all_books_become_equal(worlds: Callable[[], Any], steps: list[tuple[Any, ...]]) -> None:
    world = worlds()
    play = Play(world)
    try:
        for name, *arguments in steps:
            getattr(play, name)(*arguments)
        world.settle_down()
        world.agree()
    finally:
        for book in world.books.values():
            book.close()


def test_the_play_refuses_nothing_by_itself(world: Any) -> None:
    """The steps above are all allowed: none of them hides behind a refusal."""
    play = Play(world)
    try:
        play.look("a", 1)
        play.edit("b", 1, {"phone": "1"}, False)
        play.edit("a", 1, {"phone": "2"}, True)
        play.new("c")
        play.away("o", 2)
        play.seal("ao")
        play.deliver("o", 0)
        play.seal("bo")
        play.deliver("o", 1)
        play.settle(0)
    except Refusal as refusal:
        raise AssertionError(refusal.code) from refusal
    world.settle_down()
    world.agree()
