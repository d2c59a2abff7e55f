"""A county with one village, where households apply, are identified, verified and excluded."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.households.model import Household, Member
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.commands import close_notice, draft_notice, issue_notice, post_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.policy.model import PolicyParameter
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

ONE, COUNTY = "441690101200", "441690"
PICTURE = "a" * 64
DAY = date(2017, 3, 1)


class Desk:
    """What the tests do again and again with a book of a county."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def home(self, number: int = 1) -> Household:
        with self.book.read() as reader:
            return reader.find(Household, household_code=f"{ONE}2017000{number}")[0]

    def open(self, number: int = 1, **facts: object) -> IdentificationCase:
        with self.book.write("test") as ledger:
            case = IdentificationCase(household=self.home(number).id, stage_on=DAY, **facts)
            return make(ledger, case)

    def case(self, case: IdentificationCase) -> IdentificationCase:
        with self.book.read() as reader:
            assert case.id is not None
            return reader.get(type(case), case.id)

    def go(self, case: IdentificationCase, to: str, on: date, papers: StepPapers | None = None) -> IdentificationCase:
        with self.book.write("test") as ledger:
            assert case.id is not None
            return advance(ledger, ledger.get(type(case), case.id), to=to, on=on, papers=papers)

    def refused(self, case: IdentificationCase, to: str, on: date, papers: StepPapers | None = None) -> Refusal:
        with pytest.raises(Refusal) as caught:
            self.go(case, to, on, papers)
        return caught.value

    def set(self, case: IdentificationCase, **facts: object) -> None:
        with self.book.write("test") as ledger:
            assert case.id is not None
            ledger.save(ledger.get(type(case), case.id).but(**facts))

    def save(self, *records: object) -> list[object]:
        with self.book.write("test") as ledger:
            return [make(ledger, one) for one in records]

    def income(self, number: int = 1, wage: int = 9_000_00, **facts: object) -> None:
        index = Decimal(str(facts.pop("price_index"))) if facts.get("price_index") else None
        given = {"year": 2016, "persons": 3, **facts, "price_index": index}
        self.save(IncomeYear(household=self.home(number).id, wage=wage, **given))

    def parameter(self, code: str, value: str, **facts: object) -> None:
        given = {"begins": date(2016, 1, 1), "why": "县定", "serial": 1, "state": "actual", **facts}
        one = PolicyParameter(area=COUNTY, code=code, value=value, **given)
        self.save(one)

    def vote(
        self, number: int = 1, on: date = date(2017, 3, 12), kind: str = "representatives", **facts: object
    ) -> MeetingVote:
        with self.book.write("test") as ledger:
            meeting = ledger.save(Meeting(division=ONE, type=kind, on=on, due=30, attended=24))
            votes = {"agreed": 20, "against": 2, "abstained": 2, **facts}
            vote = MeetingVote(meeting=meeting.id, matter=f"评议{number}", household=self.home(number).id, **votes)
            return make(ledger, vote)

    def post(self, kind: str, first: date, *, close: bool = True, **how: object) -> Notice:
        with self.book.write("test") as ledger:
            notice = issue_notice(ledger, draft_notice(ledger, kind, **how), first)
            post_notice(ledger, notice, place="公示栏", photos=["b" * 64])
            assert notice.id is not None
            found = ledger.get(Notice, notice.id)
            return close_notice(ledger, found) if close else found


SIGNED = {
    "signed_cadre": "甲干部",
    "signed_secretary": "乙书记",
    "signed_committee": "丙主任",
    "signed_on": date(2017, 3, 10),
}
SCREENED = {
    "screened_on": date(2017, 3, 9),
    "screened_by": "甲干部",
    "looks": ("look4_1",),
    "entries": ("in6_1", "in6_3"),
}


@pytest.fixture
def desk(tmp_path: object) -> object:
    """A county's book with a village and two households, each with its head."""
    made = Book.create(
        tmp_path / "county.book",
        role="county",
        name="演示县",
        division=COUNTY,
        passphrase="wu ge pin yin ci",
    )
    with made as book:
        book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
        with book.write("test") as ledger:
            ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
            for n in (1, 2):
                home = ledger.save(Household(household_code=f"{ONE}2017000{n}", village_code=ONE, persons=3))
                name = f"张{'三四'[n - 1]}"
                ledger.save(Member(household=home.id, name=name, relation="01", birth_date=date(1960, 1, 1)))
        yield Desk(book)


def verified(desk: Desk, number: int = 1, **facts: object) -> IdentificationCase:
    """A case that the village has verified."""
    case = desk.open(number, way="new")
    desk.go(case, "surveyed", date(2017, 3, 5), StepPapers(facts={"surveyor": "甲、乙"}))
    desk.go(case, "applied", date(2017, 3, 6), StepPapers(photos=(PICTURE,)))
    return desk.go(case, "village_verified", date(2017, 3, 11), StepPapers(facts={**SCREENED, **SIGNED, **facts}))


def reviewed(desk: Desk, number: int = 1, **facts: object) -> IdentificationCase:
    """A case that came through assembly, notice and township."""
    case = verified(desk, number, **facts)
    desk.go(case, "assembly_reviewed", date(2017, 3, 13), StepPapers(facts={"vote": desk.vote(number).id}))
    desk.post("N01", date(2017, 3, 14), division=ONE)
    desk.go(case, "posted_1", date(2017, 3, 22))
    return desk.go(case, "township_reviewed", date(2017, 3, 24))
