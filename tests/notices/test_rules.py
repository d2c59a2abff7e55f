from datetime import date

import pytest

from fupin_desktop import kinds  # noqa: F401  # loads every record class, as opening a book does
from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.notices.model import Notice, Objection, Posting
from fupin_desktop.notices.page import document_of
from fupin_desktop.notices.paths import class_named
from fupin_desktop.notices.rows import group_order
from fupin_desktop.notices.rules import (
    all_kinds,
    code_line,
    kind_named,
    last_day,
    next_number,
    period_of,
    refuse_closing,
)
from fupin_desktop.notices.template import load, template_of
from fupin_desktop.notices.wording import basis_on

DAY = date(2016, 12, 1)


def test_twenty_kinds_with_their_templates() -> None:
    assert list(all_kinds()) == [f"N{n:02}" for n in range(1, 21)]
    for kind in all_kinds().values():
        assert template_of(kind.code).title
        assert kind.is_long_term == (period_of(None, kind, "441690101200", DAY) is None)
    labels = [column.label for column in template_of("N05").columns if not column.optional]
    assert labels == ["序号", "户主姓名", "家庭人口数", "脱贫年度"]
    assert all(template_of(kind).columns for kind in all_kinds())


def test_labels_follow_the_language() -> None:
    assert kind_named("N05").label == "Notice of households about to exit"
    choose_language("zh_CN")
    assert kind_named("N05").label == "拟脱贫户公示"
    with pytest.raises(Refusal):
        kind_named("N99")


@pytest.mark.parametrize(
    ("kind", "division", "level"),
    [
        ("N05", "441690101200", "village"),
        ("N05", "441690101", "township"),
        ("N05", "441690", "county"),
        ("N02", "441690101200", "township"),
        ("N01", "441690101", "village"),
        ("N10", "441690", "township"),
    ],
)
def test_the_issuer_is_one_the_kind_allows(kind: str, division: str, level: str) -> None:
    assert kind_named(kind).issuer_for(division) == level


def test_first_and_last_day_count() -> None:
    assert last_day(DAY, 7) == date(2016, 12, 7)
    assert long_date(DAY) == "2016年12月1日"


def test_numbers_run_by_place_kind_and_year() -> None:
    known = ["甲镇公示〔2016〕2号", "甲镇公示〔2015〕9号", "乙村公示〔2016〕7号", "甲镇公示〔2016〕x号", None]
    assert next_number("甲镇", kind_named("N05"), 2016, known) == "甲镇公示〔2016〕3号"
    assert next_number("甲镇", kind_named("N06"), 2016, known) == "甲镇公告〔2016〕1号"


def test_the_code_line_has_letters_for_its_hash() -> None:
    line = code_line(Notice(number="甲镇公示〔2016〕3号", snapshot_hash="0123456789abcdef", backdated=True))
    assert line == "甲镇公示〔2016〕3号　核对码ghij-klmn-opab　补录"


def test_closing() -> None:
    notice = Notice(posted_to=date(2016, 12, 7))
    hung, answered = Posting(photos=("a",)), Objection(replied_on=DAY)
    cases = [([hung], [], date(2016, 12, 7), "notice.period"), ([], [], date(2016, 12, 8), "notice.photo")]
    cases.append(([hung], [Objection()], date(2016, 12, 8), "notice.objection"))
    for postings, objections, today, code in cases:
        with pytest.raises(Refusal) as caught:
            refuse_closing(notice, postings, objections, today)
        assert caught.value.code == code
    refuse_closing(notice, [hung], [answered], date(2016, 12, 8))


def test_groups_sort_by_number() -> None:
    names = ["上屋", "第十二组", "第3组", "二十一组", "一组", "第十组"]
    assert sorted(names, key=group_order) == ["一组", "第3组", "第十组", "第十二组", "二十一组", "上屋"]


def test_a_notice_cites_only_what_was_issued() -> None:
    template = template_of("N05")
    assert "粤发" not in basis_on(template, date(2016, 9, 1))
    assert "粤发〔2016〕13号" in basis_on(template, DAY)


@pytest.mark.parametrize(
    "source",
    ["head.id_no", "phone", "head.health", "cause_main", "head.disability_grade", "head.birth_date", "address_detail"],
)
def test_no_template_overrides_the_deny_list(source: str) -> None:
    text = (
        resource("notices", "N05.toml")
        .read_text(encoding="utf-8")
        .replace('source = "household.persons"', f'source = "household.{source}"')
    )
    with pytest.raises(Refusal) as caught:
        load("N05", text)
    assert caught.value.code == "notice.denied"


def test_a_template_lengthens_the_list_of_what_it_keeps_off_the_board() -> None:
    text = resource("notices", "N05.toml").read_text(encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load("N05", f'denied = ["persons"]\n{text}')
    assert caught.value.code == "notice.denied"


@pytest.mark.parametrize("source", ["nothing", "head.nothing", "persons.name"])
def test_a_template_names_real_fields(source: str) -> None:
    text = (
        resource("notices", "N05.toml")
        .read_text(encoding="utf-8")
        .replace('source = "household.persons"', f'source = "{source}"')
    )
    with pytest.raises(Refusal) as caught:
        load("N05", text)
    assert caught.value.code == "notice.field"


def test_unknown_kind_of_record() -> None:
    with pytest.raises(Refusal):
        class_named("nothing")


def test_a_draft_has_no_document() -> None:
    with pytest.raises(ValueError, match="snapshot"):
        document_of(Notice())
