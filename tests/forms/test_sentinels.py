"""Every field that takes a word is filled with a token of its own: a form shows exactly the tokens it declares."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.education.model import EducationAid
from fupin_desktop.employment.model import EmploymentRecord
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.files import resource
from fupin_desktop.forms.filled import Filled
from fupin_desktop.forms.loading import forms
from fupin_desktop.forms.papers import papers
from fupin_desktop.forms.template import Form
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingPayment
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import look
from fupin_desktop.ledger.privacy import PRIVATE, masked
from fupin_desktop.ledger.record import Record, fields_of, kind_of, managed_of
from fupin_desktop.ledger.words import words
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.paper.documents.form_paper import render_forms
from fupin_desktop.paper.reading import texts
from fupin_desktop.plans.model import HouseholdPlan, YearMeasure
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan, PlanSignature
from fupin_desktop.relief.model import ReliefPayment
from fupin_desktop.sheets.writing.forms import write_forms
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.team.model import WorkTeam
from fupin_desktop.training.model import TrainingAttendance, TrainingEvent
from fupin_desktop.village_plans.model import (
    PlanHearing,
    PlanItem,
    UnitPlan,
    VillageMilestone,
    VillagePlan,
    VillageSurvey,
)
from fupin_desktop.villages.model import AssistingUnit, NaturalVillage, Village
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost
from tests.figures_at_hand import figure_of, figures_seen
from tests.forms.conftest import VILLAGE
from tests.ledger.leaks.planted import PLANTED

TOKEN = re.compile(r"Q[A-P]{2}Z")
DAY = date(2017, 12, 31)


class Tokens:
    """Makes tokens, letters alone, so that nothing takes them for a number; remembers which field has which."""

    def __init__(self) -> None:
        self.of: dict[tuple[str, str], str] = {}

    def fill(self, record: Record) -> Record:
        """The record with a token in each of its free texts that is empty."""
        kind = kind_of(type(record))
        found = {
            name: self._token(kind, name)
            for name, field in fields_of(type(record)).items()
            if field.is_free_text and not field.words and not field.bare and field.privacy not in PRIVATE
            and not field.many and (field.high or 60) >= 5 and name not in ("start", "end", "code")
            and getattr(record, name) is None
        }  # fmt: skip
        return record.but(**found)

    def save(self, ledger: BookLedger, record: Record) -> Any:
        """The record, filled and saved."""
        return ledger.save(self.fill(record), managed=managed_of(type(record)))

    def given(self, record: Record, name: str, text: str) -> None:
        """A figure of this record that a rule had to be told beforehand; it is no word."""

    def _token(self, kind: str, name: str) -> str:
        number = len(self.of)
        self.of[kind, name] = f"Q{chr(65 + number // 16)}{chr(65 + number % 16)}Z"
        return self.of[kind, name]


_SPANS = ("start", "end", "begins", "ends", "first", "last")  # days that say what counts at all


class Figures(Tokens):
    """Each number and each day of its own, as far as limits and rules let one in."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._count = Tokens(), 0

    def fill(self, record: Record) -> Record:
        """The record with words alone, which are none of these."""
        return self._words.fill(record)

    def given(self, record: Record, name: str, text: str) -> None:
        """A figure like the others."""
        self.of[kind_of(type(record)), name] = text

    def save(self, ledger: BookLedger, record: Record) -> Any:
        """The record as it is, then with each of its figures."""
        cls = type(record)
        saved = ledger.save(self.fill(record), managed=managed_of(cls))
        for name, field in fields_of(cls).items():
            self._count += 1
            free = name not in (*_SPANS, *_STANDING) and self.may_write(getattr(saved, name))
            found = self.value_of(field, self._count) if free else None
            if found is not None:
                value, text = found
                try:
                    with ledger.savepoint():
                        saved = ledger.save(saved.but(**{name: value}), managed=managed_of(cls))
                except Refusal:
                    continue  # a rule says what it has to be: it tells nothing of its own
                self.of[kind_of(cls), name] = text
        return saved

    def may_write(self, stands: object) -> bool:
        """What a case is about stays."""
        return stands is None

    def value_of(self, field: Field, number: int) -> tuple[Any, str] | None:
        """The value of a field with its text on paper; None where it can have none of its own."""
        return figure_of(field, number)


