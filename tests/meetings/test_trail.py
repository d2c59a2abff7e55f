"""四议两公开 as a trail: the right meeting at each step, in order, what is missing; joint meetings of the year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record
from fupin_desktop.meetings.model import MatterTrail, Meeting
from fupin_desktop.meetings.trail import MEETINGS, STEPS, missing_steps
from fupin_desktop.notices.model import Notice
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.team.model import WorkTeam

ONE, OTHER, TOWN = "441690101200", "441690101201", "441690101"
TODAY = date(2017, 12, 20)
NOW = datetime(2017, 12, 20, 9, tzinfo=UTC)


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: NOW
    with book.write("test") as ledger:
        yield ledger


def met(ledger: BookLedger, kind: str, day: date, place: str = ONE) -> Any:
    return ledger.save(Meeting(division=place, type=kind, on=day, topic="修路")).id


def posted(ledger: BookLedger, day: date | None, place: str = ONE, state: str = "posted") -> Any:
    """A notice as far as it is; its own room tries how it comes there."""
    notice = Notice(division=place, kind="N20", title="决议公示", issuer="村委会", state="draft")
    made = ledger.save(notice, managed=("state",))
    row = (state, day.isoformat() if day else None, made.id)
    ledger.connection.exec_driver_sql("UPDATE notice SET state=?, posted_from=? WHERE id=?", row)
    return made.id


def whole(ledger: BookLedger) -> dict[str, Any]:
    """Every step on a day of its own."""
    facts = {name: met(ledger, kinds[0], date(2017, 5, at)) for at, (name, kinds) in enumerate(MEETINGS.items(), 1)}
    return {**facts, "resolution_notice": posted(ledger, date(2017, 5, 5)), "result_notice": posted(ledger, None)}


def refused(ledger: BookLedger, **facts: Any) -> tuple[str, object]:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(MatterTrail(village_code=ONE, matter="修路", **facts))
    return caught.value.code, caught.value.where["field"]


def behind(ledger: BookLedger, name: str, today: date = TODAY) -> list[Record]:
    figure = gap_figure(gap_named(name), asked(ledger, TOWN, today))
    return list(ledger.select(figure.behind))


def test_a_whole_trail_lacks_nothing(ledger: BookLedger) -> None:
    trail = ledger.save(MatterTrail(village_code=ONE, matter="修路", **whole(ledger)))
    assert missing_steps(trail, {}) == ()
    assert ledger.warnings == []
    assert behind(ledger, "trail_not_whole") == []


@pytest.mark.parametrize("step", STEPS)
def test_each_missing_step_is_told_and_listed(ledger: BookLedger, step: str) -> None:
    trail = ledger.save(MatterTrail(village_code=ONE, matter="修路", **{**whole(ledger), step: None}))
    assert missing_steps(trail, {}) == (step,)
    assert len(ledger.warnings) == 1
    assert behind(ledger, "trail_not_whole") == [trail]
    ledger.save(trail.but(given_up=True))
    assert behind(ledger, "trail_not_whole") == []


@pytest.mark.parametrize(
    ("state", "hung"),
    [("draft", False), ("checked", False), ("issued", False), ("posted", True), ("closed", True), ("withdrawn", False)],
)
def test_a_notice_discloses_when_it_hung_on_the_board(ledger: BookLedger, state: str, hung: bool) -> None:
    facts = {**whole(ledger), "result_notice": posted(ledger, None, state=state)}
    trail = ledger.save(MatterTrail(village_code=ONE, matter="修路", **facts))
    assert (ledger.warnings == []) is hung
    assert (behind(ledger, "trail_not_whole") == [trail]) is not hung


@pytest.mark.parametrize("step", MEETINGS)
def test_a_step_is_taken_by_a_meeting_of_its_kind(ledger: BookLedger, step: str) -> None:
    assert refused(ledger, **{step: met(ledger, "team", date(2017, 5, 9))}) == ("trail.kind", step)


def test_a_villagers_meeting_may_resolve_too(ledger: BookLedger) -> None:
    for at, kind in enumerate(MEETINGS["resolution"], 1):
        resolved = met(ledger, kind, date(2017, 6, at))
        assert ledger.save(MatterTrail(village_code=ONE, matter=f"事项{at}", resolution=resolved)).id


def test_of_another_village_nothing_counts(ledger: BookLedger) -> None:
    assert refused(ledger, proposal=met(ledger, "party_branch", date(2017, 5, 1), OTHER)) == ("trail.place", "proposal")
    assert refused(ledger, result_notice=posted(ledger, None, OTHER)) == ("trail.place", "result_notice")


def test_a_step_does_not_lie_before_the_one_it_follows(ledger: BookLedger) -> None:
    facts = whole(ledger)
    early = met(ledger, "party_members", date(2017, 5, 1))
    assert refused(ledger, **{**facts, "deliberation": early}) == ("trail.order", "deliberation")
    gap = {"proposal": facts["consultation"] and met(ledger, "party_branch", date(2017, 7, 1))}
    assert refused(ledger, **gap, resolution=facts["resolution"]) == ("trail.order", "resolution")
    notice = posted(ledger, date(2017, 5, 3))
    assert refused(ledger, **{**facts, "resolution_notice": notice})[0] == "trail.order"


def test_two_steps_on_one_day_are_in_order(ledger: BookLedger) -> None:
    day = date(2017, 5, 1)
    steps = {name: met(ledger, kinds[0], day) for name, kinds in MEETINGS.items()}
    assert ledger.save(MatterTrail(village_code=ONE, matter="修路", **steps)).id


@pytest.fixture
def group(ledger: BookLedger) -> WorkTeam:
    set_value(ledger, "joint_meetings_min_year", "2", why="区文件", on=Standing(begins=date(2016, 10, 13), clause="七"))
    return ledger.save(WorkTeam(division=TOWN, type="county_group", name="驻县工作组", start=date(2016, 5, 1)))


def test_two_joint_meetings_a_year_are_enough_and_one_is_not(ledger: BookLedger, group: WorkTeam) -> None:
    met(ledger, "joint", date(2017, 3, 1), TOWN)
    met(ledger, "joint", date(2016, 9, 1), TOWN)
    met(ledger, "team", date(2017, 4, 1), TOWN)
    assert behind(ledger, "joint_meetings") == [group]
    met(ledger, "joint", date(2017, 12, 19), TOWN)
    assert behind(ledger, "joint_meetings") == []


@pytest.mark.parametrize(("today", "lacks"), [(date(2017, 9, 30), 0), (date(2017, 10, 1), 1)])
def test_it_is_said_from_october_on(ledger: BookLedger, group: WorkTeam, today: date, lacks: int) -> None:
    assert len(behind(ledger, "joint_meetings", today)) == lacks


def test_minutes_without_a_photograph_are_named(ledger: BookLedger) -> None:
    met(ledger, "representatives", date(2017, 5, 1))
    met(ledger, "team", date(2017, 5, 2))
    met(ledger, "representatives", date(2016, 5, 1))
    assert [one.on for one in behind(ledger, "no_minutes")] == [date(2017, 5, 1)]
