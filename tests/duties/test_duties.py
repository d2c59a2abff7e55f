import datetime as dt
from pathlib import Path

import pytest

from fupin_desktop.duties import rules
from fupin_desktop.duties.commands import end_responsibility, end_term
from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.duties.rules import term_end
from fupin_desktop.households.commands import set_status
from fupin_desktop.households.model import Household
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.trail import trail
from fupin_desktop.store.write import findings
from fupin_desktop.team.model import WorkTeam
from fupin_desktop.villages.model import Village

ONE, TWO = "441500101200", "441500101201"  # of Shanwei, whose paper sets the cap
START = dt.date(2016, 5, 1)


@pytest.fixture
def town(tmp_path: object) -> Book:
    with Book.create(
        tmp_path / "town.book",
        role="township",
        name="甲镇",
        division="441500101",
        passphrase="wu ge pin yin ci",
    ) as made:
        yield made


def homes_in(ledger: Ledger, village: str, count: int) -> list[Household]:
    return ledger.save_all(
        Household(household_code=f"{village}2016{number:04}", village_code=village) for number in range(count)
    )


def homes_of(book: Book, village: str, count: int) -> list[Household]:
    with book.write("test") as ledger:
        return homes_in(ledger, village, count)


def cadre_in(ledger: Ledger, village: str, **facts: object) -> Cadre:
    return make(ledger, Cadre(village_code=village, name="陈干部", unit_name="市教育局", phone="1", **facts))


def cadre_of(book: Book, village: str, **facts: object) -> Cadre:
    with book.write("test") as ledger:
        return cadre_in(ledger, village, **facts)


def duties_for(cadre: Cadre, homes: list[Household]) -> list[Responsibility]:
    return [Responsibility(household=one.id, cadre=cadre.id, role="household_cadre", start=START) for one in homes]


def test_the_sixth_household_of_one_person_is_said_once_with_its_paper(town: Book) -> None:
    here, there = cadre_of(town, ONE), cadre_of(town, TWO)
    first, more = homes_of(town, ONE, 3), homes_of(town, TWO, 4)
    with town.write("test") as ledger:
        ledger.save_all([*duties_for(here, first), *duties_for(there, more[:2])])
        assert ledger.warnings == []
    with town.write("test") as ledger:
        ledger.save_all(duties_for(there, more[2:]))
        assert len(ledger.warnings) == 1
        assert "7" in ledger.warnings[0]
        assert "陈干部" in ledger.warnings[0]


