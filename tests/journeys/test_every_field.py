"""Every field of every kind people write goes through every edge: the door, the command line, a workbook, a printed
list, the history; and a private value shows on none of them unless somebody said why."""

import datetime as dt
import itertools
import json
import subprocess
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.cli.records import values_of
from fupin_desktop.households.model import Household, Member
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.notation.values import parse, to_stored
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.ledger.words import words
from fupin_desktop.paper.documents.forms import SHEETS
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write import door
from fupin_desktop.store.write.writing import BookLedger

VILLAGE = "441690101200"
PASSPHRASE = "wu ge pin yin ci"
# What exchange and the roster of devices write is no kind of people's; their edges are tried in tests/sync
PEOPLES = {
    kind: cls
    for kind, cls in KINDS.items()
    if not cls.__module__.startswith(("fupin_desktop.sync", "fupin_desktop.inquiries"))
}
# What a rule asks of several fields at once, told where a value of each alone would be refused
TOGETHER: dict[str, dict[str, Any]] = {
    "measure_progress": {"percent": 40},
    "member": {"birth_date": dt.date(1980, 1, 1), "id_no": "441690198001010015", "sex": "1", "id_type": "id_card"},
    "notice": {"state": "draft", "kind": "N17", "number": None, "days": 7},
    "policy_document": {"begins": dt.date(2016, 1, 1), "ends": dt.date(2018, 1, 1)},
    "policy_parameter": {"code": "visit_interval_days", "value": "30", "ends": None},
    "waiver": {"until": dt.date(2099, 12, 31)},
    "year_measure": {"state": "planned"},
}
_COUNT = itertools.count(1)


def sample(field: Field) -> Any:
    """A value this field takes, unlike any other of the test."""
    number = next(_COUNT)
    text = str(number).rjust(field.digits, "4") if field.digits else f"甲乙{number:05}"
    made: dict[Kind, Any] = {
        Kind.TEXT: text[: field.high or None] if not field.bare else f"62{number:017}"[: field.high or None],
        Kind.NOTE: f"记下{number:05}",
        Kind.INTEGER: max(field.low or 0, min(field.high or 9, number)),
        Kind.NUMBER: Decimal(number % 90 + 1),
        Kind.MONEY: number * 100,
        Kind.DAY: dt.date(2016, 5, 1) + dt.timedelta(days=number % 300),
        Kind.MOMENT: dt.datetime(2016, 5, 1, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))),
        Kind.YES: True,
        Kind.CHOICE: next(iter(words(field.words))) if field.kind is Kind.CHOICE else None,
        Kind.PHOTO: ("0" * 64,),
    }
    value = made[field.kind]
    return (value,) if field.many and field.kind is not Kind.PHOTO else value


class Maker:
    """Makes one record of a kind with all its fields, and before it those it leads to."""

    def __init__(self, ledger: BookLedger) -> None:
        self.ledger = ledger
        self.made: dict[str, Record] = {}

    def one(self, kind: str) -> Record:
        """The record of this kind, made when first asked for."""
        if kind not in self.made:
            cls = KINDS[kind]
            self.made[kind] = self.ledger.save(cls(**self._values(cls)), managed=tuple(fields_of(cls)))
        return self.made[kind]

    def _values(self, cls: type[Record]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in fields_of(cls).items():
            if field.kind is not Kind.LINK:
                # A home that is no link holds the code of the place
                values[name] = VILLAGE if name in (cls.home, "village_code", "division") else sample(field)
            elif field.link in PEOPLES and field.link != kind_of(cls):
                values[name] = (self.one(field.link).id,) if field.many else self.one(field.link).id
        if cls is Household:
            values["household_code"] = VILLAGE + "00000001"
        if cls is Member:
            values["person_code"] = VILLAGE + "0000000101"
        return {**values, **TOGETHER.get(kind_of(cls), {})}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Record]]:
    """A township's book with one record of every kind, all fields said, as a merge lets them in: unjudged by rules."""
    path = tmp_path_factory.mktemp("fields") / "town.book"
    with pytest.MonkeyPatch.context() as patch, made_book(path) as book, book.write("test") as ledger:
        patch.setattr(door, "judge", lambda *_: None)
        maker = Maker(ledger)
        for kind in PEOPLES:
            maker.one(kind)
        return path, maker.made


