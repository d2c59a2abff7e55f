"""Chapter of the leaders' visits (带队走访): of each level twice a year, with the households they called at."""

from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import some, words
from fupin_desktop.demo.people import cadre_name
from fupin_desktop.duties.model import PlaceResponsibility
from fupin_desktop.kinds import make
from fupin_desktop.leader_visits.model import LeaderCall, LeaderVisit
from fupin_desktop.store.write.writing import BookLedger

# By month the levels that come; the city's leaders are a visit short in one village
_COMES = {1: ("town", "unit"), 3: ("city", "county"), 5: ("town", "unit"), 6: ("city", "county"), 9: ("city", "county")}
_POSTS = {"city": "副市长", "county": "副县长", "town": "党委委员", "unit": "副局长"}
_CALLS = 2


def _month(county: County, desk: VillageDesk) -> None:
    missed = county.today.month == 6 and desk is county.villages[-1]
    levels = [one for one in _COMES.get(county.today.month, ()) if not (missed and one == "city")]
    if levels:
        with desk.write("leader_visit.enter") as ledger:
            for at, level in enumerate(levels):
                _lead(county, desk, ledger, level, 5 + 4 * at)


def _lead(county: County, desk: VillageDesk, ledger: BookLedger, level: str, ago: int) -> None:
    dice, told = county.dice.of("leader", level, desk.code, county.today), words()["leaders"]
    answering = ledger.find(PlaceResponsibility, division=desk.code, role="town_leader")
    known = answering[0].name if level == "town" and answering else None
    name = known or cadre_name(county.dice.of("leader", level, desk.place.town))
    visit = make(
        ledger,
        LeaderVisit(
            village_code=desk.code, date=county.today - timedelta(ago), leader=name, level=level,
            unit_name=desk.place.unit if level == "unit" else None, post=_POSTS[level], purposes=("study", "push"),
            companions=(desk.secretary,), findings=dice.choice(told["findings"]), solved=dice.choice(told["solved"]),
        ),
    )  # fmt: skip
    called = some(dice, desk.homes, _CALLS)
    for home in called:
        call = LeaderCall(leader_visit=visit.id, household=desk.home(ledger, home.code))
        make(ledger, call.but(words=dice.choice(told["said"])))
    county.count(desk.code, "leader_visit")
    county.count(desk.code, "leader_call", len(called))


CHAPTER = Chapter("leaders", at_village=_month)
