"""What stands in the lines of the roster's sheets: each line brings records of several kinds together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import HEAD, Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.intake.draft import Place
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import word
from fupin_desktop.listing import Listing
from fupin_desktop.sheets.layout import HELPER, HOUSING, PERSON, VILLAGE
from fupin_desktop.sheets.progress import stage_of
from fupin_desktop.villages.model import AssistingUnit, Village

Line = Mapping[str, Record]


class RosterRows:
    """The register as lines: a person, a village, a house, a household with its helper.

    Facts of a year are those of the newest year that the book holds; `day` lies in it.
    """

    def __init__(self, reader: Finder, today: date, *, unmasked: bool = False) -> None:
        self._reader, self._today, self._unmasked = reader, today, unmasked
        self._homes = {one.id: one for one in reader.find(Household)}
        self._villages = {one.code: one for one in reader.find(Village)}
        self._year = max((one.year or 0 for one in reader.find(MemberYear)), default=today.year)

    @property
    def day(self) -> date:
        """The day the workbook stands for: today, or the last day of the newest year it has facts of."""
        return self._today if self._today.year == self._year else date(self._year, 12, 31)

    def lines(self, kind: str) -> Iterator[Line]:
        """The lines of a sheet, by what a line of it is."""
        made: Mapping[str, Callable[[], Iterator[list[Record | None]]]] = {
            PERSON: self._persons, VILLAGE: self._village_lines, HOUSING: self._houses, HELPER: self._helpers,
        }  # fmt: skip
        for records in made[kind]():
            yield {kind_of(type(one)): one for one in records if one is not None}

    def cell(self, line: Line, place: Place, *, national: bool = False) -> object:
        """One cell of a line; empty where the record is not there."""
        kind, name = place
        record = line.get(kind)
        if record is None:
            return ""
        if isinstance(record, HousingCase) and name == "progress_words":
            return _progress(record)
        one = Listing(type(record), (), {}, self._today, self._unmasked)
        return one.cell(record, fields_of(type(record))[name], national=national)

    def _persons(self) -> Iterator[list[Record | None]]:
        members: dict[Any, list[Member]] = defaultdict(list)
        for one in self._reader.find(Member):
            members[one.household].append(one)
        facts = {one.member: one for one in self._reader.find(MemberYear, year=self._year)}
        incomes = {one.household: one for one in self._reader.find(IncomeYear, year=self._year)}
        cards = {one.household: one for one in self._reader.find(BankCard)}
        for id, home in self._homes.items():
            about = [self._villages.get(home.village_code), home, incomes.get(id), cards.get(id)]
            for member in sorted(members[id], key=lambda one: (one.relation != HEAD, one.id or 0)):
                yield [*about, member, facts.get(member.id)]

    def _village_lines(self) -> Iterator[list[Record | None]]:
        units = {one.id: one for one in self._reader.find(AssistingUnit)}
        for village in self._villages.values():
            yield [village, units.get(village.unit)]

    def _houses(self) -> Iterator[list[Record | None]]:
        for case in self._reader.find(HousingCase):
            yield [self._homes.get(case.household), case]

    def _helpers(self) -> Iterator[list[Record | None]]:
        cadres = {one.id: one for one in self._reader.find(Cadre)}
        for duty in self._reader.find(Responsibility):
            yield [self._homes.get(duty.household), cadres.get(duty.cadre), duty]


def _progress(case: HousingCase) -> str:
    """The township's words while they still name the stage; the stage's own word once the case has moved on."""
    told = case.progress_words or ""
    return covered(told) if told and stage_of(told) == case.stage else word("house_stage", case.stage or "")
