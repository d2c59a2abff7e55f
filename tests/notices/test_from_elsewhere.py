"""Notices as somebody who means harm may have written them: shown, and refused where they print."""

import json
from datetime import date

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of
from fupin_desktop.notices.rules import kind_label, last_day
from fupin_desktop.notices.wording import title_of

GOOD = {
    "title": "t", "paras": [], "columns": [["a", 1.0, "left"]], "rows": [["1"]], "closing": [], "issuers": [],
    "date": "d", "contact_phone": "",
}  # fmt: skip
WRONG = ({"title": 3}, {"rows": [["1", "2"]]}, {"columns": [["a", 1.0]]}, {"columns": [["a", -1.0, "left"]]},
         {"columns": [["a", 1.0, "middle"]]}, {"paras": {}}, {"rows": [[1]]}, {"issuers": None})  # fmt: skip


def test_a_good_table_prints() -> None:
    assert document_of(Notice(snapshot=json.dumps(GOOD))).rows == (("1",),)


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", "null", "[" * 50_000, '"x"', *(json.dumps(GOOD | one) for one in WRONG)]
)
def test_a_table_nobody_froze_is_refused_where_it_prints(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        document_of(Notice(snapshot=text, kind="N01"))
    assert refusal.value.code == "notice.unreadable"


@pytest.mark.parametrize("title", ["{", "{0}", "{matter:>999999999}", "{matter.__class__}", "{matter!r}", "%s {}"])
def test_a_title_of_any_braces_stands_as_it_is(title: str) -> None:
    assert title_of(Notice(kind="N01", title=title)) == title


def test_a_kind_nobody_knows_is_shown_by_its_code() -> None:
    assert title_of(Notice(kind="ZZ", title="{year}年")) == "　　年"
    assert (kind_label("ZZ"), kind_label(None)) == ("ZZ", "")


@pytest.mark.parametrize("days", [0, -1, 366, 2**53 - 1])
def test_a_number_of_days_nobody_hangs(days: int) -> None:
    with pytest.raises(Refusal) as refusal:
        last_day(date(2018, 1, 1), days)
    assert refusal.value.code == "notice.days"
