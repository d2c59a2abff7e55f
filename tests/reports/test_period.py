"""Periods as they are typed: a year or its quarter, their days, and what is none."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.reports.period import Period, period_of, year_of

YEARS, QUARTERS = st.integers(2013, 2100), st.integers(1, 4)
PERIODS = st.builds(Period, YEARS, st.none() | QUARTERS)


@given(PERIODS)
def test_its_code_is_read_back(period: Period) -> None:
    assert period_of(period.code) == period


@given(YEARS, QUARTERS)
def test_a_quarter_is_typed_in_many_ways(year: int, quarter: int) -> None:
    name = "一二三四"[quarter - 1]
    for text in (f"{year}q{quarter}", f"{year}年第{quarter}季度", f"{year}年{name}季度", f"{year}年第{name}季度"):
        assert period_of(text) == Period(year, quarter), text


@given(YEARS)
def test_four_quarters_make_the_year(year: int) -> None:
    quarters = [Period(year, number) for number in (1, 2, 3, 4)]
    assert (quarters[0].first, quarters[-1].last) == (Period(year).first, Period(year).last)
    for one, following in pairwise(quarters):
        assert one.last + timedelta(days=1) == following.first


@given(PERIODS, st.text(min_size=1, max_size=3), st.booleans())
def test_more_than_a_period_is_none(period: Period, more: str, before: bool) -> None:
    assume(more[0] not in "年Qq")
    with pytest.raises(Refusal) as refused:
        period_of(more + period.code if before else period.code + more)
    assert refused.value.code == "period.form"


def test_what_is_no_period_is_refused_and_both_forms_named() -> None:
    years = ("", "17", "2012", "2101", "２０１７", "2017.0")
    quarters = ("2017Q0", "2017Q5", "2017Q", "2017年第5季度", "2017年季度", "2017 Q2", "2012Q1", "Q2")
    for text in (*years, *quarters):
        with pytest.raises(Refusal, match=r"2017, or .* 2017Q2") as refused:
            period_of(text)
        assert refused.value.code == "period.form"


def test_what_is_told_by_the_year_takes_no_quarter() -> None:
    assert year_of("2017") == Period(2017)
    for odd in ("", "17", "2012", "２０１７", "2101", "2017Q2"):
        with pytest.raises(Refusal, match="year") as refused:
            year_of(odd)
        assert refused.value.code == "period.form"


def test_it_is_said_in_words() -> None:
    assert (Period(2017).label, Period(2017, 2).label) == ("2017", "Second quarter of 2017")
    choose_language("zh_CN")
    assert (Period(2017).label, Period(2017, 2).label) == ("2017 年度", "2017年第二季度")


def test_its_days() -> None:
    assert (Period(2016, 1).first, Period(2016, 1).last) == (date(2016, 1, 1), date(2016, 3, 31))
    assert (Period(2017).first, Period(2017).last) == (date(2017, 1, 1), date(2017, 12, 31))
