"""Chapter of the village's governance: its committees with their terms, disputes, rules, 四议两公开, a weak branch."""

from datetime import date, timedelta
from typing import Any

from fupin_desktop.committees.model import CommitteeMember, PartyOverhaul
from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.people import cadre_name
from fupin_desktop.disputes.model import Dispute, VillageRule
from fupin_desktop.imaging.drawing import PAPER
from fupin_desktop.kinds import make
from fupin_desktop.meetings.model import MatterTrail, Meeting
from fupin_desktop.notices.model import Notice
from fupin_desktop.store.write.writing import BookLedger

_ELECTED, _AGAIN = date(2014, 3, 20), date(2017, 5, 10)  # the terms of the committees
_POSTS = ("secretary", "head", "deputy_head", "member", "supervisor", "clerk")
_STAYS = ("head", "clerk")  # who is elected a second time
_DISPUTES_IN, _DECIDED_IN, _DONE_IN, _RULES_IN = (4, 8, 11), 9, 12, (2016, 10)
_STEPS = (("proposal", "party_branch", 24), ("consultation", "committees", 18), ("deliberation", "party_members", 12))
_OVERHAUL = (2016, 8)


def _month(county: County, desk: VillageDesk) -> None:
    now = (county.today.year, county.today.month)
    if now == (2016, 5):
        _elect(county, desk, _ELECTED, _AGAIN - timedelta(1), 0)
    if now == (_AGAIN.year, _AGAIN.month):
        _elect(county, desk, _AGAIN, None, 1)
    if now[1] in _DISPUTES_IN:
        _settle(county, desk)
    if now == _RULES_IN:
        _adopt(county, desk)
    if now[1] == _DECIDED_IN:
        _decide(county, desk)
    if now[1] == _DONE_IN:
        _disclose(county, desk)
    if now == _OVERHAUL and desk is county.villages[0]:
        _overhaul(county, desk)


def _name_in(county: County, desk: VillageDesk, post: str, term: int) -> str:
    return cadre_name(county.dice.of("committee", desk.code, post, 0 if post in _STAYS else term))


def _elect(county: County, desk: VillageDesk, start: date, end: date | None, term: int) -> None:
    with desk.write("committee.enter") as ledger:
        ledger.save_all(
            CommitteeMember(
                village_code=desk.code, name=_name_in(county, desk, post, term), post=post, start=start, end=end,
                party_member=post != "clerk",
            )
            for post in _POSTS
        )  # fmt: skip
    county.count(desk.code, "committee_member", len(_POSTS))


def _settle(county: County, desk: VillageDesk) -> None:
    """One dispute is heard of; the earlier ones that are still open come to their end, but one in ten."""
    dice = county.dice.of("dispute", desk.code, county.today)
    with desk.write("dispute.enter") as ledger:
        for one in ledger.find(Dispute, village_code=desk.code, outcome=None):
            if dice.random() < 0.9:
                told = next(row for row in words()["dispute"] if row["matter"] == one.matter)
                ledger.save(one.but(outcome="settled", settled_on=county.today - timedelta(3), result=told["result"]))
        told = dice.choice(words()["dispute"])
        heard = Dispute(village_code=desk.code, raised_on=county.today - timedelta(10), kind=told["kind"])
        ledger.save(
            heard.but(matter=told["matter"], parties=tuple(told["parties"]), handlers=(desk.secretary, "村调解主任"))
        )
    county.count(desk.code, "dispute")


def _adopt(county: County, desk: VillageDesk) -> None:
    """The covenant and a rule, adopted by the representatives' last meeting."""
    dice = county.dice.of("rules", desk.code)
    with desk.write("rule.enter") as ledger:
        meeting = _last_meeting(ledger, desk, "representatives")
        on = meeting.on if meeting is not None else county.today
        scan = desk.picture(ledger, PAPER, "村规民约", dice)
        for row in words()["rule"]:
            made = VillageRule(village_code=desk.code, title=row["title"], kind=row["kind"], adopted_on=on)
            ledger.save(made.but(words=row["text"], meeting=meeting.id if meeting else None, scans=(scan,)))
    county.count(desk.code, "village_rule", len(words()["rule"]))


def _last_meeting(ledger: BookLedger, desk: VillageDesk, kind: str) -> Meeting | None:
    held = ledger.find(Meeting, division=desk.code, type=kind)
    return max(held, key=lambda one: one.on or date.min, default=None)


def _decide(county: County, desk: VillageDesk) -> None:
    """Four meetings and the first disclosure: the last of the four is the representatives' of this month."""
    dice = county.dice.of("trail", desk.code, county.today)
    with desk.write("trail.enter") as ledger:
        resolved = _last_meeting(ledger, desk, "representatives")
        assert resolved is not None, "the chapter of the meetings comes first"
        hung = ledger.find(Notice, division=desk.code, kind="N20", posted_from=county.today)
        steps: dict[str, Any] = {}
        for name, kind, days in _STEPS:
            due = 5 + dice.randrange(20)
            scan = desk.picture(ledger, PAPER, f"会议记录 {county.today.year}", dice)
            held = Meeting(division=desk.code, type=kind, on=county.today - timedelta(days), due=due, attended=due - 1)
            steps[name] = ledger.save(
                held.but(place="村委会二楼", chair="村党支部书记", topic=resolved.topic, scans=(scan,))
            ).id
        trail = MatterTrail(village_code=desk.code, matter=f"{county.today.year}年{resolved.topic}", **steps)
        make(ledger, trail.but(resolution=resolved.id, resolution_notice=hung[-1].id if hung else None))
    county.count(desk.code, "meeting", len(_STEPS))
    county.count(desk.code, "matter_trail")


def _disclose(county: County, desk: VillageDesk) -> None:
    """At the end of the year the result hangs as well; the first village forgot one."""
    if desk is county.villages[0] and county.today.year > 2016:
        return
    with desk.write("trail.enter") as ledger:
        hung = ledger.find(Notice, division=desk.code, kind="N08", posted_from=county.today)
        for trail in ledger.find(MatterTrail, village_code=desk.code, result_notice=None):
            if hung:
                ledger.save(trail.but(result_notice=hung[-1].id))


def _overhaul(county: County, desk: VillageDesk) -> None:
    facts: dict[str, Any] = {
        "begun_on": date(2016, 3, 1), "problem": "党支部会议半年没有召开，党员年龄偏大", "responsible": "镇党委副书记",
        "steps": "镇领导挂点，每月检查“三会一课”，发展青年党员两名", "due": date(2016, 9, 30),
        "ended_on": county.today, "result": "支部会议按月召开，吸收入党积极分子两名",
    }  # fmt: skip
    with desk.write("overhaul.enter") as ledger:
        ledger.save(PartyOverhaul(village_code=desk.code, **facts))
    county.count(desk.code, "party_overhaul")


CHAPTER = Chapter("governance", at_village=_month)
