import datetime as dt

import pytest

from fupin_desktop.households.commands import change_household, set_status
from fupin_desktop.households.model import HEAD, Household, HouseholdChange, Member
from fupin_desktop.households.register import NEXT_STATUS, poor_figures
from fupin_desktop.households.rules import head_of, living, school_stage
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.ledger.words import words
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history.questions import questions
from fupin_desktop.store.lists.queries import Chosen, households
from fupin_desktop.store.write.findings import findings
from fupin_desktop.villages.model import Village

VILLAGE = "441690101200"
DAY = dt.date(2017, 3, 8)


@pytest.fixture
def home(book: Book) -> Household:
    with book.write("test") as ledger:
        home = ledger.save(Household(household_code=VILLAGE + "20160001", village_code=VILLAGE, persons=2))
        ledger.save(Member(household=home.id, name="张三", relation=HEAD))
        ledger.save(Member(household=home.id, name="李四", relation="02"))
        return home


def members(book: Book) -> dict[str, Member]:
    with book.read() as reader:
        return {one.name or "": one for one in reader.find(Member)}


def now(book: Book) -> Household:
    with book.read() as reader:
        return reader.find(Household)[0]


def refused(book: Book, home: Household, **facts: object) -> Refusal:
    with pytest.raises(Refusal) as caught, book.write("test") as ledger:
        change_household(ledger, home, **{"date": DAY, **facts})
    return caught.value


def test_a_household_begins_registered_and_its_status_is_no_forms(book: Book, home: Household) -> None:
    assert home.status == "registered"
    with book.write("test") as ledger, pytest.raises(Refusal) as caught:
        ledger.save(home.but(status="exited"))
    assert caught.value.code == "field.managed"
    with book.write("test") as ledger, pytest.raises(Refusal) as caught:
        ledger.save(Household(household_code=VILLAGE + "20160002", village_code=VILLAGE, status="exited"))
    assert caught.value.code == "field.managed"


def test_a_newborn_comes_with_its_change_in_one_act(book: Book, home: Household) -> None:
    child = Member(name="张小三", relation="03", sex="1")
    with book.write("household.change") as ledger:
        change = change_household(
            ledger, home, type="increase", date=DAY, member=child, member_change="born", evidence=["a" * 64]
        )
        assert ledger.warnings == []
    born = members(book)["张小三"]
    assert (born.birth_date, born.change_type, born.change_date) == (DAY, "born", DAY)
    assert (change.member, change.household, change.evidence) == (born.id, home.id, ("a" * 64,))
    assert now(book).persons == 3
    assert check(book, deep=True) == []


def test_who_died_stays_visible_and_is_not_counted(book: Book, home: Household) -> None:
    with book.write("household.change") as ledger:
        change_household(
            ledger, home, type="decrease", date=DAY, member=members(book)["张三"], member_change="died", why="病故"
        )
        assert any("head" in told for told in ledger.warnings)
    there = members(book)
    assert sorted(there) == ["张三", "李四"]
    assert [one.name for one in living(there.values())] == ["李四"]
    assert now(book).persons == 1
    with book.read() as reader:
        assert head_of(reader, home) is None
        assert households(reader, Chosen())[0].head is None


