import datetime as dt

import pytest

from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.commands import end_link, link_unit
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, NaturalVillage, Village, VillagerGroup
from fupin_desktop.villages.rules import check_village, leading

CODE = "441690101200"
START = dt.date(2016, 5, 1)


@pytest.fixture
def village(book: Book) -> Village:
    with book.write("test") as ledger:
        return ledger.save(Village(code=CODE, name="演示一甲村"))


@pytest.fixture
def units(book: Book) -> list[AssistingUnit]:
    with book.write("test") as ledger:
        return ledger.save_all(AssistingUnit(village_code=CODE, name=name) for name in ("市教育局", "市供电公司"))


def refusal(book: Book, record: object) -> str:
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        ledger.save(record)
    return refused.value.code


def test_one_unit_leads_and_is_the_one_the_village_names(
    book: Book, village: Village, units: list[AssistingUnit]
) -> None:
    with book.write("test") as ledger:
        link = link_unit(ledger, village, units[0], role="lead", start=START)
        link_unit(ledger, village, units[1], role="support", start=START)
        assert ledger.find(Village)[0].unit == units[0].id
    second = AssistanceLink(village_code=CODE, unit=units[1].id, role="lead", start=dt.date(2017, 1, 1))
    assert refusal(book, second) == "link.lead"
    assert refusal(book, link.but(end=START)) == "field.managed"
    with book.read() as reader:
        assert leading(reader.find(AssistanceLink), dt.date(2017, 1, 1)) == link


def test_a_unit_stays_linked_while_a_household_is_poor_unless_another_follows(
    book: Book, village: Village, units: list[AssistingUnit]
) -> None:
    with book.write("test") as ledger:
        home = ledger.save(Household(household_code=CODE + "20160001", village_code=CODE, persons=4))
        link = link_unit(ledger, village, units[0], role="lead", start=START)
        for code, on, why in (
            ("link.exit", dt.date(2017, 1, 1), "调整"),
            ("why.missing", dt.date(2017, 1, 1), " "),
        ):
            with pytest.raises(Refusal) as refused:
                end_link(ledger, link, on, why)
            assert refused.value.code == code
    with book.write("test") as ledger:
        seen = ledger.find(Village)[0]
        ended = end_link(ledger, link, dt.date(2017, 1, 1), "机构改革", village=seen, successor=units[1])
        assert ended.end == dt.date(2017, 1, 1)
        follows = ledger.find(AssistanceLink, unit=units[1].id)[0]
        assert (follows.start, follows.role) == (dt.date(2017, 1, 2), "lead")
        assert ledger.find(Village)[0].unit == units[1].id
        with pytest.raises(Refusal) as refused:
            end_link(ledger, ended, dt.date(2017, 2, 1), "x")
        assert refused.value.code == "link.ended"
    with book.write("test") as ledger:
        third = end_link(ledger, follows, dt.date(2017, 6, 1), "调整", successor=units[0])
        assert third.end == dt.date(2017, 6, 1)
        (follows,) = [one for one in ledger.find(AssistanceLink, unit=units[0].id) if one.end is None]
        set_status(ledger, home, "closed", "全家迁出")
        assert end_link(ledger, follows, dt.date(2018, 12, 31), "全村脱贫").end_reason == "全村脱贫"


def test_natural_villages_and_groups(book: Book, village: Village) -> None:
    good = NaturalVillage(village_code=CODE, name="上屋", code=CODE + "001", households=50, water_safe_households=50)
    assert refusal(book, good.but(water_safe_households=51)) == "village.water"
    assert refusal(book, good.but(code="441690101201001")) == "village.code"
    assert refusal(book, VillagerGroup(village_code=CODE, name="一组", code="441690101201001")) == "village.code"
    assert refusal(book, VillagerGroup(village_code="4416901012", name="一组")) == "division.form"
    with book.write("test") as ledger:
        made = ledger.save(good)
        group = ledger.save(VillagerGroup(village_code=CODE, name="一组", natural_village=made.id))
        assert group.natural_village == made.id


def test_figures_that_do_not_fit(book: Book, units: list[AssistingUnit]) -> None:
    assert check_village(Village(households=10, dibao_households=11, registered_population=30, labour_force=31)) != []
    assert check_village(Village(households=10, dibao_households=10, registered_population=30, labour_force=30)) == []
    assert check_village(Village(dibao_households=11)) == []
    assert refusal(book, Village(code=CODE, name="村", designated_year=2100)) == "village.year"
    assert refusal(book, units[0].but(division_code="44169010")) == "division.form"
    backward = units[0].but(active_from=START, active_to=START - dt.timedelta(days=1))
    assert refusal(book, backward) == "unit.end"
