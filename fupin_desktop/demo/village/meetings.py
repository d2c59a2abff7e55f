"""Chapter of the meetings: the team each month, the villagers' representatives each quarter, with their votes."""

from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.village.boards import hang
from fupin_desktop.demo.village.teams import SENT
from fupin_desktop.imaging.drawing import PAPER
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.team.model import WorkTeam

_QUARTERLY = (3, 6, 9, 12)
_JOINT = (3, 9)  # months in which the governments of both sides meet
_COUNTY = 6  # digits of a county's code


def _month(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("meeting", desk.code, county.today)
    with desk.write("meeting.enter") as ledger:
        team = Meeting(division=desk.code, type="team", on=county.today - timedelta(dice.randrange(1, 9)))
        came = 3 + dice.randrange(3)
        topic = dice.choice(words()["meeting"]["team"])
        ledger.save(team.but(place="村委会二楼", chair=desk.secretary, due=6, attended=came, topic=topic))
    county.count(desk.code, "meeting")
    if county.today.month in _QUARTERLY:
        _decide(county, desk)


def _decide(county: County, desk: VillageDesk) -> None:
    """The representatives decide one or two matters; what they resolved hangs on the board."""
    dice = county.dice.of("representatives", desk.code, county.today)
    on = county.today - timedelta(dice.randrange(1, 6))
    matters = dice.sample(words()["meeting"]["matters"], dice.choice((1, 1, 2)))
    due = 24 + dice.randrange(12)
    with desk.write("meeting.enter") as ledger:
        scan = desk.picture(ledger, PAPER, f"村民代表会议 {on}", dice)
        held = Meeting(
            division=desk.code, type="representatives", on=on, due=due, attended=due - dice.randrange(due // 4)
        )
        meeting = ledger.save(
            held.but(
                attended=due - dice.randrange(due // 4),
                place="村文化楼",
                chair="村党支部书记",
                recorder="村文书",
                topic="、".join(matters),
                scans=(scan,),
            )
        )
        for matter in matters:
            came = meeting.attended or 0
            against, abstained = dice.randrange(4), dice.randrange(3)
            vote = MeetingVote(meeting=meeting.id, matter=matter, agreed=came - against - abstained)
            make(ledger, vote.but(against=against, abstained=abstained, resolution="同意"))
    with desk.write("notice.issue") as ledger:
        facts = {"meeting": "村民代表会议", "meeting_on": on}
        hang(county, desk, ledger, "N20", desk.code, {"meeting.on": on.isoformat()}, **facts)
    county.count(desk.code, "meeting")
    county.count(desk.code, "meeting_vote", len(matters))


def decide(county: County, desk: VillageDesk, ledger: BookLedger, matter: str) -> Dot | None:
    """The vote of today's appraisal meeting (民主评议会) on a matter, carried; several matters are of one meeting."""
    dice = county.dice.of("appraisal", desk.code, matter)
    known = ledger.find(Meeting, division=desk.code, type="appraisal", on=county.today)
    if not known:
        held = Meeting(division=desk.code, type="appraisal", on=county.today, due=31, attended=26 + dice.randrange(5))
        scan = desk.picture(ledger, PAPER, f"民主评议会 {county.today}", dice)
        known = [ledger.save(held.but(place="村委会二楼", chair=desk.secretary, topic=matter, scans=(scan,)))]
        county.count(desk.code, "meeting")
    came, against = known[0].attended or 0, dice.randrange(4)
    vote = MeetingVote(meeting=known[0].id, matter=matter, agreed=came - against, against=against, abstained=0)
    county.count(desk.code, "meeting_vote")
    return make(ledger, vote.but(resolution="同意")).id


# --- joint meetings (联席会议) ---------------------------------------------------------------------------------------


def _opening(county: County) -> None:
    """A county has a working group, through which both sides meet."""
    with county.office.write("team.enter") as ledger:
        if len(ledger.division) == _COUNTY:
            group = WorkTeam(division=ledger.division, type="county_group", name="对口帮扶演示县工作组")
            ledger.save(group.but(start=SENT))
            county.count(ledger.division, "work_team")


def _office(county: County) -> None:
    """The governments of both sides meet twice a year."""
    if county.today.month not in _JOINT:
        return
    dice = county.dice.of("joint meeting", county.today)
    with county.office.write("meeting.enter") as ledger:
        scan = county.office.picture(ledger, PAPER, f"联席会议纪要 {county.today.year}", dice)
        on = county.today - timedelta(dice.randrange(3, 15))
        held = Meeting(division=ledger.division, type="joint", on=on, due=16, attended=13 + dice.randrange(3))
        topic = dice.choice(words()["meeting"]["joint"])
        ledger.save(held.but(place="演示县会议中心", chair="县委副书记", recorder="扶贫办", topic=topic, scans=(scan,)))
        county.count(ledger.division, "meeting")


CHAPTER = Chapter("meetings", opening=_opening, at_village=_month, at_office=_office)
