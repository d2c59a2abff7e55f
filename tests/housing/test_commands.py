from datetime import UTC, date, datetime

import pytest

from fupin_desktop.casework.commands import advance, advance_many, correct_day, open_case
from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.standing import Look, StepPapers
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.commands import record_payment
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingStep
from fupin_desktop.housing.money import HousingPayment
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.notices.commands import close_notice, draft_notice, issue_notice, post_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import preview_of
from fupin_desktop.rights.commands import waive
from fupin_desktop.rights.model import Waiver
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history import twins
from fupin_desktop.villages.model import Village
from tests.carried import carried, with_vote

ONE = "441690101200"
BEFORE, MEETING, AFTER = "0" * 64, "5" * 64, "1" * 64


@pytest.fixture
def book(book: Book) -> Book:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", town="甲镇", county="演示县"))
        for n in (1, 2):
            home = ledger.save(
                Household(household_code=f"{ONE}2016000{n}", village_code=ONE, status="registered", persons=3)
            )
            ledger.save(
                Member(household=home.id, name=f"张{'三四'[n - 1]}", relation="01", birth_date=date(1960, 1, 1))
            )
            ledger.save(BankCard(household=home.id, account_no=f"62284800000000000{n}8"))
    return book


def cases(book: Book) -> list[HousingCase]:
    with book.write("test") as ledger:
        return [
            make(ledger, HousingCase(household=home.id, stage_on=date(2017, 1, 5), mode="rebuild", danger_grade="D"))
            for home in ledger.find(Household)
        ]


def close(book: Book, kind: str, first: date, **how: object) -> Notice:
    with book.write("test") as ledger:
        notice = issue_notice(ledger, draft_notice(ledger, kind, **how), first)
        post_notice(ledger, notice, place="公示栏", photos=["a" * 64])
        return close_notice(ledger, ledger.get(Notice, notice.id))


def go(book: Book, case: HousingCase, to: str, on: date, papers: StepPapers | None = None) -> HousingCase:
    with book.write("test") as ledger:
        read = ledger.get(HousingCase, case.id)
        return advance(ledger, read, to=to, on=on, papers=with_vote(ledger, read, to, on, papers))


