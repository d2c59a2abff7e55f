from datetime import date, timedelta

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.households.rules import head_of
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.lists.queries import households_by_id
from fupin_desktop.store.lists.visiting import VisitsWanted, visit_days
from fupin_desktop.visits.commands import (
    Promise,
    VisitLine,
    correct_visit,
    finish_task,
    give_up_task,
    log_visit,
    log_visits,
    reopen_task,
    take_task,
    tasks_of,
    withdraw_visit,
)
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


def logged(book: Book, home: Household, **facts: object) -> Visit:
    with book.write("visit.log") as ledger:
        given = {"date": ledger.today, "visitors": ["张三"], "type": "daily", "findings": "屋顶漏雨", **facts}
        return log_visit(ledger, household=home.id, **given)[0]


def test_a_visit_is_corrected_and_its_old_words_stay(book: Book, home: Household) -> None:
    visit = logged(book, home, requests="修屋顶")
    with book.write("visit.correct") as ledger:
        saved = correct_visit(ledger, visit, "写错了", findings="屋顶已修", requests="修厨房")
        assert ledger.warnings == ["Its tasks stand as they were written: 修屋顶."]
    assert (saved.findings, saved.id) == ("屋顶已修", visit.id)
    with book.read() as reader:
        lines = Chronicle(reader).history(reader.get(Visit, visit.id))
        assert [task.matter for task in tasks_of(reader, visit)] == ["修屋顶"]
    assert [(line["field"], line["value"], line["why"]) for line in lines[1:]] == [
        ("findings", "屋顶已修", "写错了"),
        ("requests", "修厨房", "写错了"),
    ]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"findings": "屋顶漏雨"}, "visit.same"),
        ({"findings": None}, "visit.empty"),
        ({"visitors": ()}, "field.missing"),
        ({"date": date(2999, 1, 1)}, "visit.future"),
    ],
)
def test_what_a_correction_may_not_do(book: Book, home: Household, facts: dict[str, object], code: str) -> None:
    visit = logged(book, home)
    with pytest.raises(Refusal) as told, book.write("visit.correct") as ledger:
        correct_visit(ledger, visit, **facts)
    assert told.value.code == code


def test_a_visit_stays_with_its_household(book: Book, home: Household) -> None:
    visit = logged(book, home)
    with book.write("test") as ledger:
        other = ledger.save(home.but(id=None, reading=None, household_code="44169010120020160002"))
    with pytest.raises(Refusal) as told, book.write("visit.correct") as ledger:
        correct_visit(ledger, visit, household=other.id)
    assert told.value.code == "field.fixed"


@pytest.mark.parametrize("with_tasks", [False, True])
def test_a_withdrawn_visit_is_read_and_not_counted(book: Book, home: Household, with_tasks: bool) -> None:
    visit = logged(book, home, requests="修屋顶", promised="送树苗")
    with book.write("task.done") as ledger:
        finish_task(ledger, tasks_of(ledger, visit)[1], "已送")
    with book.write("visit.withdraw") as ledger:
        given_up = withdraw_visit(ledger, visit, "记错了户", with_tasks=with_tasks)
        assert ledger.warnings == ([] if with_tasks else ["Its tasks stand as they were written: 修屋顶."])
    assert [task.matter for task in given_up] == (["修屋顶"] if with_tasks else [])
    with book.read() as reader:
        assert reader.find(Visit) == []
        assert visit_days(reader, VisitsWanted()) == {}
        assert households_by_id(reader, [home.id or 0])[0].last_visit is None
        kept = reader.find(Visit, with_away=True)[0]
        assert kept.away == "记错了户"
        states = {task.matter: task.state for task in tasks_of(reader, visit)}
        assert states == {"修屋顶": "cancelled" if with_tasks else "open", "送树苗": "done"}
    for again in (lambda one: withdraw_visit(one, kept, "x"), lambda one: correct_visit(one, kept, findings="x")):
        with pytest.raises(Refusal) as told, book.write("test") as ledger:
            again(ledger)
        assert told.value.code == "visit.withdrawn"


def test_withdrawing_needs_a_reason_and_is_undone_by_its_name(book: Book, home: Household) -> None:
    visit = logged(book, home, requests="修屋顶")
    with pytest.raises(Refusal) as told, book.write("visit.withdraw") as ledger:
        withdraw_visit(ledger, visit, " ")
    assert told.value.code == "why.missing"
    with book.write("visit.withdraw") as ledger:
        withdraw_visit(ledger, visit, "记错了户", with_tasks=True)
    undo(book)
    with book.read() as reader:
        assert [one.id for one in reader.find(Visit)] == [visit.id]
        assert [task.state for task in reader.find(FollowUpTask)] == ["open"]


def test_a_correction_that_meets_anothers_word_is_a_question(book: Book, home: Household) -> None:
    visit = logged(book, home)
    with book.write("test") as ledger:
        correct_visit(ledger, ledger.get(Visit, visit.id), findings="另一种")
    with book.write("test") as ledger:
        correct_visit(ledger, visit, findings="再一种")  # on the reading its user saw
    with book.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT count(*) FROM version WHERE head = 2").scalar() == 2


def round_of(home: Household, *texts: str | None) -> list[VisitLine]:
    return [VisitLine(home.id, {"findings": text}) for text in texts]


def test_many_visits_are_one_act_and_a_refused_line_stops_no_other(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        others = ledger.save_all(
            home.but(id=None, reading=None, household_code=f"4416901012002016001{n}") for n in range(2)
        )
    with book.write("visit.log") as ledger:
        shared = {"date": ledger.today, "visitors": ["张三"], "type": "daily", "topics": ()}
        lines = [*round_of(home, "稳定", "又一次"), VisitLine(others[0].id, {"findings": None}), VisitLine(None, {})]
        lines.append(VisitLine(others[1].id, {"requests": "种苗"}, lambda: ["a" * 64]))
        made = log_visits(ledger, shared, lines)
    codes = [one.refusal.code if one.refusal else "" for one in made]
    assert codes == ["", "visit.twice", "visit.empty", "visit.household", ""]
    with book.read() as reader:
        assert [visit.id for visit in reader.find(Visit)] == [one.visit.id for one in made if one.visit]
        assert reader.find(Visit)[1].photos == ("a" * 64,)
        assert [task.matter for task in reader.find(FollowUpTask)] == ["种苗"]
    undo(book)
    with book.read() as reader:
        assert reader.find(Visit) == []


def test_all_or_none_names_the_line(book: Book, home: Household) -> None:
    shared = {"date": date(2017, 6, 3), "visitors": ["张三"], "type": "daily"}
    with pytest.raises(Refusal) as told, book.write("visit.log") as ledger:
        log_visits(ledger, shared, round_of(home, "稳定", "又一次"), together=True)
    assert (told.value.code, told.value.where["line"]) == ("visit.twice", 2)
    with book.read() as reader:
        assert reader.find(Visit) == []
