"""N20 (会议决议公示) lists what the meetings of the village voted on, from the records."""

from datetime import UTC, date, datetime

from fupin_desktop.kinds import make
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.notices.page import preview_of
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