def made_book(path: Path) -> Book:
    """A new book of a township."""
    return Book.create(path, role="township", name="甲镇", division="441690101", passphrase=PASSPHRASE)


def opened(path: Path) -> Book:
    """The book of this path, to be closed by whoever asks."""
    return Book.open(path, PASSPHRASE)


@pytest.mark.parametrize("kind", PEOPLES)
def test_it_comes_back_as_it_was_said(filled: tuple[Path, dict[str, Record]], kind: str) -> None:
    path, made = filled
    with opened(path) as book, book.read() as reader:
        record = made[kind]
        assert record.id is not None
        assert reader.get(type(record), record.id) == record
        assert record.unreadable == frozenset()


@pytest.mark.parametrize("kind", PEOPLES)
def test_it_is_shown_masked(filled: tuple[Path, dict[str, Record]], run: Any, kind: str) -> None:
    path, made = filled
    record = made[kind]
    with opened(path) as book, book.read() as reader:
        id = reader.text_of(record.id)  # type: ignore[arg-type]
    answer = run("record", "show", path, kind, id, "--history")
    assert answer["record"].keys() >= fields_of(type(record)).keys()
    told = json.dumps(answer, ensure_ascii=False)
    for token in private_tokens(record):
        assert token not in told, kind


def private_tokens(record: Record) -> list[str]:
    """What must not be read of this record: its private values long enough to be told from others."""
    found = [
        str(to_stored(field, getattr(record, name)))
        for name, field in fields_of(type(record)).items()
        if field.privacy in PRIVATE and field.kind in (Kind.TEXT, Kind.NOTE, Kind.NUMBER) and getattr(record, name)
    ]
    return [token for token in found if len(token) > 4]


@pytest.mark.parametrize("kind", PEOPLES)
def test_a_typed_value_is_saved_or_refused_in_words(filled: tuple[Path, dict[str, Record]], kind: str) -> None:
    record = filled[1][kind]
    with opened(filled[0]) as book:
        for name, field in fields_of(type(record)).items():
            if field.kind not in (Kind.LINK, Kind.PHOTO, Kind.MOMENT):
                _typed_into(book, record, name, typed_of(field))


def _typed_into(book: Book, record: Record, name: str, typed: str) -> None:
    """As `record set` does it: done, or refused in words; a field that is not free is never done."""
    field = fields_of(type(record))[name]
    with suppress(Refusal), book.write("record.set", rehearse=True) as ledger:
        assert record.id is not None
        fresh = ledger.get(type(record), record.id)
        ledger.save(fresh.but(**values_of(ledger, type(record), [f"{name}={typed}"])))
        assert hand_of(type(record), name) is Hand.FREE or _stays(record, field, typed), name


def typed_of(field: Field) -> str:
    """A value as people type it."""
    value = sample(field)
    value = value[0] if isinstance(value, tuple) else value
    if field.kind is Kind.YES:
        return "是"
    if field.kind is Kind.MONEY:
        return str(value // 100)
    return str(value)


def _stays(record: Record, field: Field, typed: str) -> bool:
    return to_stored(field, parse(field, typed)) == to_stored(field, getattr(record, field.name))


@pytest.mark.parametrize("kind", PEOPLES)
def test_workbook_and_printed_list_are_masked(
    filled: tuple[Path, dict[str, Record]], run: Any, tmp_path: Path, kind: str
) -> None:
    path, made = filled
    run("roster", "export", path, tmp_path / "x.xlsx", f"--kind={kind}")
    sheet = str(CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_index(0).to_python())
    for token in private_tokens(made[kind]):
        assert token not in sheet
        assert token not in _printed(run, path, kind, tmp_path / "x.pdf")


def _printed(run: Any, path: Path, kind: str, out: Path) -> str:
    """The text of the printed list of a kind, without blanks; empty for a kind that has none."""
    if f"list_{kind}" not in SHEETS:
        return ""
    run("form", "print", path, f"list_{kind}", "--all", "--out", out)
    done = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, text=True, check=True)
    return done.stdout.replace(" ", "")
