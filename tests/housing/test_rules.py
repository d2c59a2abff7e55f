from datetime import date

import pytest

from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.housing.rules import (
    COLUMNS,
    SETTLING,
    WORKS,
    came_from,
    check_eligible,
    column_of,
    group_of,
    missing,
    next_stages,
    photo_field,
    refuse_date,
    refuse_order,
    refuse_without_photos,
)
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words

SIDE = ("rejected", "withdrawn", "objection")


def at(stage: str, mode: str | None = None, **facts: object) -> HousingCase:
    return HousingCase(stage=stage, mode=mode, **facts)


def test_stages_are_the_code_list() -> None:
    assert (*WORKS, *SIDE) == tuple(words("house_stage"))
    assert set(SETTLING) < set(WORKS)


def test_six_columns_hold_every_stage_once() -> None:
    assert len(COLUMNS) == 6
    assert [stage for _title, stages in COLUMNS.values() for stage in stages] == list(WORKS)
    assert column_of("roofed") == "build"
    assert column_of("rejected") is None
    assert column_of(None) is None


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
    steps = [HousingStep(from_stage="applied", to_stage="objection"), HousingStep(to_stage="applied")]
    assert came_from(steps) == "applied"
    assert came_from([]) is None
    assert next_stages(at("objection"), "applied") == ("applied", "rejected", "withdrawn")
    assert next_stages(at("objection")) == ("rejected", "withdrawn")


def test_order_is_refused_by_name() -> None:
    with pytest.raises(Refusal, match="reviewed by the assembly"):
        refuse_order(at("applied"), "started", None)
    with pytest.raises(Refusal, match="—"):
        refuse_order(at("archived"), "started", None)
    refuse_order(at("applied"), "assembly_reviewed", None)


def test_dates() -> None:
    case = at("applied", stage_on=date(2017, 5, 2))
    for on in (date(2017, 5, 1), date(2017, 5, 4)):
        with pytest.raises(Refusal) as caught:
            refuse_date(case, on, date(2017, 5, 3))
        assert caught.value.code == "case.date"
    refuse_date(case, date(2017, 5, 2), date(2017, 5, 3))


def test_photographs_before_acceptance() -> None:
    for case in (at("completed"), at("completed", photos_before=("a",))):
        with pytest.raises(Refusal):
            refuse_without_photos(case, "accepted")
    refuse_without_photos(at("completed", photos_before=("a",), photos_after=("b",)), "accepted")
    refuse_without_photos(at("applied"), "assembly_reviewed")
    assert [photo_field(s) for s in ("applied", "roofed", "completed")] == [
        "photos_before",
        "photos_during",
        "photos_after",
    ]


def test_groups_of_the_report() -> None:
    stages = ("agreement_signed", "started", "roofed", "completed", "archived", "rejected")
    assert [group_of(stage) for stage in stages] == [
        "not_started",
        "under_way",
        "under_way",
        "finished",
        "finished",
        None,
    ]


def test_what_the_file_lacks() -> None:
    assert len(missing(at("accepted"))) == 4
    assert missing(at("applied", "repair", danger_grade="C", photos_before=("a",))) == []


def test_eligibility_only_warns() -> None:
    assert check_eligible(at("applied", danger_grade="D", sole_dwelling=True)) == []
    assert len(check_eligible(at("applied", danger_grade="A", sole_dwelling=False))) == 2
