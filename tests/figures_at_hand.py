"""Figures and days that no other field has, to be looked for on a paper."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fupin_desktop.ledger.field import Field, Kind


def figure_of(field: Field, number: int) -> tuple[Any, str] | None:
    """A value of this field that no other has, and its text; None where its limits leave no room for one."""
    if field.kind is Kind.DAY:
        day = date(2011, 1, 1) + timedelta(days=number)
        return day, day.isoformat()
    own = 51_007 + 13 * number
    room = field.high is None or own < field.high
    if field.words or field.digits or not room:
        return None
    numbers = {Kind.MONEY: 100 * own, Kind.INTEGER: own, Kind.NUMBER: Decimal(own)}
    return (numbers[field.kind], str(own)) if field.kind in numbers else None


def figures_seen(text: str, figures: Mapping[tuple[str, str], str]) -> set[tuple[str, str]]:
    """Whose figures stand in a text: amounts in groups or not, days short or long."""
    plain = re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日", _short, text.replace(",", ""))
    stand = set(re.findall(r"(?<![\d.-])(?:\d{4}-\d\d-\d\d|\d{5,})(?![\d-])", plain))
    return {place for place, figure in figures.items() if figure in stand}


def _short(found: re.Match[str]) -> str:
    year, month, day = map(int, found.groups())
    return f" {date(year, month, day).isoformat()} "