def test_what_stands_is_read_once_however_many_batches_it_is_judged_in(
    town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.write("test") as ledger:
        for village in (ONE, TWO):
            ledger.save_all(duties_for(cadre_in(ledger, village), homes_in(ledger, village, 4)))
    reads: list[int] = []
    gather = rules._by_person

    def counted(*given: object) -> object:
        reads.append(1)
        return gather(*given)

    monkeypatch.setattr(rules, "_by_person", counted)
    monkeypatch.setattr(findings, "_BATCH", 3)
    with town.read() as reader:
        found = list(findings.findings(reader, town.identity, town.wall().date(), ["responsibility"]))
    assert len(reads) == 1
    assert [one.code for one in found] == ["warn"] * 3, "once in each batch"
    assert {("8" in one.sentence, "陈干部" in one.sentence) for one in found} == {(True, True)}


def test_households_that_exited_do_not_count(town: Book) -> None:
    cadre, homes = cadre_of(town, ONE), homes_of(town, ONE, 6)
    with town.write("test") as ledger:
        ledger.save_all(duties_for(cadre, homes[:5]))
        set_status(ledger, homes[0], "closed", "全家迁出")
    with town.write("test") as ledger:
        ledger.save_all(duties_for(cadre, homes[5:]))
        assert ledger.warnings == []


def test_a_responsibility_ends_and_stays(town: Book) -> None:
    cadre, homes = cadre_of(town, ONE), homes_of(town, ONE, 1)
    with town.write("test") as ledger:
        (duty,) = ledger.save_all(duties_for(cadre, homes))
        for code, facts in {
            "responsibility.end": (START - dt.timedelta(days=1), "调离"),
            "why.missing": (START, " "),
        }.items():
            with pytest.raises(Refusal) as refused:
                end_responsibility(ledger, duty, *facts)
            assert refused.value.code == code
        with pytest.raises(Refusal) as refused:
            ledger.save(duty.but(end=START))
        assert refused.value.code == "field.managed"
        ended = end_responsibility(ledger, duty, dt.date(2017, 1, 1), "调离")
        assert (ended.end, ended.end_reason) == (dt.date(2017, 1, 1), "调离")
        assert len(ledger.warnings) == 1  # nobody answers for the household
        with pytest.raises(Refusal) as refused:
            end_responsibility(ledger, ended, dt.date(2017, 1, 2), "调离")
        assert refused.value.code == "responsibility.ended"
        for facts in ({"role": "first_responsible"}, {"remark": "后补"}):
            with pytest.raises(Refusal) as refused:
                ledger.save(ended.but(**facts))
            assert refused.value.code == "responsibility.ended"
            assert refused.value.where == {"field": next(iter(facts))}
        ledger.put_away(ended, "登记错误")  # what was wrong is entered anew
        ledger.save(duty.but(id=None, reading=None, start=START + dt.timedelta(days=1)))
        assert len(ledger.find(Responsibility)) == 1


def test_a_leader_answers_for_a_place(town: Book) -> None:
    with town.write("test") as ledger:
        leader = PlaceResponsibility(division="441500101", role="town_leader", name="林镇长", start=START)
        saved = ledger.save(leader)
        ended = end_responsibility(ledger, saved, dt.date(2017, 1, 1), "换届")
        assert ended.end_reason == "换届"
        with pytest.raises(Refusal) as refused:
            ledger.save(ended.but(post="镇长"))
        assert refused.value.code == "responsibility.ended"
        with pytest.raises(Refusal) as refused:
            ledger.save(leader.but(division="44150010120"))
        assert refused.value.code == "division.form"


def test_a_term_ends_with_its_reason_and_what_is_left_is_said(town: Book) -> None:
    cadre, homes = cadre_of(town, ONE, start=START), homes_of(town, ONE, 2)
    with town.write("test") as ledger:
        ledger.save_all(duties_for(cadre, homes))
        with pytest.raises(Refusal) as refused:
            end_term(ledger, cadre, START - dt.timedelta(days=1), "病休")
        assert refused.value.code == "cadre.end"
        ended = end_term(ledger, cadre, dt.date(2017, 1, 1), "病休")
        assert (ended.end, ended.end_reason) == (dt.date(2017, 1, 1), "病休")
        assert "2" in ledger.warnings[-1]


def test_roles_in_a_team_are_held_against_the_kind_of_assistance(town: Book) -> None:
    with town.write("test") as ledger:
        ledger.save_all(
            [
                Village(code=ONE, name="一村", assist_type="partner_city"),
                Village(code=TWO, name="二村", assist_type="self"),
            ]
        )
        captain = Cadre(village_code=ONE, name="甲", roles=("captain",), start=START)
        ledger.save(captain)
        assert ledger.warnings == []
        ledger.save(captain.but(name="乙"))
        assert len(ledger.warnings) == 1
        ledger.save(captain.but(name="丙", roles=("first_secretary",)))
        assert len(ledger.warnings) == 2
        ledger.save(captain.but(name="丁", village_code=TWO))
        assert len(ledger.warnings) == 3
        ledger.save(captain.but(name="戊", village_code=TWO, roles=("member",), id_no="1"))
        assert len(ledger.warnings) == 4  # its number has no form
        for code, facts in {
            "cadre.end": {"planned_end": START - dt.timedelta(days=1)},
            "division.form": {"sent_by_division": "123"},
        }.items():
            with pytest.raises(Refusal) as refused:
                ledger.save(captain.but(name="己", **facts))
            assert refused.value.code == code


def test_a_term_has_its_planned_end_where_the_paper_says_how_long_it_is(town: Book) -> None:
    assert term_end(START, 3) == dt.date(2019, 4, 30)
    assert term_end(dt.date(2016, 2, 29), 3) == dt.date(2019, 2, 28)
    later = dt.date(2017, 5, 1)
    assert cadre_of(town, ONE, start=later).planned_end == dt.date(2020, 4, 30)
    assert cadre_of(town, TWO, start=START).planned_end is None  # the paper is of November 2016
    with town.write("test") as ledger:
        own = Cadre(village_code=ONE, name="林干部", start=later, planned_end=dt.date(2018, 1, 1))
        assert make(ledger, own).planned_end == dt.date(2018, 1, 1)


def test_the_day_a_responsibility_began_is_corrected_as_any_other_fact(town: Book) -> None:
    cadre, (home, *_rest) = cadre_of(town, ONE), homes_of(town, ONE, 1)
    with town.write("test") as ledger:
        duty = ledger.save(duties_for(cadre, [home])[0])
    later = dt.date(2016, 6, 1)
    with town.write("responsibility.edit") as ledger:
        duty = ledger.save(duty.but(start=later))
    with town.read() as reader:
        (stands,) = reader.find(Responsibility)
        (was,) = [one for one in trail(reader, [stands]) if one.field == "start"]
    assert (stands.start, was.old, was.new) == (later, "2016-05-01", "2016-06-01")
    with town.write("test") as ledger:
        again = ledger.save(duties_for(cadre, [home])[0])
        with pytest.raises(Refusal) as twice:
            ledger.save(again.but(start=later))
    assert twice.value.code == "record.exists", "it still tells one record from another"
    with town.write("test") as ledger:
        ended = end_responsibility(ledger, duty, dt.date(2017, 3, 1), "调动")
    with town.write("test") as ledger, pytest.raises(Refusal) as over:
        ledger.save(ended.but(start=dt.date(2016, 4, 1)))
    assert over.value.code == "responsibility.ended"


def test_leaders_answer_for_places_and_villages_without_one_are_named(tmp_path: Path) -> None:
    county = "441501"
    one, two = f"{county}101200", f"{county}101201"
    facts = {"role": "county", "name": "甲县", "division": county, "passphrase": "wu ge pin yin ci"}
    with Book.create(tmp_path / "county.book", **facts) as book, book.write("test") as ledger:
        for code in (one, two):
            ledger.save(Village(code=code, name=f"村{code[-1]}", is_poor_village=True))
        ledger.save(PlaceResponsibility(division=county, role="city_leader", name="市领导", start=START))
        ledger.save(WorkTeam(division=f"{county}101", type="town_group", name="甲镇工作组", start=START))
        held = ledger.save(PlaceResponsibility(division=one, role="county_leader", name="县领导", start=START))
        lacking = gap_named("no_county_leader").figure(asked(ledger, county, dt.date(2017, 6, 3)))
        assert lacking is not None
        assert [getattr(found, "code", None) for found in ledger.select(lacking.behind)] == [two]
        ledger.save(held.but(end=dt.date(2017, 1, 1)), managed=("end",))
        assert lacking.value(ledger) == 2


def test_the_captain_is_sent_by_the_partner_city_and_the_first_secretary_by_the_own_one(town: Book) -> None:
    with town.write("test") as ledger:
        ledger.save(Village(code=ONE, name="一村", assist_type="partner_city"))
        ledger.save(Cadre(village_code=ONE, name="甲", roles=("captain",), sent_by_division="440300"))
        second = Cadre(village_code=ONE, name="乙", roles=("first_secretary", "deputy_captain"))
        ledger.save(second.but(sent_by_division="4415"))
        assert ledger.warnings == []
        ledger.save(Cadre(village_code=ONE, name="丙", roles=("captain",), sent_by_division="441500", start=START))
        ledger.save(second.but(name="丁", sent_by_division="440300"))
        assert len([one for one in ledger.warnings if "partner city" in one]) == 2
