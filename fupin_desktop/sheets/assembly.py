"""From the tables of a workbook to drafts and findings: villages first, then persons, houses, helpers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from fupin_desktop.intake.draft import Draft, Line, Ref
from fupin_desktop.intake.finding import Finding
from fupin_desktop.intake.rules import CODE, Judged, VillageCodes, judge
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import is_below, is_division
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.drafts import (
    days_in_order,
    helper_drafts,
    household_drafts,
    housing_draft,
    named_villages,
    village_drafts,
)
from fupin_desktop.sheets.layout import HELPER, HOUSING, PERSON, VILLAGE
from fupin_desktop.sheets.lines import Table
from fupin_desktop.sheets.progress import stage_of
from fupin_desktop.sheets.reading import read_lines


class Assembly:
    """Turns tables into drafts and findings."""

    def __init__(self, division: str) -> None:
        self.division = division
        self.drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.lines: dict[str, list[Line]] = defaultdict(list)
        self.days: dict[str, date | None] = {}
        self.village_of: dict[str, str] = {}
        self.place_of: dict[tuple[str, int], str] = {}
        self.listed: set[str] = set()
        self.outside = 0
        self.rows_read = 0

    def run(self, tables: Sequence[Table]) -> None:
        """Read all tables; then `drafts`, `findings`, `outside` and `rows_read` hold the outcome."""
        for table in tables:
            self._read(table)
        self._villages()
        judged = self._persons()
        self._houses(judged)
        self._helpers(judged)
        self._keep_own([table.sheet.name for table in tables])

    def _read(self, table: Table) -> None:
        lines, findings = read_lines(table)
        self.lines[table.layout.lines].extend(lines)
        self.days.setdefault(table.layout.lines, table.day)
        self.findings.extend(findings)
        self.rows_read += len(lines)

    def _tell(self, found: Finding) -> None:
        self.findings.append(found)

    # --- villages ---------------------------------------------------------------------------------------------------

    def _villages(self) -> None:
        county = next((name for line in self.lines[PERSON] if (name := line.text("village", "county"))), "")
        seen: set[str] = set()
        for line in self.lines[VILLAGE]:
            code = line.text("village", "code")
            self.place_of[line.sheet, line.row] = code
            if code and not (is_division(code) and len(code) == 12):
                self._tell(line.find("village.form", "village", "code"))
            elif code in seen:
                self._tell(line.find("line.twice", "village", "code"))
            elif not line.failed:
                self.listed.add(code)
                self.drafts.extend(village_drafts(line, county))
            seen.add(code)

    def _codes(self) -> VillageCodes | None:
        if not self.lines[VILLAGE]:
            return None
        lines = [line for line in self.lines[VILLAGE] if line.text("village", "code")]
        return {
            (line.text("village", "town"), line.text("village", "name")): line.text("village", "code") for line in lines
        }

    # --- persons ----------------------------------------------------------------------------------------------------

    def _persons(self) -> Judged:
        lines = self.lines[PERSON]
        judged = judge(lines, self._codes(), self.days.get(PERSON))
        self.findings.extend(judged.findings)
        households: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if code := line.text(*CODE):
                households[code].append(line)
                self.place_of[line.sheet, line.row] = judged.village[line]
        for code, rows in households.items():
            self._household(code, rows, judged)
        good = [line for line in lines if line not in judged.refused]
        self.drafts.extend(named_villages(good, judged.village, self.listed))
        return judged

    def _household(self, code: str, rows: list[Line], judged: Judged) -> None:
        self.village_of[code] = judged.village[rows[0]]
        good = [line for line in rows if line not in judged.refused]
        if good:
            self.drafts.extend(household_drafts(rows, good, self.village_of[code], self._year()))

    def _year(self) -> int:
        day = self.days.get(PERSON)
        if day is None:
            raise Refusal(
                "sheet.day",
                _("The sheet does not say its day. Nothing was taken in. Write 填报日期 above the headings."),
            )
        return day.year

    # --- houses and helpers -----------------------------------------------------------------------------------------

    def _houses(self, judged: Judged) -> None:
        seen: set[object] = set()
        for line, village in self._placed(HOUSING, judged):
            key = (line.text(*CODE), line.get("housing_case", "year_plan"))
            if key in seen:
                self._tell(line.find("line.twice", *CODE))
                continue
            seen.add(key)
            if not days_in_order(line):
                self._tell(line.find("dates.order", "housing_case", "completed_on"))
            if stage_of(line.text("housing_case", "progress_words")) is None:
                self._tell(line.find("progress.unknown", "housing_case", "progress_words"))
            self.drafts.append(housing_draft(line, village))

    def _helpers(self, judged: Judged) -> None:
        cadres: set[Ref] = set()
        seen: set[object] = set()
        for line, village in self._placed(HELPER, judged):
            cadre, duty = helper_drafts(line, village)
            key = (line.text(*CODE), cadre.ref, line.get("responsibility", "start"))
            if key in seen:
                self._tell(line.find("line.twice", *CODE))
                continue
            seen.add(key)
            if cadre.ref is not None and cadre.ref not in cadres:
                cadres.add(cadre.ref)
                self.drafts.append(cadre)
            self.drafts.append(duty)

    def _placed(self, kind: str, judged: Judged) -> Iterable[tuple[Line, str]]:
        """The good lines of a sheet with their village; those of households that wait are told so."""
        for line in self.lines[kind]:
            code = line.text(*CODE)
            village = self.village_of.get(code, code[:12])
            self.place_of[line.sheet, line.row] = village
            if code in judged.waiting:
                self._tell(line.find("household.waits", *CODE))
            elif not line.failed:
                yield line, village

    # --- whose book it is -------------------------------------------------------------------------------------------

    def _keep_own(self, order: Sequence[str]) -> None:
        """Leave out what belongs to other divisions: it is not this book's to take, nor to complain about."""
        away = {place for place, code in self.place_of.items() if code and not is_below(code, self.division)}
        self.outside = sum(not is_below(code, self.division) for code in self.village_of.values())
        self.drafts = [draft for draft in self.drafts if is_below(draft.village, self.division)]
        own = [found for found in self.findings if (found.sheet, found.row) not in away]
        self.findings = sorted(own, key=lambda found: (order.index(found.sheet), found.row))
