"""Drafts and the book: what is found again, what an empty cell does, whose place it is."""

from datetime import date

from fupin_desktop.duties.model import Cadre
from fupin_desktop.households.model import Household, Member
from fupin_desktop.intake.commands import Taken, take_in
from fupin_desktop.intake.draft import Draft, Ref
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import AssistingUnit, Village

OWN, FOREIGN = "441690101200", "441690102200"


def household(village: str = OWN, number: int = 1, **values: object) -> Draft:
    code = f"{village}2016{number:04}"
    said = {"household_code": code, "village_code": village, **values}
    return Draft(Household, village, said, initial={"status": "registered"}, ref=Ref(Household, (code,)))


def member(number: int, **values: object) -> Draft:
    code = f"{OWN}2016{number:04}"
    said = {"person_code": f"{code}01", "relation": "01", **values}
    return Draft(Member, OWN, said, {"household": Ref(Household, (code,))}, sheet="甲", row=number)


def take(book: Book, *drafts: Draft, outside: int = 0) -> Taken:
    with book.write("roster.import") as ledger:
        return take_in(ledger, drafts, outside=outside)


def test_other_divisions_are_counted_and_not_touched(book: Book) -> None:
    taken = take(book, household(), household(FOREIGN), household(FOREIGN, 2), outside=3)
    assert (taken.households, taken.new, taken.outside) == (1, 1, 5)


def test_a_line_may_speak_of_a_household_of_the_book(book: Book) -> None:
    take(book, household())
    taken = take(book, member(1, name="甲一"), member(2, name="甲二"))
    assert (taken.new, taken.households) == (1, 0)
    assert [(one.code, one.sheet, one.row) for one in taken.findings] == [("household.absent", "甲", 2)]


def test_a_status_set_by_hand_outlasts_the_roster(book: Book) -> None:
    take(book, household())
    with book.write("household.edit") as ledger:
        (found,) = ledger.find(Household)
        ledger.save(found.but(status="exited", phone="14000001111"), managed=("status",))
    assert take(book, household(phone=None)).identical == 1
    with book.read() as reader:
        (found,) = reader.find(Household)
    assert (found.status, found.phone) == ("exited", "14000001111")


def test_a_unit_that_is_nowhere_leaves_the_link_open(book: Book) -> None:
    links = {"unit": Ref(AssistingUnit, (OWN, "某单位"))}
    taken = take(book, Draft(Village, OWN, {"code": OWN, "name": "甲村"}, links))
    assert (taken.new, taken.findings) == (1, [])
    assert take(book, Draft(Village, OWN, {"code": OWN, "name": "甲村"}, links)).identical == 1


def test_a_roster_carries_nobody_into_another_village(book: Book) -> None:
    take(book, household(), member(1, name="甲一"))
    other = "441690101201"
    here = Ref(Household, (f"{other}20160007",))
    told = member(1, name="甲一", ethnic="壮族")
    moved = Draft(Member, other, told.values, {"household": here}, sheet="甲", row=5)
    taken = take(book, household(other, 7), moved)
    found, unlisted = taken.findings
    assert (found.code, found.severity, found.row) == ("member.elsewhere", "refuse", 5)
    assert unlisted.code == "village.unlisted"
    assert f"{OWN}20160001" in found.message
    assert f"{other}20160007" in found.message
    with book.read() as reader:
        (person,) = reader.find(Member)
        (home,) = reader.find(Household, id=person.household)
    assert (home.household_code, person.ethnic) == (f"{OWN}20160001", None)


def test_a_village_the_book_does_not_know_is_told_once_and_not_again_when_it_is_known(book: Book) -> None:
    several = [household(number=number) for number in (1, 2, 3)]
    assert [(one.code, one.severity) for one in take(book, *several).findings] == [("village.unlisted", "warn")]
    take(book, Draft(Village, OWN, {"code": OWN, "name": "甲村"}))
    assert take(book, *several, household(number=4)).findings == []


def test_a_key_typed_in_two_ways_is_one_record(book: Book) -> None:
    cadres = [
        Draft(Cadre, OWN, {"village_code": OWN, "name": name, "unit_name": "某局", "phone": "14000001111"})
        for name in ("李 四", "李四", "李　四")
    ]
    taken = take(book, *cadres)
    assert (taken.new, taken.identical) == (1, 2)
    assert take(book, *reversed(cadres)).new == 0
    with book.read() as reader:
        assert [one.name for one in reader.find(Cadre)] == ["李 四"]


def test_what_a_rule_keeps_out_is_told_at_its_row_and_the_others_go_in(book: Book) -> None:
    odd, good = household(number=1, house_built_year=2099), household(number=2, house_built_year=1998)
    taken = take(book, odd, good, member(1, name="甲一"), member(2, name="甲二"))
    assert (taken.new, taken.households) == (2, 1)
    assert [(one.code, one.row) for one in taken.findings] == [
        ("row.refused", 0), ("household.waits", 1), ("village.unlisted", 0),
    ]  # fmt: skip
    assert "year" in taken.findings[0].message
    with book.read() as reader:
        assert [home.house_built_year for home in reader.find(Household)] == [1998]
        assert [one.name for one in reader.find(Member)] == ["甲二"]


def test_a_new_head_goes_in_with_the_row_that_says_what_the_old_one_is(book: Book) -> None:
    old = Draft(Member, OWN, {"person_code": f"{OWN}2016000102", "name": "甲二", "relation": "02"}, member(1).links)
    take(book, household(), member(1, name="甲一"), old)
    born = {"person_code": f"{OWN}2016000103", "name": "甲三", "relation": "03", "birth_date": date(2990, 1, 1)}
    bad = Draft(Member, OWN, born, old.links)
    now = [
        Draft(Member, OWN, {"person_code": f"{OWN}2016000102", "relation": "01"}, old.links),
        Draft(Member, OWN, {"person_code": f"{OWN}2016000101", "relation": "02"}, old.links),
    ]
    taken = take(book, bad, *now)  # one row is refused, so that all are saved apart, in the order of the sheet
    assert [one.code for one in taken.findings] == ["row.refused"]
    with book.read() as reader:
        assert {one.name: one.relation for one in reader.find(Member)} == {"甲一": "02", "甲二": "01"}


def test_a_second_head_is_kept_out_at_its_row(book: Book) -> None:
    take(book, household(), member(1, name="甲一"))
    second = Draft(Member, OWN, {"person_code": f"{OWN}2016000102", "name": "乙", "relation": "01"}, member(1).links)
    taken = take(book, second)
    assert [(one.code, one.severity) for one in taken.findings] == [("row.refused", "refuse")]
    assert (taken.new, taken.changed) == (0, 0)
