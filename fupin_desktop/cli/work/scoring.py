"""Verbs of scores (综合得分): of a household, of a village, of all households of a village, on a day."""

from datetime import date
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.work.household_changes import household_at
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.households.model import ENDED, OUTSIDE, Household
from fupin_desktop.ledger.declared.score import Mark, Score
from fupin_desktop.ledger.declared.selection import to_json
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.scores.household_facts import gather
from fupin_desktop.scores.household_score import household_score
from fupin_desktop.scores.scale import scale_of
from fupin_desktop.scores.trend import household_scores, household_trend
from fupin_desktop.scores.village_facts import gather_village
from fupin_desktop.scores.village_score import village_score
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    on = arg("--date", help="the day of the score; today without one")
    verbs.add(
        "score show", _show, "a household's score, row by row, with its source", BOOK, arg("household"), on,
        arg("--trend", action="store_true", help="month by month as well"),
    )  # fmt: skip
    verbs.add("score list", _list, "the households of a village with their scores", BOOK, arg("village"), on)
    verbs.add("score village", _village, "a village's score, row by row", BOOK, arg("village"), on)


def _on(call: Call, book: Book) -> date:
    today = book.wall().date()
    asked = day(call.args.date, "date") if call.args.date else today
    if asked > today:
        message = _("Nothing is known of a day to come. Ask for today or an earlier day.")
        raise Refusal("score.future", message, where={"field": "date"})
    return asked


def _show(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        home, on = household_at(reader, call.args.household), _on(call, book)
        (facts,) = gather(reader, [home])
        told = {"household": home.household_code, **_told(household_score(facts, scale_of(reader, _area(home))(on)))}
        if call.args.trend:
            months = household_trend(reader, home, on).scores
            told["trend"] = [{"date": one.day.isoformat(), **_total(one)} for one in months]
        return told


def _area(home: Household) -> str:
    return home.village_code or ""


def _list(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        village, on = reader.record_at("village", call.args.village), _on(call, book)
        assert isinstance(village, Village)
        homes = reader.find(Household, village_code=village.code)
        found = household_scores(reader, [one for one in homes if one.status not in ENDED | OUTSIDE], on)
        rows = [{"household": one.record.household_code, **_total(one.score)} for one in found]
        return {"date": on.isoformat(), "households": rows}


def _village(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        village, today, on = reader.record_at("village", call.args.village), book.wall().date(), _on(call, book)
        assert isinstance(village, Village)
        score = village_score(gather_village(reader, village), scale_of(reader, village.code or "")(on), today=today)
        return {"village": village.code, **_told(score)}


def _total(score: Score) -> dict[str, Any]:
    return {
        "score": _points(score.total), "complete": not score.unknown, "reached": score.reached,
        "unknown": [mark.name for mark in score.unknown],
    }  # fmt: skip


def _told(score: Score) -> dict[str, Any]:
    return {
        "date": score.day.isoformat(), **_total(score), "marks": [_row(mark) for mark in score.marks],
        "beside": [_row(mark) for mark in score.beside],
    }  # fmt: skip


def _row(mark: Mark) -> dict[str, Any]:
    return {
        "name": mark.name, "label": _(mark.label), "weight": mark.weight, "score": _points(mark.score),
        "actual": mark.actual or None, "target": mark.target or None, "reached": mark.reached, "how": _(mark.how),
        "worked": mark.worked or None, "source": mark.source or None,
        "records": to_json(mark.behind) if mark.behind is not None else None,
    }  # fmt: skip


def _points(hundredths: int | None) -> str | None:
    return None if hundredths is None else f"{hundredths / 100:.2f}"