def test_nobody_dies_before_being_born(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        ledger.save(members(book)["李四"].but(birth_date=dt.date(2017, 3, 9)))
    refusal = refused(book, now(book), type="decrease", member=members(book)["李四"], member_change="died")
    assert (refusal.code, refusal.where) == ("change.unborn", {"field": "date"})
    assert now(book).persons == 2


@pytest.mark.parametrize("how", ["married_out", "moved_out", "removed_error", "removed_other"])
def test_who_left_may_come_back(book: Book, home: Household, how: str) -> None:
    with book.write("test") as ledger:
        change_household(ledger, home, type="decrease", date=DAY, member=members(book)["李四"], member_change=how)
    assert now(book).persons == 1
    with book.write("test") as ledger:
        gone = members(book)["李四"]
        change_household(
            ledger, now(book), type="increase", date=DAY, member=gone, member_change="added_error", why="误报"
        )
    assert now(book).persons == 2
    with book.read() as reader:
        assert [one.type for one in reader.find(HouseholdChange)] == ["decrease", "increase"]


def test_what_a_change_refuses(book: Book, home: Household) -> None:
    wife = members(book)["李四"]
    new = Member(name="王五", relation="03")
    for code, facts in {
        "change.future": {"type": "closed", "date": dt.date(2990, 1, 1), "why": "x"},
        "change.member": {"type": "decrease", "member_change": "died"},
        "change.kind": {"type": "increase", "member": new, "member_change": "died"},
        "change.other": {"type": "merged", "why": "x"},
        "why.missing": {"type": "closed", "why": " "},
        "member.there": {"type": "increase", "member": wife, "member_change": "married_in"},
        "member.other": {"type": "decrease", "member": new, "member_change": "died"},
        "household.status": {"type": "exited", "why": "x"},
        "member.birth": {
            "type": "increase",
            "member": new.but(birth_date=dt.date(2990, 1, 1)),
            "member_change": "married_in",
        },
    }.items():
        assert refused(book, home, **facts).code == code
    with book.read() as reader:
        assert reader.find(HouseholdChange) == []
        assert len(reader.find(Member)) == 2
    assert now(book).persons == 2


def test_a_person_leaves_once(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        change_household(ledger, home, type="decrease", date=DAY, member=members(book)["李四"], member_change="died")
    gone = members(book)["李四"]
    assert refused(book, now(book), type="decrease", member=gone, member_change="died").code == "member.left"


def test_a_change_of_the_household_names_no_person(book: Book, home: Household) -> None:
    with book.write("test") as ledger, pytest.raises(Refusal) as caught:
        make(
            ledger,
            HouseholdChange(household=home.id, type="closed", date=DAY, why="x", member=members(book)["李四"].id),
        )
    assert caught.value.code == "change.member"


def test_the_status_from_register_to_exit_and_back(book: Book, home: Household) -> None:
    with book.write("household.status") as ledger:
        set_status(ledger, home, "pre_exit", "民主评议通过", on=dt.date(2017, 11, 1))
    with book.write("household.status") as ledger:
        set_status(ledger, now(book), "exited", "公示无异议", on=dt.date(2017, 12, 20), approver="县扶贫办")
    assert (now(book).status, now(book).exit_year) == ("exited", 2017)
    with book.write("household.status") as ledger:
        set_status(ledger, now(book), "returned", "主要劳动力患大病", on=dt.date(2018, 5, 2), reasons=["in6_1"])
    assert (now(book).status, now(book).exit_year) == ("returned", 2017)
    with book.write("household.status") as ledger:
        set_status(ledger, now(book), "closed", "全家迁出", on=dt.date(2018, 6, 1))
    with book.write("household.status") as ledger:
        set_status(ledger, now(book), "registered", "误销", on=dt.date(2018, 6, 2))
    assert (now(book).status, now(book).exit_year) == ("registered", None)
    with book.read() as reader:
        told = [(one.type, one.reasons) for one in reader.find(HouseholdChange)]
    assert told == [("pre_exit", ()), ("exited", ()), ("returned", ("in6_1",)), ("closed", ()), ("restored", ())]


def test_the_status_knows_every_word_and_takes_no_other_step(book: Book, home: Household) -> None:
    assert {code for steps in NEXT_STATUS.values() for code in steps} == set(words("hh_status"))
    assert set(NEXT_STATUS) == {None, *words("hh_status")}
    with book.write("test") as ledger:
        for status in set(words("hh_status")) - NEXT_STATUS["registered"]:
            with pytest.raises(Refusal) as caught:
                set_status(ledger, home, status, "x")
            assert caught.value.code == "household.status"
        with pytest.raises(Refusal) as caught:
            set_status(ledger, home, "pre_exit", " ")
        assert caught.value.code == "why.missing"


def test_two_desks_move_one_status_and_a_question_arises(book: Book, home: Household) -> None:
    with book.write("one") as ledger:
        set_status(ledger, home, "pre_exit", "评议通过")
    with book.write("other") as ledger:  # whoever still sees the household as it was before them
        set_status(ledger, home, "terminated", "名下有车")
    with book.read() as reader:
        (question,) = questions(reader)
        assert {head.value for head in question.heads} == {"pre_exit", "terminated"}


def test_a_new_household_is_added_with_its_reasons(book: Book) -> None:
    with book.write("test") as ledger:
        made = Household(household_code=VILLAGE + "20170009", village_code=VILLAGE)
        change = change_household(ledger, made, type="added", date=DAY, reasons=["in6_2"], why="因病致贫")
    assert now(book).status == "registered"
    assert change.household == now(book).id


def test_days_that_cannot_be(book: Book) -> None:
    made = Household(household_code=VILLAGE + "20170009", village_code=VILLAGE, farmland=1, irrigated=2)
    for code, facts in {
        "household.entered": {"entered_on": dt.date(2990, 1, 1)},
        "household.built": {"house_built_year": 2100},
    }.items():
        with book.write("test") as ledger, pytest.raises(Refusal) as caught:
            ledger.save(made.but(**facts))
        assert caught.value.code == code
    with book.write("test") as ledger:
        ledger.save(made)
        assert len(ledger.warnings) == 2  # more irrigated than there is, and no village of this code


def test_a_household_of_no_listed_village_is_said_by_the_door_with_one_code(book: Book) -> None:
    homes = [Household(household_code=f"{VILLAGE}2017{number:04}", village_code=VILLAGE) for number in range(3)]
    with book.write("test") as ledger:
        saved = ledger.save_all(homes)
        assert [one.code for one in ledger.warnings if isinstance(one, Said)] == ["village.unlisted"]
    with book.write("test") as ledger:  # a correction of something else does not say it again
        ledger.save(saved[0].but(phone="14000001111"))
        assert ledger.warnings == []
    with book.read() as reader:
        found = list(findings(reader, book.identity, dt.date(2017, 6, 3), ["household"]))
        assert "village.unlisted" in [one.code for one in found]
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="甲村"))
        ledger.save(Household(household_code=f"{VILLAGE}20170009", village_code=VILLAGE))
        assert ledger.warnings == []


def test_what_is_worked_out() -> None:
    homes = [
        Household(status=status, persons=3) for status in ("registered", "pre_exit", "returned", "exited", "closed")
    ]
    assert poor_figures([*homes, Household(status="registered")]) == (4, 9)
    stages = {code: school_stage(code) for code in words("school")}
    assert (stages["1"], stages["2"], stages["3"], stages["6"], stages["7"]) == (
        None, "preschool", "primary", "junior", "senior",
    )  # fmt: skip
    assert (stages["12"], stages["16"]) == ("vocational", "college")
    assert school_stage(None) is None


def test_a_household_has_one_head(book: Book, home: Household) -> None:
    there = members(book)
    with book.write("test") as ledger:
        for second in (there["李四"].but(relation=HEAD), Member(household=home.id, name="王五", relation=HEAD)):
            with pytest.raises(Refusal) as caught:
                ledger.save(second)
            assert (caught.value.code, caught.value.where) == ("member.head", {"field": "relation"})
    with book.write("test") as ledger:  # both at once: the rule looks at what will stand
        ledger.save_all([there["李四"].but(relation=HEAD), there["张三"].but(relation="02")])
    with book.read() as reader:
        assert head_of(reader, home).name == "李四"
