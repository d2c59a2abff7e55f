"""Sentinels: every text of every record a notice could reach is a token; its paper shows those it declares alone."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from string import ascii_lowercase
from typing import Any

import pytest

from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.education.model import EducationAid
from fupin_desktop.exclusion.model import ExclusionCase
from fupin_desktop.exits.model import ExitCase
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of, managed_of
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.notices.commands import draft_notice, issue_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import document_of
from fupin_desktop.notices.paths import field_at
from fupin_desktop.notices.rules import all_kinds
from fupin_desktop.notices.template import template_of
from fupin_desktop.notices.typed import typed_columns
from fupin_desktop.paper.documents.notice import render_notice
from fupin_desktop.paper.reading import texts
from fupin_desktop.policy.model import PolicyDocument
from fupin_desktop.relief.model import ReliefPayment
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost
from tests.figures_at_hand import figure_of, figures_seen

ONE, FIRST = "441690101200", date(2018, 3, 5)
STATE = {"N03": "registered"}
EXIT_STAGE = {"N05": "household_agreed", "N06": "county_confirmed"}
STAGE = {"N10": "assembly_reviewed", "N11": "county_approved", "N12": "paid"}
JUDGED: dict[str, tuple[Any, str]] = {
    "N01": (IdentificationCase, "assembly_reviewed"),
    "N02": (IdentificationCase, "township_reviewed"),
    "N04": (ExclusionCase, "assembly_reviewed"),
}
PLACE = ("town", "county", "name")  # of the village: the line over the list, and the title
OWN = ("issuer", "co_issuer", "contact", "contact_address", "legal_basis")
TERM = {"school_year": 2017, "term": "spring"}
PAID = {"paid_on": date(2018, 3, 1)}
# What else makes rows, by the kind of notice
OTHERS: dict[str, tuple[tuple[type[Record], dict[str, Any]], ...]] = {
    "N14": (
        (ReliefPayment, {"type": "temporary", "amount": 500, **PAID}),
        (EducationAid, {**TERM, "stage": "senior", "item": "grant", "amount": 5, **PAID}),
        (MedicalCase, {"year": 2018, "compliant": 900, "aid": 700, **PAID}),
    ),
    "N16": ((WelfarePost, {"kind": "cleaning", "seats": 1}),),
    "N17": ((PolicyDocument, {"begins": date(2018, 1, 1)}),),
}  # fmt: skip


class Tokens:
    """A token for each text field; tokens are words of four letters, which nothing else on a notice is."""

    def __init__(self) -> None:
        self._words = ("Q" + "".join(three) for three in product(ascii_lowercase, repeat=3))
        self.of: dict[tuple[str, str], str] = {}

    def filled(self, cls: type[Record], **facts: Any) -> Record:
        """A record with a token in every text that people may write."""
        given = {name: self.token(kind_of(cls), name) for name in self._texts(cls) if name not in facts}
        return cls(**given, **facts)

    def token(self, kind: str, name: str) -> str:
        """The token of this field."""
        return self.of.setdefault((kind, name), next(self._words))

    def _texts(self, cls: type[Record]) -> Iterator[str]:
        for name, field in fields_of(cls).items():
            plain = field.kind in (Kind.TEXT, Kind.NOTE) and not field.many and not field.digits
            if plain and field.is_free_text and hand_of(cls, name) is not Hand.MANAGED:
                yield name


@pytest.fixture
def tokens(book: Book) -> Tokens:
    book.wall = lambda: datetime(2018, 3, 5, 9, tzinfo=UTC)
    return Tokens()


def fill(ledger: Ledger, tokens: Tokens, kind: str) -> None:
    """One record of each kind on the way of this notice."""
    ledger.save(tokens.filled(Village, code=ONE))
    home = ledger.save(
        tokens.filled(Household, household_code=f"{ONE}20160001", village_code=ONE, persons=3, planned_exit_year=2018,
                      status=STATE.get(kind, "registered")),
        managed=("status",),
    )  # fmt: skip
    ledger.save(tokens.filled(Member, household=home.id, relation="01", birth_date=date(1960, 5, 1), id_no=None))
    alone = {"id_no": None, "phone": None, "sent_by_division": None}
    serving = {"roles": ("first_secretary",), "start": date(2016, 5, 1)}
    cadre = ledger.save(tokens.filled(Cadre, village_code=ONE, **serving, **alone))
    ledger.save(
        tokens.filled(Responsibility, household=home.id, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1))
    )
    ledger.save(
        tokens.filled(PlaceResponsibility, division=ONE, role="village_leader", start=date(2016, 5, 1), phone=None)
    )
    if kind in EXIT_STAGE:
        ledger.save(tokens.filled(ExitCase, household=home.id, year=2018, stage=EXIT_STAGE[kind]), managed=("stage",))
    if kind in JUDGED:
        cls, stage = JUDGED[kind]
        case = tokens.filled(cls, household=home.id, stage=stage, year=2018)
        case = case.but(override_reason=None) if cls is IdentificationCase else case  # the county's alone
        ledger.save(case.but(bar="bar7_3") if cls is ExclusionCase else case, managed=("stage",))
    if kind in STAGE:
        case = tokens.filled(HousingCase, household=home.id, stage=STAGE[kind], mode="repair", danger_grade="C",
                             subsidy_amount=2_000_000, year_plan=2018,
                             paid_on=date(2018, 3, 1) if kind == "N12" else None)  # fmt: skip
        ledger.save(case, managed=("stage", "paid_on", "subsidy_amount"))

    head = ledger.find(Member, household=home.id)[0].id
    for cls, facts in OTHERS.get(kind, ()):
        links = {"household": home.id, "member": head, "area": ONE, "village_code": ONE}
        own = {name: value for name, value in links.items() if name in fields_of(cls) and cls is not PostHolder}
        ledger.save(tokens.filled(cls, **{**own, **facts}))
    if kind == "N16":
        post = ledger.find(WelfarePost)[0]
        ledger.save(
            tokens.filled(PostHolder, post=post.id, household=home.id, member=head, name=None, start=date(2018, 1, 1))
        )


def declared(tokens: Tokens, kind: str) -> set[str]:
    """The tokens its template names, with the place over the list and what the notice says of itself."""
    template, found = template_of(kind), set()
    for source in template.sources:
        for column in template.columns:
            for path in source.paths(column)[:1]:
                cls, field = field_at(source.record, path)
                found.add(tokens.of.get((kind_of(cls), field.name), ""))
    found |= {tokens.of[kind_of(Village), name] for name in PLACE} | {tokens.of["notice", name] for name in OWN}
    if template.is_typed:
        found |= {tokens.of["typed", column.label] for column in typed_columns(template) if column.value == "text"}
    if "{meeting}" in "".join(template.body):
        found.add(tokens.of["notice", "meeting"])
    return found - {""}


def figures(ledger: Ledger) -> dict[tuple[str, str], str]:
    """A number and a day of its own in each field of the records that lets one in; told by kind and field."""
    told: dict[tuple[str, str], str] = {}
    number = 0
    for cls in (Village, Household, Member, *(cls for cls in KINDS.values() if cls is not Notice)):
        for record in ledger.find(cls):
            saved = record
            for name, field in fields_of(cls).items():
                number += 1
                found = figure_of(field, number)
                if found is None or name in _SPANS or getattr(saved, name) is not None or (kind_of(cls), name) in told:
                    continue
                try:
                    with ledger.savepoint():
                        saved = ledger.save(saved.but(**{name: found[0]}), managed=managed_of(cls))
                except Refusal:
                    continue  # a rule says what it has to be: it tells nothing of its own
                told[kind_of(cls), name] = found[1]
    return told


_SPANS = ("start", "end", "begins", "ends", "year", "birth_date", "planned_exit_year")  # they say what counts at all


def issued(ledger: Ledger, tokens: Tokens, kind: str, day: date) -> Notice:
    """A notice of this kind of what was filled in, issued from this day."""
    facts: dict[str, Any] = {name: tokens.token("notice", name) for name in (*OWN, "meeting", "days_reason")}
    template = template_of(kind)
    if template.is_typed:
        plain = {"integer": "0", "money": "5", "day": "2018-03-01"}
        cells = [plain.get(c.value) or tokens.token("typed", c.label) for c in typed_columns(template)]
        facts["typed_rows"] = "\t".join(cells)
    drafted = draft_notice(ledger, kind, division=ONE, meeting_on=date(2018, 3, 1), **facts)
    return issue_notice(ledger, drafted, day)


KINDS_OF_NOTICES = sorted(code for code in all_kinds() if re.fullmatch(r"N\d\d", code))


@pytest.mark.parametrize("kind", KINDS_OF_NOTICES)
def test_a_paper_shows_the_figures_and_days_it_declares_and_no_other(kind: str, book: Book, tokens: Tokens) -> None:
    with book.write("test") as ledger:
        fill(ledger, tokens, kind)
        told = figures(ledger)
        notice = issued(ledger, tokens, kind, FIRST)
    content, _pages = render_notice(document_of(notice))
    named = {
        (kind_of(cls), field.name)
        for source in template_of(kind).sources
        for column in template_of(kind).columns
        for cls, field in (field_at(source.record, path) for path in source.paths(column))
    }
    assert len(told) > 20, "there is something to be shown by mistake"
    assert figures_seen("\n".join(texts(content)), told) <= named


@pytest.mark.parametrize("kind", KINDS_OF_NOTICES)
def test_a_paper_shows_the_tokens_it_declares_and_no_other(kind: str, book: Book, tokens: Tokens) -> None:
    with book.write("test") as ledger:
        fill(ledger, tokens, kind)
        notice = issued(ledger, tokens, kind, FIRST)
    content, _pages = render_notice(document_of(notice))
    shown = set(re.findall(r"Q[a-z]{3}", re.sub(r"\s", "", "".join(texts(content)))))
    assert shown == declared(tokens, kind)
