from datetime import date
from decimal import Decimal

import pytest

from fupin_desktop.casework.rules import came_from, next_stages, refuse_date, refuse_order
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.housing.path import PATH, UNKNOWN
from fupin_desktop.housing.rules import area_limit, warnings
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words

SIDE = ("rejected", "withdrawn", "objection")
TOWN = "441690101"


def at(stage: str, mode: str | None = None, **facts: object) -> HousingCase:
    return HousingCase(stage=stage, mode=mode, **facts)


def test_stages_are_the_code_list() -> None:
    assert (*PATH.order, *SIDE, UNKNOWN) == tuple(words("house_stage"))
    assert PATH.on_way("exchange") == (*PATH.order[:8], "moved_in", "accepted", "paid", "archived")


def test_six_columns_hold_every_stage_once() -> None:
    assert len(PATH.columns) == 6
    assert tuple(stage for column in PATH.columns.values() for stage in column.stages) == (UNKNOWN, *PATH.order)


@pytest.mark.parametrize(
    ("stage", "mode", "ahead"),
    [
        ("applied", "rebuild", ("assembly_reviewed",)),
        ("main_body", "rebuild", ("roofed", "completed")),
        ("completed", None, ("moved_in", "accepted")),
        ("started", "repair", ("foundation", "main_body", "roofed", "completed")),
        ("agreement_signed", "elder_home", ("moved_in",)),
        ("accepted", "elder_home", ("paid", "archived")),
        ("accepted", "rebuild", ("paid",)),
    ],
)
def test_what_comes_next(stage: str, mode: str | None, ahead: tuple[str, ...]) -> None:
    assert next_stages(at(stage, mode)) == (*ahead, *SIDE)


def test_ends_and_objections() -> None:
    assert next_stages(at("archived")) == next_stages(at("rejected")) == next_stages(at("withdrawn")) == ()
    steps = [
        HousingStep(from_stage=None, to_stage="applied", on=date(2017, 1, 1)),
        HousingStep(from_stage="applied", to_stage="objection", on=date(2017, 1, 2)),
    ]
    assert came_from(at("objection"), steps) == "applied"
    assert next_stages(at("objection"), steps) == ("applied", "rejected", "withdrawn")
    assert next_stages(at("objection")) == ("rejected", "withdrawn")


def test_a_case_of_which_nobody_knows_how_far_it_is_goes_to_where_it_is_found() -> None:
    assert next_stages(at(UNKNOWN, "exchange")) == (*PATH.on_way("exchange"), "rejected", "withdrawn")
    assert UNKNOWN not in next_stages(at("started", "rebuild")), "nobody brings a case there"


def test_order_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="reviewed by the assembly"):
        refuse_order(at("applied"), "started", [])
    with pytest.raises(Refusal, match="—"):
        refuse_order(at("archived"), "started", [])
    refuse_order(at("applied"), "assembly_reviewed", [])


def test_dates() -> None:
    case = at("applied", stage_on=date(2017, 5, 2))
    for on in (date(2017, 5, 1), date(2017, 5, 4)):
        with pytest.raises(Refusal) as caught:
            refuse_date(case, on, date(2017, 5, 3))
        assert caught.value.code == "case.date"
    refuse_date(case, date(2017, 5, 2), date(2017, 5, 3))


def test_eligibility_only_warns() -> None:
    assert warnings(None, at("applied", danger_grade="D", sole_dwelling=True), TOWN) == []
    assert len(warnings(None, at("applied", danger_grade="A", sole_dwelling=False), TOWN)) == 2


@pytest.mark.parametrize(
    ("persons", "cap", "limit"), [(1, None, "60"), (3, None, "60"), (5, None, "90"), (5, Decimal(80), "80")]
)
def test_the_area_by_persons_and_by_the_case(persons: int, cap: Decimal | None, limit: str) -> None:
    case = at("applied", persons=persons, area_cap=cap)
    assert area_limit(None, case, TOWN) == Decimal(limit)
    assert warnings(None, case.but(area_after=Decimal(limit)), TOWN) == []
    assert limit in warnings(None, case.but(area_after=Decimal(limit) + 1), TOWN)[0]


def test_a_subsidy_with_a_nought_too_many_is_told() -> None:
    assert warnings(None, at("applied", subsidy_amount=40_000_00), TOWN) == []
    assert "999,999,999" in warnings(None, at("applied", subsidy_amount=999_999_999_00), TOWN)[0]