class Codes(Figures):
    """Each coded field with a word of its list, the last one: long words alone, which no heading is."""

    def given(self, record: Record, name: str, text: str) -> None:
        """No code."""

    def value_of(self, field: Field, number: int) -> tuple[Any, str] | None:
        """The last word of its list."""
        if field.kind is not Kind.CHOICE or field.many or not field.words:
            return None
        code, told = list(words(field.words).items())[-1]
        return (code, told.zh) if len(told.zh) >= _LONG else None


class Planted(Figures):
    """Each free text with a shape that may not be seen, beginning with the one of this number."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def may_write(self, stands: object) -> bool:
        """A token gives way."""
        return stands is None or TOKEN.fullmatch(str(stands)) is not None

    def given(self, record: Record, name: str, text: str) -> None:
        """No text."""

    def value_of(self, field: Field, number: int) -> tuple[Any, str] | None:
        """A shape of the harness."""
        text = SHAPES[(self._first + number) % len(SHAPES)]
        plain = field.is_free_text and not field.many and not field.words and not field.numbers
        return (text, text) if plain and len(text) <= (field.high or 60) else None


# The name of a child is known by the register alone; an internal form names the household by its own number
SHAPES = [
    text for text in PLANTED if look(text) and not re.sub(r"\D", "", text).startswith(VILLAGE) and "\u200b" not in text
]
_LONG = 4  # characters of a word that is looked for
_STANDING = ("status", "stage", "state", "relation", "bar")  # by which a record counts, or not


@pytest.fixture
def told(book: Book) -> Mapping[tuple[str, str], str]:
    """The tokens by kind and field, in a book that holds one record of each kind."""
    return _one_of_each(book, Tokens())


@pytest.fixture
def figures(book: Book) -> Mapping[tuple[str, str], str]:
    """The same of numbers and days."""
    return _one_of_each(book, Figures())


@pytest.fixture
def codes(book: Book) -> Mapping[tuple[str, str], str]:
    """The same of coded fields."""
    return _one_of_each(book, Codes())


def _one_of_each(book: Book, tokens: Tokens) -> Mapping[tuple[str, str], str]:
    with book.write("test") as ledger:
        home, head = _of_the_work(ledger, tokens)
        _of_help(ledger, tokens, home, head)
    return tokens.of


def _of_the_work(ledger: BookLedger, tokens: Tokens) -> tuple[Any, Any]:
    """A household with its head, where they live, who helps, and what is planned and done."""
    save = partial(tokens.save, ledger)
    unit = save(AssistingUnit(village_code=VILLAGE))
    village = save(Village(code=VILLAGE, unit=unit.id))
    save(NaturalVillage(village_code=VILLAGE))
    team = save(WorkTeam(division=VILLAGE, type="village_team"))
    home = save(
        Household(
            household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered", cause_main="07"
        )
    )  # fmt: skip
    head = save(Member(household=home.id, relation="01"))
    save(MemberYear(member=head.id, year=2017))
    cadre = save(Cadre(village_code=VILLAGE, team=team.id))
    save(Responsibility(household=home.id, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1)))
    for year in (2016, 2017):
        save(IncomeYear(household=home.id, year=year, persons=1, wage=100))
    save(HouseholdPlan(household=home.id, planned_exit_year=2018, approved_on=date(2018, 1, 1)))
    save(
        YearMeasure(
            household=home.id, year=2017, project8="1", batch5="1", category="business", state="planned"
        )
    )  # fmt: skip
    save(HouseholdSurvey(household=home.id, date=date(2017, 1, 5)))
    save(HouseholdYearPlan(household=home.id, year=2017, approved_on=date(2017, 2, 1)))
    save(PlanSignature(household=home.id, signer="household", on=date(2017, 1, 6)))
    save(HouseholdBenefit(household=home.id, year=2017, item="other", entitled=True))
    survey = save(VillageSurvey(village=village.id, date=date(2016, 5, 3), surveyors=("甲",)))
    hearing = save(PlanHearing(village=village.id, date=date(2016, 5, 4), heard=("party",)))
    plan = save(
        VillagePlan(
            village=village.id, first_year=2016, last_year=2018, survey=survey.id, hearing=hearing.id,
            approved_on=date(2016, 6, 1),
        )
    )  # fmt: skip
    save(PlanItem(plan=plan.id, year=2017))
    save(VillageMilestone(plan=plan.id, due=date(2017, 6, 1)))
    save(UnitPlan(unit=unit.id, first_year=2016, last_year=2018, approved_by=""))
    save(Visit(household=home.id, date=date(2017, 3, 1), visitors=("甲",), type="daily"))
    save(FollowUpTask(household=home.id, state="open"))
    return home, head


def _of_help(ledger: BookLedger, tokens: Tokens, home: Any, head: Any) -> None:
    """A house that is repaired, what was paid, and what helps the persons."""
    save = partial(tokens.save, ledger)
    paid = date(2017, 8, 1)
    case = save(
        HousingCase(
            household=home.id, year_plan=2017, stage="accepted", stage_on=date(2017, 6, 3), subsidy_amount=4_100_000
        )
    )  # fmt: skip
    tokens.given(case, "subsidy_amount", "41000")
    card = save(BankCard(household=home.id, account_no="6228480012345678901"))
    payment = save(HousingPayment(case=case.id, card=card.id, amount=4_000_100, on=date(2017, 8, 2)))
    tokens.given(payment, "amount", "40001")
    tokens.given(payment, "on", "2017-08-02")
    save(EducationAid(member=head.id, school_year=2016, term="spring", stage="senior", item="grant", amount=1,
                      paid_on=paid))  # fmt: skip
    save(MedicalCase(member=head.id, year=2017, compliant=9, aid=9, paid_on=paid))
    save(ReliefPayment(household=home.id, type="temporary", amount=1, paid_on=paid))
    event = save(TrainingEvent(village_code=VILLAGE, type="practical", start=date(2017, 3, 1)))
    save(TrainingAttendance(member=head.id, event=event.id))
    save(EmploymentRecord(member=head.id, kind="stable", channel="self", start=date(2017, 3, 1)))
    post = save(WelfarePost(village_code=VILLAGE, kind="cleaning", seats=1))
    save(PostHolder(post=post.id, name="", household=home.id, member=head.id, start=date(2017, 3, 1)))
    save(ExclusionCase(household=home.id, year=2017, bar="bar7_3", stage="county_decided", benefits_end=DAY))
    told = tokens.fill(IdentificationCase(household=home.id, year=2017, stage="surveyed"))
    managed = managed_of(IdentificationCase)
    ledger.save(told.but(override_reason=None), managed=managed)  # the county's alone
    save(HousingInspection(case=case.id, date=date(2017, 7, 1), photos=("a" * 64,)))


# Whose words a value shows that is worked out
_TOLD_BY: Mapping[str, Sequence[tuple[str, str]]] = {
    "helpers": (("cadre", "name"),),
    "first_secretary": (("village", "first_secretary"),),
    "team_leader": (("village", "team_leader"),),
}


def _declared(form: Form, told: Mapping[tuple[str, str], str]) -> set[str]:
    """The tokens of the places a form names; a head is a member."""
    named = {(one.way.kind, one.name) for one in form.places if one.way is not None}
    also = {place for one in form.places for place in _TOLD_BY.get(one.computed, ())}
    return {token for place, token in told.items() if place in named | also}


def _on_paper(book: Book, form: Form, folder: Path) -> tuple[list[Filled], list[str]]:
    """A form of every household, filled, and the text of its pages as the file shows it."""
    with book.read() as reader:
        made = papers(form, reader, reader.find(Household), DAY, book.identity.division, year=2017)
    out = folder / "form.pdf"
    out.write_bytes(render_forms(made)[0])
    return made, texts(out)


@pytest.mark.parametrize("code", sorted(forms()))
def test_a_form_shows_what_it_declares_and_nothing_else(
    book: Book, told: Mapping[tuple[str, str], str], code: str, tmp_path: Path
) -> None:
    form = forms()[code]
    made, pages = _on_paper(book, form, tmp_path)
    shown = set(TOKEN.findall("".join(pages).replace("\r", "").replace("\n", "")))
    assert shown == _declared(form, told)
    if made[0].lists:
        assert set(TOKEN.findall(_in_workbook(made, tmp_path))) <= shown, "a workbook shows what the paper shows"


@pytest.mark.parametrize("code", sorted(forms()))
def test_a_form_shows_the_figures_it_declares_and_no_other(
    book: Book, figures: Mapping[tuple[str, str], str], code: str, tmp_path: Path
) -> None:
    form = forms()[code]
    made, pages = _on_paper(book, form, tmp_path)
    named = {(one.way.kind, one.name) for one in form.places if one.way is not None}
    computed = {one.computed for one in form.places}
    shown = figures_seen("\n".join(pages), figures)
    assert shown - named <= {place for name in computed for place in _COMPUTED.get(name, ())}
    assert {place for place in named & figures.keys() if _is_open(*place)} <= shown
    if made[0].lists:
        assert figures_seen(_in_workbook(made, tmp_path), figures) <= shown


# What is worked out of one part alone is that part
_COMPUTED = {
    "income_transfer": (("income_year", "transfer"),),
    "income_transfer_paid": (("income_year", "transfer_paid"),),
    "housing_standard": (("housing_case", "subsidy_standard"),),
}


def _is_open(kind: str, name: str) -> bool:
    field = fields_of(KINDS[kind])[name]
    return field.privacy not in PRIVATE and masked(1, field.privacy, minor=False) == 1


@pytest.mark.parametrize("code", sorted(forms()))
def test_a_form_shows_no_word_of_a_list_it_does_not_declare(
    book: Book, codes: Mapping[tuple[str, str], str], code: str, tmp_path: Path
) -> None:
    form = forms()[code]
    _made, pages = _on_paper(book, form, tmp_path)
    told = re.sub(r"\s", "", "".join(pages))
    named = {(one.way.kind, one.name) for one in form.places if one.way is not None}
    lists = {fields_of(KINDS[kind])[name].words for kind, name in named}
    lists |= (
        {"project8", "measure_cat"} if {"policies", "measure_titles"} & {one.computed for one in form.places} else set()
    )
    printed = next(Path(resource("forms")).glob(f"{code}.toml"), None)
    plain = printed.read_text("utf-8") if printed else ""
    strange = {
        (kind, name): word
        for (kind, name), word in codes.items()
        if fields_of(KINDS[kind])[name].words not in lists and word in told and word not in plain
    }
    alike = {word for (kind, name), word in codes.items() if fields_of(KINDS[kind])[name].words in lists}
    assert {place: word for place, word in strange.items() if word not in alike} == {}


@pytest.mark.parametrize("first", [0, 29, 58])
def test_no_form_shows_what_somebody_wrote_into_a_free_text(book: Book, first: int, tmp_path: Path) -> None:
    planted = _one_of_each(book, Planted(first))
    assert len(planted) > 60, "there is something to be shown"
    for code, form in sorted(forms().items()):
        _made, pages = _on_paper(book, form, tmp_path)
        told = re.sub(r"\s", "", "".join(pages))
        shown = {place: text for place, text in planted.items() if re.sub(r"\s", "", text) in told}
        assert shown == {}, code


def _in_workbook(made: Sequence[Filled], folder: Path) -> str:
    """The cells of the form's lists as a workbook, each on a line."""
    out = folder / "form.xlsx"
    write_forms(out, made, "")
    book = CalamineWorkbook.from_path(out)
    cells = (cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row)
    return "\n".join(_plain(cell) for cell in cells)


def _plain(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
