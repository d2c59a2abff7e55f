from datetime import date, timedelta

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.households.rules import head_of
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.commands import cancel_task, finish_task, log_visit, reopen_task, take_task
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
        visit, task = log_visit(
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
        assert task is not None
        assert (task.visit, task.owner, task.state, task.matter) == (visit.id, "张三", "open", "修屋顶")
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
            cancel_task(ledger, done, "不需要")
        assert reopen_task(ledger, done).done_on is None
        assert cancel_task(ledger, ledger.get(FollowUpTask, task.id).but(state="open"), "搬走").state == "cancelled"


def test_a_routine_visit_leaves_no_task(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        facts = {"household": home.id, "visitors": ["张三"], "type": "daily"}
        assert log_visit(ledger, date=ledger.today, photos=["a" * 64], **facts)[1] is None
        with pytest.raises(Refusal) as caught:
            log_visit(ledger, date=ledger.today, requests="修路", due=date(2016, 1, 1), **facts)
        assert caught.value.code == "task.due"
        assert len(ledger.find(Visit)) == 1
