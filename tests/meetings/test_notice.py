"""N20 (会议决议公示) lists what the meetings of the village voted on, from the records."""

from datetime import UTC, date, datetime

import pytest

from fupin_desktop.forms.loading import form_named
from fupin_desktop.forms.papers import papers
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import make
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.notices.page import preview_of
from fupin_desktop.paper.documents.form_paper import render_forms
from fupin_desktop.paper.reading import texts
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

ONE, OTHER = "441690101200", "441690101201"


def test_the_votes_of_this_village_make_the_rows(book: Book) -> None:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for code, name in ((ONE, "演示一甲村"), (OTHER, "演示一乙村")):
            ledger.save(Village(code=code, name=name, town="甲镇", county="演示县"))
            held = Meeting(division=code, type="representatives", on=date(2017, 5, 8), due=30, attended=21)
            meeting = ledger.save(held)
            vote = MeetingVote(meeting=meeting.id, matter=f"{name}村道硬化", agreed=18, against=2, abstained=1)
            make(ledger, vote.but(resolution="同意"))
        draft = draft_notice(ledger, "N20", division=ONE)
        rows = preview_of(ledger, draft, date(2017, 6, 1)).rows
    assert rows == (("1", "演示一甲村村道硬化", "30", "21", "18", "2", "1", "同意"),)


def test_a_notice_of_resolutions_lists_those_of_the_meeting_it_names(book: Book) -> None:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        for day, matter in ((date(2017, 5, 8), "村道硬化"), (date(2017, 6, 8), "饮水工程")):
            held = Meeting(division=ONE, type="representatives", on=day, due=30, attended=21)
            vote = MeetingVote(meeting=ledger.save(held).id, matter=matter, agreed=18, against=2, abstained=1)
            make(ledger, vote.but(resolution="同意"))
        newest = preview_of(ledger, draft_notice(ledger, "N20", division=ONE), date(2017, 6, 30))
        earlier = draft_notice(ledger, "N20", division=ONE, meeting="村民代表会议", meeting_on=date(2017, 5, 8))
        before = preview_of(ledger, earlier, date(2017, 6, 30))
    assert [row[1] for row in newest.rows] == ["饮水工程"]
    assert "2017年6月8日村民代表会议，共1项" in newest.paras[0]
    assert [row[1] for row in before.rows] == ["村道硬化"]


@pytest.mark.parametrize("code", ["F04", "F27"])
def test_the_record_of_a_meeting_shows_its_own_votes(book: Book, code: str) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        ledger.save(
            Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered"), managed=("status",)
        )
        for day, type, matter in (
            (date(2017, 4, 8), "appraisal", "拟脱贫户名单"),
            (date(2017, 5, 8), "representatives", "村道硬化"),
        ):
            held = Meeting(division=ONE, type=type, on=day, due=30, attended=21)
            vote = MeetingVote(meeting=ledger.save(held).id, matter=matter, agreed=18, against=2, abstained=1)
            make(ledger, vote.but(resolution="同意"))
    with book.read() as reader:
        made = papers(form_named(code), reader, reader.find(Household), date(2017, 6, 1), ONE)
    told = "".join(texts(render_forms(made)[0]))
    assert ("拟脱贫户名单" in told, "村道硬化" in told) == ((True, False) if code == "F04" else (False, True))
    assert ("2017年4月8日" in told) == (code == "F04")
