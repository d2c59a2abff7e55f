"""Chapter of the help to persons: trainings with those who came, welfare posts with their holders."""

from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import some
from fupin_desktop.households.model import Member, MemberYear
from fupin_desktop.households.rules import has_left
from fupin_desktop.kinds import make
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.training.model import TrainingAttendance, TrainingEvent
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost

_TRAINED_IN, _POSTS_IN = (4, 10), (2016, 9)
_COURSES = (("百香果种植技术", "practical"), ("电工技能", "transfer"), ("家政服务", "migrant"))
_WORKING = range(18, 60)


def _month(county: County, desk: VillageDesk) -> None:
    if county.today.month in _TRAINED_IN:
        _train(county, desk)
    if (county.today.year, county.today.month) == _POSTS_IN:
        _give_posts(county, desk)


def _able(county: County, members: list[Member]) -> list[Member]:
    year = county.today.year
    return [one for one in members if one.birth_date and year - one.birth_date.year in _WORKING and not has_left(one)]


def _train(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("training", desk.code, county.today)
    name, kind = dice.choice(_COURSES)
    start = county.today - timedelta(12)
    with desk.write("training.enter") as ledger:
        held = TrainingEvent(village_code=desk.code, name=name, type=kind, start=start, end=start + timedelta(3))
        event = make(ledger, held.but(hours=24, organiser="演示县人社局", place="村文化楼", free=True, others=6))
        able = _able(county, desk.of_homes(ledger, Member))
        came = some(dice, able, 4 + dice.randrange(5))
        wishing = _wishing(ledger, able, start.year)
        came = [*wishing, *came][: max(len(came), len(wishing) * 2 // 3)]
        came = list({one.id: one for one in came}.values())
        for one in came:
            make(ledger, TrainingAttendance(member=one.id, event=event.id, passed=dice.random() < 0.8))
    county.count(desk.code, "training_event")
    county.count(desk.code, "training_attendance", len(came))


def _wishing(ledger: BookLedger, able: list[Member], year: int) -> list[Member]:
    """Who wishes to be trained by the facts of that year, and never was."""
    ids = [one.id for one in able]
    trained = {one.member for one in ledger.find(TrainingAttendance, member=ids)}
    wish = {one.member for one in ledger.find(MemberYear, member=ids, year=year) if one.training_need}
    return [one for one in able if one.id in wish - trained]


def _give_posts(county: County, desk: VillageDesk) -> None:
    with desk.write("post.enter") as ledger:
        post = WelfarePost(village_code=desk.code, name="村级保洁员", kind="cleaning", seats=2, monthly_pay=800_00)
        made = make(ledger, post.but(start=county.today, unit=desk.name))
        able = _able(county, desk.of_homes(ledger, Member))[:2]
        for one in able:
            holder = PostHolder(post=made.id, household=one.household, member=one.id, start=county.today)
            make(ledger, holder.but(monthly_pay=800_00))
    county.count(desk.code, "welfare_post")
    county.count(desk.code, "post_holder", len(able))


CHAPTER = Chapter("persons", at_village=_month)
