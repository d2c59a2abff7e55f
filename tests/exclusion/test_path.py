"""Who does not belong on the register leaves it by the procedure, and the record stands."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.forms.loading import forms
from fupin_desktop.forms.papers import papers
from fupin_desktop.households.model import Household, HouseholdChange
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.notices.commands import draft_notice
from fupin_desktop.notices.page import preview_of
from tests.casework.entry_desk import DAY, ONE, PICTURE, SIGNED, Desk

PAPER = StepPapers(paper="演扶办〔2017〕9号")
FOUND = {"bar": "bar7_3", "found": "户主在县城购有商品房一套"}


def opened(desk: Desk, number: int = 1, **facts: object) -> ExclusionCase:
    with desk.book.write("test") as ledger:
        case = ExclusionCase(household=desk.home(number).id, stage_on=DAY, **facts)  # type: ignore[arg-type]
        return make(ledger, case)  # type: ignore[return-value]


def decided(desk: Desk) -> tuple[Any, list[str]]:
    case = opened(desk)
    step: Any = desk
    step.go(case, "village_verified", date(2017, 3, 11), StepPapers(photos=(PICTURE,), facts={**FOUND, **SIGNED}))
    step.go(case, "assembly_reviewed", date(2017, 3, 13), StepPapers(facts={"vote": desk.vote().id}))
    desk.post("N04", date(2017, 3, 14), division=ONE)
    step.go(case, "posted", date(2017, 3, 22))
    step.go(case, "township_reviewed", date(2017, 3, 24))
    assert step.refused(case, "county_decided", date(2017, 4, 1)).code == "case.paper"
    from fupin_desktop.casework.commands import advance

    with desk.book.write("test") as ledger:
        advance(ledger, ledger.get(ExclusionCase, case.id), to="county_decided", on=date(2017, 4, 1), papers=PAPER)
        return case, list(ledger.warnings)


def test_a_household_leaves_the_register_and_its_record_stands(desk: Desk) -> None:
    with desk.book.write("test") as ledger:
        cadre = ledger.save(Cadre(name="甲干部", village_code=ONE))
        ledger.save(
            Responsibility(household=desk.home().id, cadre=cadre.id, start=date(2016, 6, 1), role="household_cadre")
        )
    case, warnings = decided(desk)
    told = [one for one in warnings if "2017-04-01" in one]
    assert len(told) == 1
    assert "1 persons responsible" in told[0]
    home = desk.home()
    assert (home.status, desk.case(case).benefits_end) == ("terminated", date(2017, 4, 1))
    with desk.book.read() as reader:
        (change,) = reader.find(HouseholdChange, household=home.id)
        assert reader.find(Household, id=home.id) == [home], "never deleted"
    assert (change.type, change.reasons, change.why, change.evidence) == (
        "terminated", ("bar7_3",), FOUND["found"], (PICTURE,),
    )  # fmt: skip
    assert (change.approver, change.persons) == ("演扶办〔2017〕9号", 3)


def test_it_is_reported_to_party_committee_and_government(desk: Desk) -> None:
    case, _warnings = decided(desk)
    step = (case, "reported", date(2017, 4, 3))
    assert desk.refused(*step, PAPER).code == "case.facts"
    told = {"reported_to": "中共甲镇委员会、甲镇人民政府"}
    assert desk.refused(*step, StepPapers(facts=told)).code == "case.paper"
    reported: Any = desk.go(*step, StepPapers(paper="演扶办函〔2017〕2号", facts=told))
    assert reported.reported_on == date(2017, 4, 3)
    assert desk.go(case, "archived", date(2017, 4, 5)).is_open is False


def test_the_report_lists_what_the_county_decided(desk: Desk) -> None:
    decided(desk)
    opened(desk, 2, **FOUND)
    with desk.book.read() as reader:
        made = papers(forms()["OUT"], reader, reader.find(Household), date(2017, 6, 30), "441690", year=2017)
    (rows,) = [one.rows for one in made[0].lists]
    assert len(rows) == 1, "what is only proposed is reported to nobody"
    assert "张三" in rows[0]
    assert date(2017, 4, 1) in rows[0]


def test_evidence_reason_and_signatures_come_first(desk: Desk) -> None:
    case: Any = opened(desk)
    step = (case, "village_verified", date(2017, 3, 11))
    assert desk.refused(*step, StepPapers(photos=(PICTURE,), facts=SIGNED)).code == "case.facts"
    assert desk.refused(*step, StepPapers(facts={**FOUND, **SIGNED})).code == "case.photos"
    assert desk.refused(*step, StepPapers(photos=(PICTURE,), facts=FOUND)).code == "case.signatures"
    assert desk.go(*step, StepPapers(photos=(PICTURE,), facts={**FOUND, **SIGNED})).stage == "village_verified"


def test_the_notice_names_the_number_and_not_what_was_found(desk: Desk) -> None:
    case: Any = opened(desk)
    desk.go(case, "village_verified", date(2017, 3, 11), StepPapers(photos=(PICTURE,), facts={**FOUND, **SIGNED}))
    desk.go(case, "assembly_reviewed", date(2017, 3, 13), StepPapers(facts={"vote": desk.vote().id}))
    with desk.book.write("test") as ledger:
        page = preview_of(ledger, draft_notice(ledger, "N04", division=ONE))
    text = str(page)
    assert "七不进之三" in text
    assert "商品房" not in text


def test_who_is_not_on_the_register_is_not_excluded(desk: Desk) -> None:
    desk.open(2, way="new")
    with pytest.raises(Refusal) as caught:
        opened(desk, 2)
    assert caught.value.code == "exclusion.state"
    with pytest.raises(Refusal) as caught:
        opened(desk, 1, year=2018)
    assert caught.value.code == "exclusion.year"
    opened(desk)
    with pytest.raises(Refusal) as caught:
        opened(desk)
    assert caught.value.code == "case.open_already"


def test_a_withdrawn_exclusion_leaves_the_household_as_it_was(desk: Desk) -> None:
    case: Any = opened(desk)
    assert desk.refused(case, "withdrawn", date(2017, 3, 3)).code == "case.why"
    desk.go(case, "withdrawn", date(2017, 3, 3), StepPapers(facts={"withdrawn_why": "查无商品房"}))
    assert desk.home().status == "registered"
