"""Chapter of the visits: rounds of visits each month, what was asked for, what was promised, what became of it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import some, words
from fupin_desktop.demo.people import Home
from fupin_desktop.imaging.drawing import VISIT
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.visits.commands import Promise, VisitLine, finish_task, log_visits, take_task, withdraw_visit
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import OPEN, UNFINISHED

_TOPICS = ("policy", "income", "work", "school", "health", "house", "business")
_EVERY, _MORE = 5, 0.02  # months after which a cadre calls again, and a share of the households called at in between
_LED_IN = (1, 9)  # months in which a leader of the township comes along
_WITH_PICTURE = 0.1
_MISTAKEN = (2017, 11)


def _month(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("visits", desk.code, county.today)
    led = county.today.month in _LED_IN
    for cadre, homes in _rounds(desk, dice, county.today.year * 12 + county.today.month):
        _round(county, desk, dice, cadre, homes, led=led)
        led = False
    _follow_up(county, desk, dice)
    if (county.today.year, county.today.month) == _MISTAKEN and desk is county.villages[0]:
        _take_back(county, desk)


def _rounds(desk: VillageDesk, dice: Random, month: int) -> Iterator[tuple[str, list[Home]]]:
    """Each cadre calls at all his households every so many months; the first secretary looks in here and there."""
    for at, cadre in enumerate(desk.cadres):
        own = [home for home in desk.homes if desk.responsible[home.code] == cadre]
        if own and (at + month) % _EVERY == 0:
            yield cadre, own
    if more := some(dice, desk.homes, round(len(desk.homes) * _MORE)):
        yield desk.secretary, more


def _round(county: County, desk: VillageDesk, dice: Random, cadre: str, homes: list[Home], *, led: bool) -> None:
    """One day of visits by two cadres."""
    day = county.today - timedelta(days=1 + dice.randrange(26))
    day = max(day, county.today.replace(day=1))
    visitors = [cadre, dice.choice(desk.cadres)]
    if led:
        visitors.insert(0, f"{desk.place.town}党委书记")
    shared = {
        "date": day, "visitors": list(dict.fromkeys(visitors)),
        "type": "led" if led else dice.choices(("daily", "return", "check"), (90, 6, 4))[0],
    }  # fmt: skip
    with desk.write("visit.log") as ledger:
        lines = [_line(ledger, county, desk, home, day) for home in homes]
        for logged in log_visits(ledger, shared, lines, together=True):
            assert logged.visit is not None
        tasks = sum(_wants(line.facts) for line in lines)
    county.count(desk.code, "visit", len(lines))
    county.count(desk.code, "follow_up_task", tasks)


def _wants(facts: Mapping[str, Any]) -> int:
    return bool(facts.get("requests")) + len(facts.get("promises", ()))


def _line(ledger: BookLedger, county: County, desk: VillageDesk, home: Home, day: date) -> VisitLine:
    dice = county.dice.of("visit", home.code, county.today)
    facts = _facts(dice, day)
    if dice.random() >= _WITH_PICTURE:
        return VisitLine(desk.home(ledger, home.code), facts)
    picture = desk.picture(ledger, VISIT, f"走访 {day}", dice)
    return VisitLine(desk.home(ledger, home.code), facts, lambda: (picture,))


def _facts(dice: Random, day: date) -> dict[str, Any]:
    told = words()["visit"]
    facts: dict[str, Any] = {
        "findings": "".join(dice.sample(told["daily"], dice.choice((1, 1, 2)))),
        "topics": tuple(dice.sample(_TOPICS, 2)),
        "start": f"{9 + dice.randrange(7)}:{dice.choice(('00', '15', '30', '45'))}",
        "household_signed": dice.random() < 0.8,
    }
    if dice.random() < 0.16:
        facts |= {"requests": dice.choice(told["requests"]), "due": day + timedelta(days=30)}
    if dice.random() < 0.12:
        due = day + timedelta(days=dice.choice((10, 20, 30)))
        facts["promises"] = [Promise(dice.choice(told["promises"]), due)]
    return facts


def _follow_up(county: County, desk: VillageDesk, dice: Random) -> None:
    """Two of three unfinished tasks come to an end each month; the others wait, and some are taken in hand."""
    with desk.write("task.done") as ledger:
        for task in desk.of_homes(ledger, FollowUpTask, state=list(UNFINISHED)):
            if (task.due or county.today) > county.today + timedelta(9):
                continue
            if dice.random() < 0.66:
                finish_task(ledger, task, dice.choice(words()["visit"]["results"]))
            elif task.state == OPEN and dice.random() < 0.5:
                take_task(ledger, task, dice.choice(desk.cadres))


def _take_back(county: County, desk: VillageDesk) -> None:
    """A visit was written down for the wrong household, and is withdrawn."""
    with desk.write("visit.withdraw") as ledger:
        withdraw_visit(ledger, desk.of_homes(ledger, Visit)[-1], "登记错户，应为邻居家")
    county.count(desk.code, "visit", -1)


CHAPTER = Chapter("visits", at_village=_month)
