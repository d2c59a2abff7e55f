"""Chapter of the calls in the village that are at no registered household: committees, groups, elders, firms."""

from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.visits.model import VillageVisit

_MET = (
    ("committee", "村党支部书记", "商量村道施工和百香果收购的安排"),
    ("cadre", "老党员", "听对扶贫工作的意见，建议早点修路"),
    ("firm", "演示果蔬合作社", "谈定保底收购价"),
    ("school", "演示镇中心小学", "了解在校学生资助发放情况"),
    ("villager", "非贫困户", "征求对公示名单的意见，没有异议"),
)


def _month(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("village visits", desk.code, county.today)
    whom, person, findings = dice.choice(_MET)
    day = county.today - timedelta(1 + dice.randrange(9))
    with desk.write("visit.log") as ledger:
        seen = VillageVisit(village_code=desk.code, date=day, visitors=(desk.secretary, desk.cadres[1]), whom=whom)
        ledger.save(seen.but(person=person, topics=("policy",), findings=findings))
    county.count(desk.code, "village_visit")


CHAPTER = Chapter("village_visits", at_village=_month)
