from datetime import date, timedelta

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.households.rules import head_of
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.commands import Promise, finish_task, give_up_task, log_visit, reopen_task, take_task
from fupin_desktop.visits.model import FollowUpTask, Visit


@pytest.fixture
def home(book: Book) -> Household:
    with book.write("test") as ledger:
        return ledger.save(
            Household(household_code="44169010120020160001", village_code="441690101200", status="registered")
        )


def test_a_request_becomes_a_task_and_comes_to_its_end(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        day = ledger.today
        visit, (task,) = log_visit(
            ledger,
            household=home.id,
            date=day,
            visitors=[" 张三 ", ""],
            type="daily",
            topics=["income"][:0],
            findings="屋顶漏雨",
            requests="修屋顶",
            due=day + timedelta(days=30),
        )
        assert visit.visitors == ("张三",)
        assert (task.visit, task.owner, task.state, task.matter) == (visit.id, "张三", "open", "修屋顶")
        assert (task.origin, task.due) == ("request", day + timedelta(days=30))
        assert head_of(ledger, home) is None
    with book.write("test") as ledger:
        taken = take_task(ledger, ledger.get(FollowUpTask, task.id), "李四")
        assert taken.state == "doing"
        with pytest.raises(Refusal):
            reopen_task(ledger, taken)
        with pytest.raises(Refusal):
            finish_task(ledger, taken, " ")
        done = finish_task(ledger, taken, "已修好")
        assert (done.state, done.done_on) == ("done", ledger.today)
        with pytest.raises(Refusal):
            give_up_task(ledger, done, "不需要")
        again = reopen_task(ledger, done, "又漏了")
        assert (again.state, again.done_on, again.reopened, again.result) == ("open", None, 1, "已修好")
        given_up = give_up_task(ledger, again, "搬走")
        assert (given_up.state, given_up.result, given_up.done_on) == ("cancelled", "搬走", ledger.today)
        assert reopen_task(ledger, given_up).reopened == 2


def test_each_promise_becomes_a_task_of_its_own(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        day = ledger.today
        said = [Promise("送鸡苗", day + timedelta(days=7), "李四"), Promise("联系学校"), Promise(" ")]
        visit, tasks = log_visit(
            ledger, household=home.id, date=day, visitors=["张三"], type="daily", requests="修路", promises=said,
            due=day + timedelta(days=30),
        )  # fmt: skip
        assert visit.promised == "送鸡苗\n联系学校"
        told = [(one.origin, one.matter, one.owner, one.due) for one in tasks]
        assert told == [
            ("request", "修路", "张三", day + timedelta(days=30)),
            ("promise", "送鸡苗", "李四", day + timedelta(days=7)),
            ("promise", "联系学校", "张三", day + timedelta(days=30)),
        ]
        with pytest.raises(Refusal) as refused:
            log_visit(
                ledger, household=home.id, date=day, visitors=["张三"], type="daily",
                promises=[Promise("送鸡苗", day - timedelta(days=1))],
            )  # fmt: skip
        assert refused.value.code == "task.due"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"start": "25:00"}, "visit.time"),
        ({"start": "九点"}, "visit.time"),
        ({"start": "11:00", "end": "9:30"}, "visit.end"),
        ({"gps": "村口"}, "visit.place"),
        ({"start": "9：30", "end": "10:05", "gps": "24.31, 114.94"}, ""),
    ],
)
def test_times_and_places_that_cannot_be(book: Book, home: Household, facts: dict[str, str], code: str) -> None:
    with book.write("test") as ledger:
        given = {"household": home.id, "date": ledger.today, "visitors": ["张三"], "type": "daily", "findings": "好"}
        if not code:
            assert log_visit(ledger, **given, **facts)[0].id is not None
            return
        with pytest.raises(Refusal) as refused:
            log_visit(ledger, **given, **facts)
        assert refused.value.code == code


def test_a_visit_of_a_form_makes_its_tasks_too(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        made = Visit(household=home.id, date=ledger.today, visitors=("张三",), type="daily", promised="送种子")
        visit = make(ledger, made)
        (task,) = ledger.find(FollowUpTask)
        assert (task.visit, task.origin, task.matter) == (visit.id, "promise", "送种子")


def test_a_task_nobody_asked_for_begins_as_an_open_one(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        made = make(ledger, FollowUpTask(household=home.id, matter="换门锁"))
        assert (made.state, made.origin) == ("open", "other")
        with pytest.raises(Refusal) as refused:
            ledger.save(made.but(state="done"))
        assert refused.value.code == "field.managed"
        with pytest.raises(Refusal) as refused:
            take_task(ledger, made, " ")
        assert refused.value.code == "task.owner"


def test_a_routine_visit_leaves_no_task(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        facts = {"household": home.id, "visitors": ["张三"], "type": "daily"}
        assert log_visit(ledger, date=ledger.today, photos=["a" * 64], **facts)[1] == []
        with pytest.raises(Refusal) as caught:
            log_visit(ledger, date=ledger.today, requests="修路", due=date(2016, 1, 1), **facts)
        assert caught.value.code == "task.due"
        assert len(ledger.find(Visit)) == 1
