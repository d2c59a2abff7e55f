"""From good lines to drafts of records: households with their members and years, villages, houses, helpers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.path import UNKNOWN
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.intake.draft import Draft, Line, Ref
from fupin_desktop.ledger.record import Record, key_of, kind_of
from fupin_desktop.sheets.progress import stage_of
from fupin_desktop.villages.model import AssistingUnit, Village

_EMPTY: tuple[object, ...] = (None, "", ())


def _said(cls: type[Record], lines: Sequence[Line]) -> dict[str, object]:
    """What the lines say of a kind: of each field the first that is not empty."""
    kind = kind_of(cls)
    said: dict[str, object] = {}
    for line in lines:
        for name, value in line.values.said(kind, line.columns):
            if said.get(name) in _EMPTY:
                said[name] = value
    return said


def _draft(cls: type[Record], village: str, line: Line, values: Mapping[str, object], **rest: object) -> Draft:
    return Draft(cls, village, values, sheet=line.sheet, row=line.row, line=line, **rest)  # type: ignore[arg-type]  # Draft's own


def household_drafts(rows: Sequence[Line], good: Sequence[Line], village: str, year: int) -> Iterator[Draft]:
    """One household: of all its rows what is said of the household, of the good ones their persons."""
    first, code = good[0], rows[0].text("household", "household_code")
    ref = Ref(Household, (code,))
    own = {**_said(Household, rows), "village_code": village}
    card = _said(BankCard, rows)
    if account := str(card.get("account_no") or ""):
        own["card_tail"] = account[-4:]
        yield _draft(BankCard, village, first, {**card, "bank": own.get("bank_name")}, links={"household": ref})
    yield _draft(Household, village, first, own, initial={"status": "registered"}, ref=ref)
    income = _said(IncomeYear, rows)
    if any(value not in _EMPTY for value in income.values()):
        values = {**income, "year": year, "persons": own.get("persons")}
        yield _draft(IncomeYear, village, first, values, links={"household": ref}, initial={"source": "roster"})
    for line in good:
        yield from _person_drafts(line, ref, village, year)


def _person_drafts(line: Line, household: Ref, village: str, year: int) -> Iterator[Draft]:
    ref = Ref(Member, (line.text("member", "person_code"),))
    yield _draft(Member, village, line, _said(Member, [line]), links={"household": household}, ref=ref)
    facts = _said(MemberYear, [line])
    facts.pop("year", None)  # a column for the year alone says nothing of the person
    if any(value not in _EMPTY for value in facts.values()):
        yield _draft(MemberYear, village, line, {**facts, "year": year}, links={"member": ref})


def village_drafts(line: Line, county: str) -> Iterator[Draft]:
    """A village and the unit that assists it."""
    code = line.text("village", "code")
    values = {**_said(Village, [line]), **({"county": county} if county else {})}
    unit = line.text("assisting_unit", "name")
    links: dict[str, Ref] = {}
    if unit:
        links["unit"] = Ref(AssistingUnit, (code, unit))
        yield _draft(AssistingUnit, code, line, {"village_code": code, "name": unit}, ref=links["unit"])
    yield _draft(Village, code, line, values, links=links, ref=Ref(Village, (code,)))


def named_villages(lines: Iterable[Line], village: Mapping[Line, str], listed: set[str]) -> Iterator[Draft]:
    """Villages that persons live in and no village sheet describes: code and names, so that the book knows them."""
    for line in lines:
        code = village[line]
        if code not in listed and line.text("village", "name"):
            listed.add(code)
            yield _draft(Village, code, line, {**_said(Village, [line]), "code": code}, ref=Ref(Village, (code,)))


def one_for_each(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One draft for each record, where sheets of several years speak of it: what a later one says stands.

    Drafts come in the order of their years; facts of a year are records of their own and stay as they are.
    """
    kept: dict[object, Draft] = {}
    for draft in drafts:
        key = draft.ref or (draft.cls, *sorted(draft.links.items()), *map(draft.values.get, key_of(draft.cls)))
        earlier = kept.get(key)
        kept[key] = draft if earlier is None else _on_top(draft, earlier)
    yield from kept.values()


def _on_top(draft: Draft, earlier: Draft) -> Draft:
    said = {name: value for name, value in draft.values.items() if value not in _EMPTY}
    return replace(draft, values={**draft.values, **earlier.values, **said})


def housing_draft(line: Line, village: str) -> Draft:
    """A house: the stage from the words, else from the days; unknown where neither tells; the words are kept."""
    values = _said(HousingCase, [line])
    stage = stage_of(line.text("housing_case", "progress_words")) or _stage_by_days(line)
    values |= {"stage": stage, "stage_on": _since(line, stage)}
    household = Ref(Household, (line.text("household", "household_code"),))
    return _draft(HousingCase, village, line, values, links={"household": household})


_DAYS = (("accepted", "accepted_on"), ("completed", "completed_on"), ("started", "started_on"))


def _stage_by_days(line: Line) -> str:
    return next((stage for stage, name in _DAYS if line.get("housing_case", name)), UNKNOWN)


def _since(line: Line, stage: str) -> object:
    return line.get("housing_case", dict(_DAYS).get(stage, ""))


def days_in_order(line: Line) -> bool:
    """True when begun, completed and accepted follow each other, as far as they are said."""
    days = [day for _stage, name in reversed(_DAYS) if isinstance(day := line.get("housing_case", name), date)]
    return days == sorted(days)


def helper_drafts(line: Line, village: str) -> Iterator[Draft]:
    """Who answers for a household, and since when; the cadre is known in each village where there is a household."""
    values = {**_said(Cadre, [line]), "village_code": village}
    key = (village, *(str(values.get(name) or "") for name in ("name", "unit_name", "phone")))
    cadre = Ref(Cadre, key)
    household = Ref(Household, (line.text("household", "household_code"),))
    yield _draft(Cadre, village, line, values, ref=cadre)
    duty = {**_said(Responsibility, [line]), "role": "household_cadre"}
    yield _draft(Responsibility, village, line, duty, links={"household": household, "cadre": cadre})
