"""Who may: the table itself, and what a holder may by role, by level and as the highest office."""

import pytest

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import choose_language, words
from fupin_desktop.rights.rules import Holder, refuse_unless
from fupin_desktop.rights.table import COUNTY, TOWNSHIP, VILLAGE, act_of, acts, field_acts, level_of, office_writes

ROLES = tuple(words("role"))


def test_the_table_names_roles_acts_and_kinds_that_exist() -> None:
    for act in acts().values():
        assert act.zh, act.code
        assert act.en, act.code
        assert set(act.roles) <= set(ROLES), act.code
        assert act.second == "" or act.second in acts(), act.code
        assert not act.office or all(level_of(role) != VILLAGE for role in act.roles), act.code
    assert all(level_of(role) for role in ROLES)
    assert {code for code, act in acts().items() if act.second} == words("second_step").keys()
    assert all(act_of(kind).code in acts() for kind in KINDS)
    assert all(act_of(kind, register=True).code in acts() for kind in KINDS)
    for kind, cls in KINDS.items():
        assert field_acts(kind).keys() <= fields_of(cls).keys(), kind
        assert set(field_acts(kind).values()) <= acts().keys(), kind


def test_what_an_office_alone_writes_at_the_border() -> None:
    """FORMAT.md §12 is held against the same table elsewhere; this is what stood there before there was a table."""
    assert {kind for kind in KINDS if office_writes(kind)} >= {
        "grant", "decision", "same_as", "household_move", "sealed_move", "quote", "sealed_quote", "question_asked",
    }  # fmt: skip
    assert not {"household", "member", "visit", "notice", "housing_case", "question_comment"} & {
        kind for kind in KINDS if office_writes(kind)
    }


@pytest.mark.parametrize("code", list(acts()))
@pytest.mark.parametrize("level", [VILLAGE, TOWNSHIP, COUNTY])
@pytest.mark.parametrize("role", ["", "a role of tomorrow"])
def test_a_founder_and_an_unknown_role_may_what_their_level_may(level: str, role: str, code: str) -> None:
    act = acts()[code]
    wanted = any(level_of(one) == level for one in act.roles)
    assert Holder(role, level).may(act) == wanted
    assert Holder(role, level, highest=True).may(act) == (wanted or (act.highest and level != VILLAGE))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_the_table_says_and_is_told_who_may_otherwise(role: str) -> None:
    choose_language("zh_CN")
    holder = Holder(role, level_of(role))
    for code, act in acts().items():
        assert holder.may(act) == (role in act.roles)
        if role in act.roles:
            assert holder.why_not(code) == ""
            refuse_unless(holder, code)
            continue
        assert words("role")[act.roles[0]].zh in holder.why_not(code)
        with pytest.raises(Refusal) as caught:
            refuse_unless(holder, code)
        assert caught.value.code == ("office.only" if act.office and level_of(role) == VILLAGE else "role.may_not")


def test_a_reader_writes_nothing_of_the_register() -> None:
    reader = Holder("county_reader", COUNTY)
    assert {code for code, act in acts().items() if reader.may(act)} == {
        "question.comment", "day.confirm", "record.unmask",
    }  # fmt: skip
    assert not reader.may(acts()["policy.set"])
    assert Holder("county_clerk", COUNTY).may(acts()["policy.set"])
    assert not Holder("township_clerk", TOWNSHIP).may(acts()["policy.set"])
    assert Holder("township_clerk", TOWNSHIP, highest=True).may(acts()["policy.set"])
