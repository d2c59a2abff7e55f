"""A question is asked, waits, and must be asked again when something new is written; villages comment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Member
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.inquiries.model import QuestionAsked, QuestionComment
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import Shape
from fupin_desktop.paper.leaks import find_leaks
from fupin_desktop.paper.office.call_sheet import call_sheet
from fupin_desktop.paper.reading import texts
from fupin_desktop.paper.write import write
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.backup import backup
from fupin_desktop.store.history.calling import mark_printed, village_calls
from fupin_desktop.store.history.inquiring import Inquiry, comment, inquiries, mark_asked, withdraw
from fupin_desktop.store.history.questions import Question, questions, settle
from fupin_desktop.villages.model import Village

ONE = "441690101200"


def differ(world: Any, field: str = "persons", here: Any = 5, there: Any = 4, n: int = 1) -> None:
    """The office and a laptop write different things."""
    world.save("a", world.household("a", n).but(**{field: there}))
    world.save("o", world.household("o", n).but(**{field: here}))
    world.settle_down()


def the_question(world: Any, name: str = "o") -> Question:
    with world[name].read() as reader:
        (found,) = questions(reader)
    return found


def state(world: Any, name: str = "o") -> Inquiry:
    with world[name].read() as reader:
        (found,) = inquiries(reader, questions(reader)).values()
    return found


def ask(world: Any, whom: str = "张三") -> None:
    with world["o"].write("question.asked") as ledger:
        mark_asked(ledger, questions(ledger)[0], whom=whom, on=ledger.today, remark="下午回话")


def test_asked_waits_until_something_new_is_written(world: Any) -> None:
    differ(world)
    assert state(world).asked is None
    ask(world)
    asked = state(world).asked
    assert asked is not None
    assert (asked.whom, asked.remark) == ("张三", "下午回话")
    world.settle_down()
    assert state(world).asked is not None, "an exchange without news changes nothing"
    assert state(world, "a").asked is None, "what an office asks stays in its own scope"
    with world["b"].write("edit") as ledger:  # knows one of the two, and writes a third value
        home = ledger.get(type(world.household("b")), world.household("b").id)
        ledger.save(home.but(persons=7))
    world.send("b", "o")
    assert state(world).asked is None, "it must be asked again"
    ask(world, "李四")
    assert state(world).asked.whom == "李四"
    world.settle_down()
    world.agree()


def test_the_same_value_once_more_is_nothing_new_to_ask(world: Any) -> None:
    world.save("b", world.household("b").but(persons=4))
    differ(world)
    late = world.seal("b", "o")
    with world["o"].write("question.asked") as ledger:
        found = questions(ledger)[0]
        mark_asked(ledger, found, whom="张三", on=ledger.today)
    world.merge("o", late)
    assert state(world).asked is not None


def test_settling_ends_it_and_a_new_question_of_the_cell_begins_anew(world: Any) -> None:
    differ(world)
    ask(world)
    with world["o"].write("question.settle") as ledger:
        settle(ledger, questions(ledger)[0], take=1, value=None, why="电话核实")
    world.settle_down()
    with world["o"].read() as reader:
        assert questions(reader) == []
    differ(world, here=8, there=9)
    assert state(world).asked is None
    world.agree()


def test_it_can_be_taken_back_and_a_laptop_cannot_write_it(world: Any) -> None:
    differ(world)
    ask(world)
    with world["o"].write("question.unasked") as ledger:
        withdraw(ledger, questions(ledger)[0], "点错了")
    assert state(world).asked is None
    for name, on in (("a", 0), ("o", 1)):
        with pytest.raises(Refusal) as refusal, world[name].write("question.asked") as ledger:
            mark_asked(ledger, questions(ledger)[0], whom="x", on=ledger.today + timedelta(days=on))
        assert refusal.value.code == ("office.only" if name == "a" else "asked.future")


def test_it_is_in_a_restored_book_and_never_in_a_bundle_for_a_village(world: Any) -> None:
    differ(world)
    ask(world)
    backup(world["o"], world.folder / "safe")
    world.settle_down()
    with world["a"].read() as reader:
        assert reader.find(QuestionAsked) == []
        assert not [scope for scope in reader.streams.scopes() if scope.endswith("/o")]
    (saved,) = (world.folder / "safe").glob("*.book")
    old = world.books["o"]
    world.books["o"] = Book.open_with_key(saved, old.book_key, old.key_file, "o")
    old.close()
    assert state(world).asked is not None
    world.deep("o")


def test_the_county_sees_the_question_and_the_comment_not_whom_its_township_rang(levels: Any) -> None:
    world = levels()
    differ(world)
    ask(world)
    with world["a"].write("question.comment") as ledger:
        comment(ledger, the_question(world, "a"), "小儿子三月已迁出")
    world.settle_down()
    told = state(world, "k")
    assert (told.asked, [one.text for one in told.comments]) == (None, ["小儿子三月已迁出"])
    world.agree()


def test_villages_comment_and_everybody_of_the_village_reads_it(world: Any) -> None:
    differ(world)
    with world["a"].write("question.comment") as ledger:
        comment(ledger, the_question(world, "a"), "小儿子三月已迁出")
    world.settle_down()
    for name in "oab":
        (said,) = state(world, name).comments
        assert (said.text, said.actor) == ("小儿子三月已迁出", "a")
        assert said.wall[:10] == world["a"].wall().date().isoformat()
    world.agree()
    with world["o"].read() as reader:
        (record,) = reader.find(QuestionComment)
    assert record.division == ONE


def test_no_comment_is_written_about_a_sealed_record(world: Any) -> None:
    with world["o"].write("x") as ledger:
        card = ledger.save(BankCard(household=world.household("o").id, account_no="6217000000000000000"))
    sealed = Question("x", "bank_card", card.id, "account_no", "", ())
    with pytest.raises(Refusal) as refusal, world["o"].write("question.comment") as ledger:
        comment(ledger, sealed, "x")
    assert refusal.value.code == "comment.sealed"


# --- the call sheet -------------------------------------------------------------------------------------------------


def furnish(world: Any) -> None:
    with world["o"].write("x") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", first_secretary="王五", contact_phone="0660-7654321"))
        home = ledger.get(type(world.household("o")), world.household("o").id)
        ledger.save(home.but(natural_village="上屋", phone="13900000001"))
        cadre = ledger.save(Cadre(village_code=ONE, name="赵六", phone="13900000002"))
        ledger.save(Responsibility(household=home.id, cadre=cadre.id, role="household_cadre", start=ledger.today))
    world.settle_down()


def printed(world: Any, out: Path, **how: Any) -> str:
    (sheet,) = village_calls(world["o"], ONE, **how)
    write(call_sheet(sheet, world["o"].wall().date()), out)
    return "\n".join(texts(out))


def test_the_sheet_says_whom_to_ring_what_was_written_by_whom_and_when(world: Any, tmp_path: Path) -> None:
    furnish(world)
    differ(world)
    told = printed(world, tmp_path / "sheet.pdf")
    for part in ("演示一甲村", "王五", "0660-7654321", "赵六", "上屋", "Persons", "a", "neither; it is:"):
        assert part in told
    day = world["o"].wall()
    assert day.strftime("%Y-%m-%d") in told
    assert "＊0001" in told
    assert "＊0002" in told
    assert "1390000" not in told


def test_telephones_in_full_want_a_reason_which_is_logged(world: Any, tmp_path: Path) -> None:
    furnish(world)
    differ(world)
    with pytest.raises(Refusal) as refusal:
        village_calls(world["o"], ONE, full=True)
    assert refusal.value.code == "why.missing"
    assert "13900000002" in printed(world, tmp_path / "sheet.pdf", full=True, why="逐户核实")
    with world["o"].read() as reader:
        events = reader.connection.exec_driver_sql("SELECT about FROM audit WHERE event='unmask'").scalars().all()
    assert events == [f"call_sheet.phone {ONE}: 逐户核实"]


def test_no_whole_number_stands_on_the_sheet_and_it_says_when_values_look_alike(world: Any, tmp_path: Path) -> None:
    for name, number in (("a", "441690197001011234"), ("o", "441690197101011234")):
        with world[name].write("x") as ledger:
            member = ledger.find(Member, household=world.household(name).id)[0]
            ledger.save(member.but(id_no=number))
    world.settle_down()
    differ(world, "remark", here="证件441690197001011234", there="电话13900000009")
    told = printed(world, tmp_path / "sheet.pdf", full=True, why="x")
    assert "before you ring" in told
    assert "13900000009" not in told
    # What the sheet declares stands on it: codes of village and household, and whom to ring; no identity number does
    assert Shape.IDENTITY not in {leak.shape for leak in find_leaks(tmp_path / "sheet.pdf")}


def test_what_was_printed_is_marked_by_whom_the_sheet_says_to_ring(world: Any) -> None:
    furnish(world)
    differ(world)
    differ(world, n=2)
    sheets = village_calls(world["o"])
    with world["o"].write("question.asked") as ledger:
        assert mark_printed(ledger, sheets, ledger.today) == 2
    with world["o"].read() as reader:
        assert {one.whom for one in reader.find(QuestionAsked)} == {"赵六", "王五"}
    again = [call.asked for sheet in village_calls(world["o"]) for call in sheet.calls]
    assert all("asked" in words for words in again)


def test_where_nothing_stands_open_no_sheet_is_made(world: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        village_calls(world["o"], ONE)
    assert refusal.value.code == "question.none"
    differ(world)
    with pytest.raises(Refusal) as refusal:
        village_calls(world["a"], ONE)
    assert refusal.value.code == "office.only"
