"""脱贫初选: who reaches the line of the year, what each still lacks, and many opened at once, by command line too."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.casework.commands import open_many
from fupin_desktop.casework.shortlist import Candidate
from fupin_desktop.casework.standing import Look
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.rules import exit_line, line_words
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.policy.values import find_value
from tests.exits.world import ONE, YEAR, add_home, code_of, home_at, no_line, opened

TOWN = "441690101"


def listed(ledger: Ledger, place: str = TOWN, year: int = YEAR) -> list[Candidate]:
    assert ExitCase.path.shortlist is not None
    return list(ExitCase.path.shortlist.candidates(ledger, place, year, ledger.today))


def codes(found: list[Candidate]) -> list[str]:
    return [(one.household.household_code or "")[-1] for one in found]


def test_those_who_reach_the_line_are_listed_with_what_they_lack(ledger: Ledger) -> None:
    add_home(ledger, 4, "赵六", income=20_999_99)
    add_home(ledger, 5, "孙七", income=None)
    add_home(ledger, 6, "周八", percent=10)
    add_home(ledger, 7, "吴九", income=0, labour_class="none", attribute="3")
    add_home(ledger, 8, "郑十", income=90_000_00, labour_class="none")
    add_home(ledger, 9, "冯一", status="exited")
    found = listed(ledger)
    assert codes(found) == ["1", "2", "3", "6", "7"]
    assert [one.code for one in found[0].lacks] == ["case.assurance"]
    assert "case.project" in [one.code for one in found[3].lacks]
    assert found[0].told == ("3", "8,000", "7,000")
    assert found[0].facts == {"year": YEAR}
    assert codes(listed(ledger, f"{TOWN}201")) == []
    assert codes(listed(ledger, year=2016)) == ["7"]


def test_what_the_register_knows_is_no_longer_missing(ledger: Ledger) -> None:
    text = listed(ledger)[0].lacks[0].text
    assert "Food" in text
    assert "schooling" not in text
    case = opened(ledger)
    assert (case.education, case.medical, case.housing) == (True, True, True)
    assert case.education_evidence == "2017: 1 of school age, all at school"
    assert case.medical_evidence == "2017: all 3 persons insured"
    assert (case.food, case.clothing) == (None, None)


def test_what_the_register_denies_is_never_said_and_is_told(ledger: Ledger) -> None:
    child = ledger.find(Member, household=home_at(ledger).id, relation="20")[0]
    fact = ledger.find(MemberYear, member=child.id)[0]
    ledger.save(fact.but(school_state="1", medical_resident=None))
    ledger.save(home_at(ledger).but(house_danger_grade="D"))
    case = opened(ledger)
    assert (case.education, case.medical, case.housing) == (None, None, None)
    ledger.save(case.but(education=True, medical=True, housing=True))
    told = "\n".join(ledger.warnings)  # type: ignore[attr-defined]
    assert "of 1 children of school age 0 are at school" in told
    assert "of 3 persons 2 are insured in 2017" in told
    assert "dangerous" in told


def test_one_that_has_a_case_is_not_listed(ledger: Ledger) -> None:
    opened(ledger, 2)
    assert codes(listed(ledger)) == ["1", "3"]


def test_without_a_line_the_estimate_is_offered_and_it_is_said(ledger: Ledger) -> None:
    no_line(ledger)
    add_home(ledger, 4, "赵六", income=1)
    assert codes(listed(ledger)) == ["1", "2", "3"]
    assert ExitCase.path.shortlist is not None
    told = ExitCase.path.shortlist.rule(ledger, TOWN, YEAR)
    assert f"No line of exit is entered for {YEAR}; 7,365" in told
    offered = exit_line(partial(find_value, ledger), TOWN, YEAR)
    assert offered is not None
    assert told == line_words(offered), "the words of Today"


def test_where_nothing_is_offered_all_whose_income_is_known_are_listed(ledger: Ledger) -> None:
    assert ExitCase.path.shortlist is not None
    assert "not set" in ExitCase.path.shortlist.rule(ledger, TOWN, 2015)


def test_the_list_of_a_village_reads_no_other_village(ledger: Ledger) -> None:
    add_home(ledger, 4, "赵六", village_code=f"{TOWN}201", household_code=f"{TOWN}20120160004")
    read: list[str] = []
    select = ledger.select

    def watched(selection: Any, **rest: Any) -> Any:
        found = select(selection, **rest)
        read.extend(one.village_code or "" for one in found if isinstance(one, Household))
        return found

    ledger.select = watched  # type: ignore[method-assign]
    assert len(listed(ledger, f"{TOWN}201")) == 1
    assert read == [f"{TOWN}201"]


class _Walked(list[ExitCase]):
    """Cases that know how often somebody went through all of them."""

    times = 0

    def __iter__(self) -> Iterator[ExitCase]:
        self.times += 1
        return super().__iter__()


def test_no_case_goes_through_all_the_others(ledger: Ledger) -> None:
    homes = ledger.find(Household)
    assert len(homes) == 3
    look = Look(ledger, [ExitCase(household=home.id, year=YEAR) for home in homes])
    look._cases = walked = _Walked(look._cases)
    for home in homes:
        assert home.id is not None
        assert len(look.of_home("income_year", "household", home.id)) == 1
        assert len(look.of_home("member", "household", home.id)) == 3
    for case in walked[:]:
        look.linked("exit_step", "case", case)
    assert walked.times == 2, "once for their homes, once for their own ids"


def test_many_are_opened_and_those_refused_are_named(ledger: Ledger) -> None:
    found = listed(ledger)
    opened(ledger, 2)
    cases = [ExitCase(household=one.household.id, **one.facts) for one in found]
    made, refused = open_many(ledger, cases, make)
    assert len(made) == 2
    assert [(case.household, why.code) for case, why in refused] == [(home_at(ledger, 2).id, "case.open_already")]


@pytest.mark.usefixtures("town")
def test_by_command_line(run: Any, town: Any) -> None:
    book: Path = town.path
    town.close()
    run("record", "set", book, "household", code_of(1), "remark=今天", "--confirm-day=测试")
    found = run("case", "shortlist", book, "exit", f"--year={YEAR}")
    assert (found["count"], found["candidates"][0]["household"]) == (3, code_of(1))
    assert {one["code"] for one in found["candidates"][0]["missing"]} == {"case.assurance"}
    assert "7,000" in found["rule"]
    assert (found["candidates"][0]["income_pc"], found["candidates"][0]["line"]) == ("8,000", "7,000")
    homes = [one["household"] for one in found["candidates"]]
    strange = f"{ONE}20169999"
    told = run("case", "open", book, "exit", *homes, strange, f"--set=year={YEAR}", "--on=2017-12-01")
    assert (len(told["ids"]), [one["id"] for one in told["refused"]]) == (3, [strange])
    again = run("case", "open", book, "exit", *homes, f"--set=year={YEAR}", code=1)["refused"]
    assert (again["code"], len(again["where"]["refused"])) == ("case.open_already", 3)
    assert run("case", "shortlist", book, "exit", f"--year={YEAR}")["count"] == 0
    assert run("case", "shortlist", book, "housing", code=1)["refused"]["code"] == "case.no_shortlist"
