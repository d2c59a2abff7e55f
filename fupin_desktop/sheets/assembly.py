"""From the tables of a workbook to drafts and findings: persons year by year, villages, houses, helpers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from fupin_desktop.intake.draft import Draft, Drafts, Line, Ref
from fupin_desktop.intake.finding import Finding
from fupin_desktop.intake.rules import CODE, Judged, VillageCodes, judge
from fupin_desktop.ledger.scope import is_below, is_division
from fupin_desktop.sheets.drafts import (
    days_in_order,
    helper_drafts,
    household_drafts,
    housing_draft,
    named_villages,
    one_for_each,
    village_drafts,
)
from fupin_desktop.sheets.layout import HELPER, HOUSING, PERSON, VILLAGE
from fupin_desktop.sheets.progress import stage_of
from fupin_desktop.sheets.reading import read_lines
from fupin_desktop.sheets.tables import YEAR, Table
from fupin_desktop.sheets.writing.lists import is_list, list_drafts, place_of


class Assembly:
    """Turns tables into drafts and findings.  `unread` says of household codes on which unread sheet they stand."""

    def __init__(self, division: str, unread: Mapping[str, str] | None = None) -> None:
        self.division = division
        self.unread = unread or {}
        self._made: list[Draft] = []  # of villages, houses and helpers
        self._homes: list[tuple[str, Callable[[], Iterator[Draft]]]] = []  # of one year of one household: its village
        self._years: set[int] = set()
        self.findings: list[Finding] = []
        self.lines: dict[str, list[Line]] = defaultdict(list)
        self.village_of: dict[str, str] = {}
        self.place_of: dict[tuple[str, int], str] = {}
        self.away: set[tuple[str, int]] = set()
        self.listed: set[str] = set()
        self._county_lines: dict[str, list[Line]] = defaultdict(list)
        self.outside = 0
        self.rows_read = 0
        self.drafts = Drafts()
        self._rows_of_lists: list[Draft] = []  # the rows of lists of any kind

    def run(self, tables: Sequence[Table]) -> None:
        """Read all tables; then `drafts`, `findings`, `outside`, `away` (rows of other divisions) hold the outcome."""
        for table in tables:
            self._read(table)
        villages = self._villages()
        judged = self._persons()
        for line in villages:
            self._made.extend(village_drafts(line, self._county(line)))
        self._houses(judged)
        self._helpers(judged)
        self._lists()
        self._keep_own([table.sheet.name for table in tables])

    def _read(self, table: Table) -> None:
        lines, findings = read_lines(table)
        self.lines[table.layout.lines].extend(lines)
        self.findings.extend(findings)
        self.rows_read += len(lines)

    def _tell(self, found: Finding) -> None:
        self.findings.append(found)

    # --- villages ---------------------------------------------------------------------------------------------------

    def _villages(self) -> list[Line]:
        """The good lines of the village sheets."""
        good: list[Line] = []
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
                good.append(line)
            seen.add(code)
        return good

    def _codes(self) -> VillageCodes | None:
        if not self.lines[VILLAGE]:
            return None
        lines = [line for line in self.lines[VILLAGE] if line.text("village", "code")]
        return {
            (line.text("village", "town"), line.text("village", "name")): line.text("village", "code") for line in lines
        }

    def _county(self, village: Line) -> str:
        """The county of a village: its own line's, else what the lines of its persons say, unless they disagree."""
        lines = self._county_lines.get(village.text("village", "code"), [])
        if village.text("village", "county") or not lines:
            return ""
        names = {line.text("village", "county"): line for line in reversed(lines)}
        if len(names) == 1:
            return next(iter(names))
        self._tell(next(iter(names.values())).find("village.counties", "village", "county"))
        return ""

    # --- persons ----------------------------------------------------------------------------------------------------

    def _persons(self) -> Judged:
        """Each year for itself: what two years say of a household is no disagreement."""
        years: dict[int, list[Line]] = defaultdict(list)
        for line, year in self._with_year():
            years[year].append(line)
        self._years = set(years)
        whole, brought = Judged(), set[str]()
        for year in sorted(years):
            judged = judge(years[year], self._codes(), None)
            self.findings.extend(judged.findings)
            brought |= self._households(year, years[year], judged)
            whole.refused |= judged.refused
            whole.waiting |= judged.waiting
            whole.village |= judged.village
        whole.waiting -= brought
        self._name_villages(whole)
        return whole

    def _with_year(self) -> Iterator[tuple[Line, int]]:
        """Lines with their year.  One whose own cell does not say it is refused, and counts with its household."""
        lines = self.lines[PERSON]
        years: dict[tuple[str, str], set[int]] = defaultdict(set)
        for line in lines:
            if line.year is not None:
                years[line.sheet, line.text(*CODE)].add(line.year)
            elif line.has(*YEAR) and YEAR not in line.failed:
                line.failed |= {YEAR}
                self._tell(line.find("cell.required", *YEAR))
        for line in lines:
            yield line, line.year or max(years[line.sheet, line.text(*CODE)], default=0)

    def _households(self, year: int, lines: Sequence[Line], judged: Judged) -> set[str]:
        """Keeps how the drafts of each household are made; the codes of those that have good lines."""
        brought: set[str] = set()
        households: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if code := line.text(*CODE):
                households[code].append(line)
                self.place_of[line.sheet, line.row] = judged.village[line]
        for code, rows in households.items():
            village = self.village_of[code] = judged.village[rows[0]]
            good = [line for line in rows if line not in judged.refused]
            if good:
                brought.add(code)
                self._homes.append((village, partial(household_drafts, rows, good, village, year)))
        return brought

    def _name_villages(self, judged: Judged) -> None:
        good = [line for line in self.lines[PERSON] if line not in judged.refused]
        for line in good:
            if line.text("village", "county"):
                self._county_lines[judged.village[line]].append(line)
        self._made.extend(named_villages(good, judged.village, self.listed))

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
            self._made.append(self._known_unread(housing_draft(line, village), line))

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
                self._made.append(cadre)
            self._made.append(self._known_unread(duty, line))

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

    def _known_unread(self, draft: Draft, line: Line) -> Draft:
        code = line.text(*CODE)
        sheet = "" if code in self.village_of else self.unread.get(code, "")
        return replace(draft, unread_sheet=sheet) if sheet else draft

    def _lists(self) -> None:
        for layout, lines in self.lines.items():
            if is_list(layout):
                self.place_of |= {(line.sheet, line.row): place_of(line, self.division) for line in lines}
                self._rows_of_lists.extend(list_drafts(layout, lines, self.division))

    # --- whose book it is -------------------------------------------------------------------------------------------

    def _keep_own(self, order: Sequence[str]) -> None:
        """Leave out what belongs to other divisions: it is not this book's to take, nor to complain about."""
        self.away = {place for place, code in self.place_of.items() if code and not is_below(code, self.division)}
        self.outside = sum(not is_below(code, self.division) for code in self.village_of.values())
        self.drafts = self._by_village()
        self.drafts.listed = [draft for draft in self._rows_of_lists if self._is_own(draft.village)]
        own = [found for found in self.findings if (found.sheet, found.row) not in self.away]
        self.findings = sorted(own, key=lambda found: (order.index(found.sheet), found.row))

    def _by_village(self) -> Drafts:
        """The drafts of this book's villages.  Where sheets of several years speak of a person or a household, it may
        have moved between two villages: then all of them must be looked at together.
        """
        several = len(self._years) > 1
        homes: dict[str, list[Callable[[], Iterator[Draft]]]] = defaultdict(list)
        for village, make in self._homes:
            homes["" if several else village].append(make)
        if several:
            return Drafts.of(draft for draft in [*_made_of(homes[""]), *self._made] if self._is_own(draft.village))
        others: dict[str, list[Draft]] = defaultdict(list)
        for draft in self._made:
            others[draft.village].append(draft)
        codes = [code for code in dict.fromkeys((*homes, *others)) if self._is_own(code)]
        return Drafts({code: partial(_of_village, homes.get(code, ()), others.get(code, ())) for code in codes})

    def _is_own(self, code: str) -> bool:
        return is_below(code, self.division)


def _of_village(homes: Sequence[Callable[[], Iterator[Draft]]], others: Sequence[Draft]) -> Sequence[Draft]:
    return [*_made_of(homes), *others]


def _made_of(homes: Sequence[Callable[[], Iterator[Draft]]]) -> Iterator[Draft]:
    return one_for_each(chain.from_iterable(make() for make in homes))
