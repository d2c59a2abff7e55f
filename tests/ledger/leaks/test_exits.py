"""Every masked exit looks with the same eyes: sheets of paper, titles of windows, the audit log, what is copied."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.inquiries.calls import Call, Contact, VillageCalls, Written
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.leaks import look
from fupin_desktop.ledger.notation.showing import grouped
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.documents.preparation import visit_preparation
from fupin_desktop.paper.documents.record_list import record_list
from fupin_desktop.paper.office.call_sheet import call_sheet
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.unmasking import note_unmask
from fupin_desktop.titles import record_text, title_of
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import Visit
from tests.ledger.leaks.planted import PLANTED

ONE, DAY = "441690101200", date(2018, 6, 1)
TYPED = [text for text in PLANTED if look(text)]


def strings(value: Any) -> Iterator[str]:
    """Every text within a document."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def shown(document: Document) -> list[str]:
    """What a document shows that may not be seen."""
    return [text for text in strings([document.title, *document.blocks]) if look(text)]


@pytest.mark.parametrize("text", TYPED)
def test_no_call_sheet_shows_one(text: str) -> None:
    who, written = (Contact(text, text),), (Written(text, text, "2018-06-01", text),)
    told = Call("q1", text, text, "电话", who, written, asked=text)
    assert shown(call_sheet(VillageCalls(ONE, text, who, (told,)), DAY)) == []


def test_no_sheet_that_is_carried_about_shows_one(book: Book) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村"))
        homes = []
        for number, text in enumerate(TYPED, 1):
            given = {"household_code": f"{ONE}2016{number:04}", "village_code": ONE, "group_name": text[:30]}
            home = ledger.save(Household(**given, natural_village=text[:30]))
            ledger.save(Member(household=home.id, name=text[:30], relation="01", birth_date=date(1960, 5, 1)))
            log_visit(ledger, household=home.id, date=DAY, type="daily", visitors=[text[:30]], findings=text)
            homes.append(home)
    with book.read() as reader:
        assert shown(visit_preparation(reader, homes, DAY, "")) == []
        codes = {grouped(home.household_code or "") for home in homes}  # an internal list names the household by it
        assert set(shown(record_list(Visit, reader, homes, DAY, ""))) <= codes


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_title_of_a_window_names_one(kind: str, book: Book) -> None:
    """The task bar and the list of windows show it to whoever stands behind."""
    cls = KINDS[kind]
    free = [field for field in fields_of(cls).values() if field.is_free_text]
    with book.write("test") as ledger:
        known = ledger.save(Village(code=ONE, name="演示一甲村")).id
    with book.read() as reader:
        for text in TYPED if free else ():
            record = cls(id=known, **{field.name: (text,) if field.many else text for field in free})
            assert look(record_text(record, title_of(reader, record, DAY))) == [], (kind, text)


def test_the_audit_log_keeps_no_number_of_a_reason(book: Book) -> None:
    for text in TYPED:
        note_unmask(book, "member.id_no", f"核对 {text} 的身份")
    with book.engine.connect() as connection:
        told = connection.exec_driver_sql("SELECT about FROM audit WHERE event = 'unmask'").scalars().all()
    assert len(told) == len(TYPED)
    assert [about for about in told if look(about)] == []