def refused(book: Book, case: HousingCase, to: str, on: date, papers: StepPapers | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        go(book, case, to, on, papers)
    return caught.value


def test_from_application_to_file(book: Book) -> None:
    case = cases(book)[0]
    assert (case.persons, case.year_plan) == (3, 2017)
    papers = StepPapers(by="村民会议", meeting="1月10日", photos=(MEETING,))
    go(book, case, "assembly_reviewed", date(2017, 1, 10), papers)
    assert refused(book, case, "posted_village", date(2017, 1, 20)).code == "case.notice"
    village = close(book, "N10", date(2017, 1, 11), division=ONE)
    assert "2017-01-17" in refused(book, case, "posted_village", date(2017, 1, 17)).message
    assert go(book, case, "posted_village", date(2017, 1, 18)).notice == village.id
    go(book, case, "town_checked", date(2017, 1, 19), StepPapers(photos=(BEFORE,)))
    town = close(book, "N10", date(2017, 1, 20))
    assert go(book, case, "posted_town", date(2017, 1, 27), StepPapers(notice=town.id)).notice == town.id
    assert refused(book, case, "county_approved", date(2017, 2, 1)).code == "case.level"
    approved = StepPapers(paper="演建〔2017〕3号", facts={"subsidy_amount": 40_000_00})
    assert go(book, case, "county_approved", date(2017, 2, 1), approved).subsidy_amount == 40_000_00
    close(book, "N11", date(2017, 2, 2))
    for month, stage in enumerate(("posted_result", "agreement_signed", "started", "foundation"), 2):
        go(book, case, stage, date(2017, month, 10))
    for day, stage in enumerate(("main_body", "completed"), 20):
        go(book, case, stage, date(2017, 5, day))
    assert refused(book, case, "accepted", date(2017, 6, 1)).code == "case.photos"
    # the picture of before is no picture of after, though it be called so
    assert refused(book, case, "accepted", date(2017, 6, 1), StepPapers(photos=(BEFORE,))).code == "case.photos"
    done = go(book, case, "accepted", date(2017, 6, 1), StepPapers(photos=(AFTER,)))
    assert (done.photos_before, done.photos_after, done.accepted_on) == ((BEFORE,), (AFTER,), date(2017, 6, 1))
    assert (done.started_on, done.completed_on) == (date(2017, 4, 10), date(2017, 5, 21))
    pay(book, case)
    go(book, case, "archived", date(2017, 6, 4))
    with book.read() as reader:
        steps = reader.find(HousingStep, case=case.id)
    assert [step.from_stage for step in steps][:3] == [None, "applied", "assembly_reviewed"]


def pay(book: Book, case: HousingCase) -> None:
    """Two payments by one person, who has not accepted the house, confirmed by another."""
    accepted_by = book.user
    assert refused(book, case, "paid", date(2017, 6, 2)).code == "case.sum"
    with book.write("test") as ledger:
        own, other = ledger.find(BankCard)
        first = HousingPayment(case=case.id, card=own.id, amount=30_000_00, on=date(2017, 6, 2))
        with pytest.raises(Refusal) as caught:
            record_payment(ledger, first)
        assert caught.value.code == "step.same_person"
    book.user = "丙"
    with book.write("test") as ledger:
        for wrong, code in (
            (first.but(card=other.id), "payment.card"),
            (first.but(amount=40_000_01), "payment.above"),
            (first.but(on=date(2017, 7, 1)), "payment.date"),
        ):
            with pytest.raises(Refusal) as caught:
                record_payment(ledger, wrong)
            assert caught.value.code == code
        record_payment(ledger, first)
    told = refused(book, case, "paid", date(2017, 6, 3))
    assert (told.code, "30,000" in told.message) == ("case.sum", True)
    with book.write("test") as ledger:
        record_payment(ledger, first.but(amount=10_000_00))
    assert refused(book, case, "paid", date(2017, 6, 3)).code == "step.same_person"
    book.user = "乙"
    paid = go(book, case, "paid", date(2017, 6, 3))
    assert (paid.stage_on, paid.paid_on) == (date(2017, 6, 3), date(2017, 6, 2)), (
        "confirmed a day after the card had it"
    )
    told_paid(book, paid)
    book.user = accepted_by


def told_paid(book: Book, case: HousingCase) -> None:
    """Another day of payment than that of the card is told of; the step that is corrected takes the card's."""
    with book.write("test") as ledger:
        wrong = ledger.save(ledger.get(HousingCase, case.id).but(paid_on=date(2017, 6, 3)), managed=("paid_on",))
        assert "2017-06-02" in " ".join(ledger.warnings)
        step = ledger.find(HousingStep, case=case.id, to_stage="paid")[0]
        assert correct_day(ledger, wrong, step, date(2017, 6, 4), "确认日写错").paid_on == date(2017, 6, 2)


def test_an_office_of_one_says_why_it_confirms_its_own_payment(book: Book) -> None:
    case = cases(book)[0]
    with book.write("test") as ledger:
        ledger.save(
            ledger.get(HousingCase, case.id).but(stage="accepted", subsidy_amount=1_00),
            managed=("stage",),
        )
        record_payment(
            ledger, HousingPayment(case=case.id, card=ledger.find(BankCard)[0].id, amount=1_00, on=date(2017, 2, 1))
        )
    told = refused(book, case, "paid", date(2017, 2, 2), StepPapers(opinion="镇里只有一名经办人"))
    assert (told.code, "exception" in told.message) == ("step.same_person", True)
    with book.write("test") as ledger:
        waive(ledger, "payment.confirm", until=ledger.today, why="镇里只有一名经办人")
    assert go(book, case, "paid", date(2017, 2, 2)).stage == "paid"
    with book.read() as reader:
        assert [one.why for one in reader.find(Waiver)] == ["镇里只有一名经办人"]


def test_the_review_waits_for_vote_minutes_and_a_photograph_of_the_meeting(book: Book) -> None:
    case, day = cases(book)[0], date(2017, 1, 10)
    review = ("assembly_reviewed", day)
    with book.write("test") as ledger:
        meeting = ledger.save(Meeting(division=ONE, type="representatives", on=day, due=30, attended=19))
        vote = ledger.save(MeetingVote(meeting=meeting.id, matter="危房改造对象", agreed=19))
        ledger.save(ledger.get(HousingCase, case.id).but(vote=vote.id))
    assert "quorum" in refused(book, case, *review).message, "two thirds of the representatives"
    with book.write("test") as ledger:
        meeting = ledger.save(ledger.get(Meeting, meeting.id).but(attended=24))
        vote = ledger.save(ledger.get(MeetingVote, vote.id).but(agreed=12))
    assert "did not agree" in refused(book, case, *review).message
    with book.write("test") as ledger:
        ledger.save(ledger.get(MeetingVote, vote.id).but(agreed=13))
    told = refused(book, case, *review)
    assert (told.code, "minutes" in told.message) == ("case.minutes", True)
    with book.write("test") as ledger:
        ledger.save(meeting.but(minutes="逐户评议，同意"))
    told = refused(book, case, *review)
    assert (told.code, "photograph" in told.message) == ("case.minutes", True)
    reviewed = go(book, case, *review, StepPapers(photos=(MEETING,)))
    assert (reviewed.vote, reviewed.photos_before) == (vote.id, ()), "a picture of the meeting shows no house"
    with book.read() as reader:
        assert reader.find(Meeting)[0].scans == (MEETING,)
        assert reader.find(HousingStep, to_stage="assembly_reviewed")[0].photos == (MEETING,)


def test_a_picture_said_to_be_of_the_house_stays_there(book: Book) -> None:
    case = cases(book)[0]
    given = StepPapers(photos=(BEFORE,), moment="photos_before")
    assert go(book, case, "assembly_reviewed", date(2017, 1, 10), given).photos_before == (BEFORE,)
    with book.read() as reader:
        assert BEFORE not in reader.find(Meeting)[0].scans


def test_many_at_once_names_those_refused(book: Book) -> None:
    first, second = cases(book)
    go(book, first, "assembly_reviewed", date(2017, 1, 10))
    with book.write("test") as ledger:
        papers = StepPapers(facts={"vote": carried(ledger, second.household, date(2017, 1, 11))})
        moved, refused = advance_many(
            ledger, ledger.find(HousingCase), to="assembly_reviewed", on=date(2017, 1, 11), papers=papers
        )
    assert [case.id for case in moved] == [second.id]
    assert [(case.id, refusal.code) for case, refusal in refused] == [(first.id, "case.order")]


def test_an_objection_goes_back_where_it_came_from(book: Book) -> None:
    case = cases(book)[0]
    go(book, case, "assembly_reviewed", date(2017, 1, 10))
    go(book, case, "objection", date(2017, 1, 11))
    assert go(book, case, "assembly_reviewed", date(2017, 1, 12)).stage == "assembly_reviewed"


def test_a_case_from_the_roster_stands_where_it_stands(book: Book) -> None:
    with book.write("test") as ledger:
        home = ledger.find(Household)[0]
        ledger.save(HousingCase(household=home.id, year_plan=2017, stage="foundation"), managed=("stage",))
        moved = advance(ledger, ledger.find(HousingCase)[0], to="main_body")
        assert moved.stage_on == ledger.today


def test_a_household_has_one_open_case(book: Book) -> None:
    first = cases(book)[0]
    again = HousingCase(household=first.household, year_plan=2018)
    with book.write("test") as ledger:
        with pytest.raises(Refusal) as caught:
            make(ledger, again)
        assert (caught.value.code, caught.value.where) == ("case.open_already", {"id": ledger.text_of(first.id)})
        assert "applied" in caught.value.message
    go(book, first, "withdrawn", date(2017, 1, 6), StepPapers(facts={"ended_why": "已另建新房"}))
    with book.write("test") as ledger:
        with pytest.raises(Refusal, match="open already"):  # of one batch, too
            ledger.save_all([again.but(stage="applied", year_plan=year) for year in (2018, 2019)], managed=("stage",))
        assert open_case(ledger, again).stage == "applied"


def test_what_was_joined_is_one_household(book: Book) -> None:
    with book.write("test") as ledger:
        one, other = ledger.find(Household)
        make(ledger, HousingCase(household=other.id, year_plan=2016, stage_on=date(2016, 1, 5)))
        twins.join(ledger, [one, other], "同一户")
    with book.write("test") as ledger, pytest.raises(Refusal) as caught:
        make(ledger, HousingCase(household=one.id, year_plan=2017))
    assert caught.value.code == "case.open_already"


def test_a_stage_is_written_by_steps_alone(book: Book) -> None:
    case = cases(book)[0]
    for changes in ({"stage": "archived"}, {"stage_on": date(2017, 2, 1)}, {"paid_on": date(2017, 2, 1)}):
        with book.write("test") as ledger, pytest.raises(Refusal, match="case advance") as caught:
            ledger.save(ledger.get(HousingCase, case.id).but(**changes))
        assert caught.value.code == "field.managed"
    with book.write("test") as ledger, pytest.raises(Refusal, match="case advance"):
        ledger.save(HousingStep(case=case.id, to_stage="archived", on=date(2017, 2, 1)))
    with book.write("test") as ledger, pytest.raises(Refusal) as caught:
        make(ledger, HousingStep(case=case.id, to_stage="archived", on=date(2017, 2, 1)))
    assert caught.value.code == "case.order"
    with book.write("test") as ledger:
        told = HousingStep(case=case.id, to_stage="assembly_reviewed", on=date(2017, 2, 1))
        with pytest.raises(Refusal) as caught:
            make(ledger, told)
        assert caught.value.code == "case.meeting"
        voted = carried(ledger, case.household, date(2017, 2, 1))
        ledger.save(ledger.get(HousingCase, case.id).but(vote=voted))
        make(ledger, told)
        assert ledger.get(HousingCase, case.id).stage == "assembly_reviewed"


def test_a_day_written_wrongly_is_corrected_between_its_neighbours(book: Book) -> None:
    case = cases(book)[0]
    with book.write("test") as ledger:
        ledger.save(ledger.get(HousingCase, case.id).but(stage="agreement_signed"), managed=("stage",))
    go(book, case, "started", date(2017, 2, 1))
    go(book, case, "foundation", date(2017, 3, 1))
    with book.write("test") as ledger:
        read = ledger.get(HousingCase, case.id)
        step = next(one for one in ledger.find(HousingStep, case=case.id) if one.to_stage == "started")
        for day, why, code in (
            (date(2017, 3, 2), "写错", "case.date"),
            (date(2017, 1, 4), "写错", "case.date"),
            (date(2017, 7, 1), "写错", "case.date"),
            (date(2017, 2, 9), " ", "why.missing"),
        ):
            with pytest.raises(Refusal) as caught:
                correct_day(ledger, read, step, day, why)
            assert caught.value.code == code
        done = correct_day(ledger, read, step, date(2017, 2, 9), "写错")
        assert (done.started_on, done.stage, done.stage_on) == (date(2017, 2, 9), "foundation", date(2017, 3, 1))
        steps = ledger.find(HousingStep, case=case.id)
        assert [one.on for one in steps if one.to_stage == "started"] == [date(2017, 2, 9)]
        assert len(ledger.find(HousingStep, case=case.id, with_away=True)) == len(steps) + 1


def test_one_picture_is_of_one_moment(book: Book) -> None:
    case = cases(book)[0]
    with book.write("test") as ledger:
        read = ledger.save(ledger.get(HousingCase, case.id).but(photos_before=(BEFORE,)))
        with pytest.raises(Refusal) as caught:
            ledger.save(read.but(photos_after=(BEFORE, AFTER)))
    assert (caught.value.code, caught.value.where) == ("case.photo_twice", {"field": "photos_after"})


def test_what_is_missing_next_is_what_refuses(book: Book) -> None:
    case = cases(book)[0]
    go(book, case, "assembly_reviewed", date(2017, 1, 10))
    with book.read() as reader:
        found = missing_next(Look(reader), reader.get(HousingCase, case.id), date(2017, 1, 11))
    assert [(lack.code, lack.stops) for lack in found] == [("case.notice", True), ("case.photos", False)]
    assert refused(book, case, "posted_village", date(2017, 1, 11)).message.startswith(found[0].text)


def test_inspections_take_the_stage_of_the_case(book: Book) -> None:
    case = cases(book)[0]
    facts = {"case": case.id, "inspector": "镇村建办 李工", "points": "地基未夯实", "photos": ["7" * 64]}
    with book.write("test") as ledger:
        made = make(ledger, HousingInspection(**facts, date=date(2017, 2, 1)))
        with pytest.raises(Refusal) as caught:
            make(ledger, HousingInspection(**facts, date=date(2017, 7, 1)))
    assert (made.stage, caught.value.code) == ("applied", "inspection.date")


def test_a_housing_notice_is_chosen_along_the_household(book: Book) -> None:
    cases(book)
    with book.write("test") as ledger:
        case = ledger.find(HousingCase)[1]
        ledger.save(case.but(stage="accepted", subsidy_amount=40_000_00, mode="repair"), managed=("stage",))
        draft = draft_notice(ledger, "N12", where={"village_code": ONE, "natural_village": ["上屋", "下屋"]})
        assert preview_of(ledger, draft, date(2017, 6, 1)).rows == ()
        draft = draft_notice(ledger, "N12", where={"village_code": ONE, "persons": "3"})
        assert preview_of(ledger, draft).rows == (("1", "张四", "3", "D级", "修缮加固", "40,000.00"),)
        assert draft.division == ONE
