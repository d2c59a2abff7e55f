"""Taking a roster workbook in from the window: read and looked at first, then written, with the report to hand back."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from fupin_desktop.intake.commands import Taken
from fupin_desktop.intake.finding import Finding
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.system.outputs import check_output
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.list_intake import take_workbook
from fupin_desktop.sheets.account import SheetAccount
from fupin_desktop.sheets.headings import plain
from fupin_desktop.sheets.matching import Unmatched, choose_map, unmatched
from fupin_desktop.sheets.roster import NoRoster, RosterReading, read_roster
from fupin_desktop.sheets.writing.report import write_report
from fupin_desktop.store.write.heading_maps import heading_maps
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_file, ask_new_file
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.frame.turns import Turns
from fupin_desktop.ui.roster.heading_match import HeadingMatch
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

BOOKS = N_("Workbooks (*.xlsx *.xlsm *.xls *.et *.csv)")
_REFUSED = "refuse"
_SHEETS_LEAST, _SHEETS_HEIGHT = 168, 200
_SHIPPED_TITLES = {
    "roster": N_("Only the county's roster"),
    "national": N_("Only the national system's export"),
    "provincial": N_("Only the provincial platform's list"),
}


@dataclass(frozen=True)
class Seen:
    """What a workbook would do: what was read, and what taking it in counted."""

    reading: RosterReading
    taken: Taken
    findings: list[Finding]
    refused: int  # rows not taken
    accounts: list[SheetAccount]
    unmatched: list[Unmatched]

    @classmethod
    def of(cls, reading: RosterReading, taken: Taken) -> "Seen":
        """With everything to be said of cells, refused rows first, and of each sheet: looked through on the lane."""
        found = sorted([*reading.findings, *taken.findings], key=lambda one: one.severity != _REFUSED)
        refused = sum(one.severity == _REFUSED for one in found)
        return cls(reading, taken, found, refused, reading.accounts(taken), unmatched(reading))

    def unread(self, file: str) -> list[str]:
        """The sheets of which nothing could be taken."""
        return [one.sheet or file for one in self.accounts if not one.read_as and one.why_not != "blank"]


class RosterImport(QDialog):
    """Shows what would come; nothing is changed before the button is pressed."""

    def __init__(self, session: Session, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._file = session, file
        self.seen: Seen | None = None
        self._refused: RosterReading | None = None
        self._turns = Turns(self)
        self.setWindowTitle(_("Import a roster"))
        self.resize(960, 700)  # fits 1280×800; what is odd keeps some lines below a long account
        self.words = Told(session, _("Reading…"))
        self.maps = QComboBox()
        self.maps.setAccessibleName(_("Headings as in"))
        self.match_button = button(_("&Match headings…"), self.match, icon="search")
        self.sheets = Table(_sheet_columns(file.name), _("What became of each sheet"))
        self.sheets.setMinimumHeight(_SHEETS_LEAST)
        self.sheets.setMaximumHeight(_SHEETS_HEIGHT)
        self.sheets.chosen.connect(lambda _one: self._tell_sheet())
        self.of_sheet = label(" ", "small", wrap=True)
        self.table = Table(_columns(file.name), _("What is odd"))
        self.whole = label(" ", wrap=True)
        self.table.chosen.connect(lambda _one: self._tell_whole())
        self.import_button = button(_("&Import the good rows"), self.take, icon="check", kind="primary")
        guard(session, "household.register", self.import_button)
        self.report_button = button(_("Save the &report…"), self._choose_report, icon="save")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, self.report_button, None, self.import_button)
        title = label(_("Import a roster"), "title")
        chosen = row(label(_("Headings as in"), "label"), self.maps, self.match_button, None)
        parts = (title, self.words, chosen, self.sheets, self.of_sheet, self.table, self.whole, acts)
        self.setLayout(column(*parts, margin=2 * GRID, gap=GRID))
        self._own_maps = heading_maps(session.book)
        self._load_maps("")
        self.maps.currentIndexChanged.connect(lambda _at: self.read())
        self.read()

    def _load_maps(self, current: str) -> None:
        """All shipped layouts together, each of them alone, then what was matched by hand in this book."""
        self.maps.blockSignals(True)
        self.maps.clear()
        self.maps.addItem(_("Whatever fits best"), "")
        for name, title in _SHIPPED_TITLES.items():
            self.maps.addItem(_(title), name)
        for name in self._own_maps:
            self.maps.addItem(_("By hand: {name}").format(name=name), name)
        self.maps.setCurrentIndex(max(self.maps.findData(current), 0))
        self.maps.blockSignals(False)

    def read(self) -> None:
        """Read the workbook with the chosen headings."""
        self.seen = None
        self._turns.drop()
        self._enable(False)
        self.words.say(_("Reading…"))
        name = str(self.maps.currentData() or "")
        self._session.run(lambda progress: self._look(name, progress), self._show, self._fail)

    def _fail(self, error: Exception) -> None:
        self._refused = error.reading if isinstance(error, NoRoster) else None
        self.sheets.load_all(self._refused.accounts(Taken()) if self._refused else [])
        self._tell_sheet()
        self.table.load_all([])
        self.whole.setText(" ")
        self.match_button.setEnabled(self._refused is not None and bool(unmatched(self._refused)))
        self.words.fail(error)

    def _offers(self, reading: RosterReading) -> list[str]:
        """What was matched by hand earlier and would help here."""
        unknown, chosen = {plain(one) for one in reading.unknown_headings}, self.maps.currentData()
        told = _("“{name}” knows some of these headings: choose it below.")
        helpful = [name for name, own in self._own_maps.items() if unknown & set(map(plain, own)) and name != chosen]
        return [told.format(name=name) for name in helpful]

    def match(self) -> None:
        """Say by hand what the unknown headings mean; the workbook is read again with it."""
        reading = self.seen.reading if self.seen else self._refused
        if reading is None:
            return
        remembered = {there: here for own in self._own_maps.values() for there, here in own.items()}
        self.matching = HeadingMatch(self._session, unmatched(reading), remembered, self._read_with, self)
        self.matching.open()

    def _read_with(self, name: str) -> None:
        self._own_maps = heading_maps(self._session.book)
        self._load_maps(name)
        self.read()

    def _enable(self, on: bool) -> None:
        self.import_button.setEnabled(on)
        self.report_button.setEnabled(on)
        self.match_button.setEnabled(on and self.seen is not None and bool(self.seen.unmatched))

    def _look(self, name: str, progress: Progress) -> Seen:
        book = self._session.book
        only, aliases = choose_map(name, self._own_maps)
        reading = read_roster(
            self._file, division=book.identity.division, mapping=only, aliases=aliases, progress=progress
        )
        with book.write("roster.import", rehearse=True) as ledger:
            return Seen.of(reading, take_workbook(ledger, reading.drafts, progress=progress))

    def _show(self, seen: Seen) -> None:
        """The sheets, then what is odd in them, then what can be done: each in a turn of the loop of its own."""
        self._turns.take(
            partial(self._show_sheets, seen), partial(self._show_findings, seen), partial(self._offer, seen)
        )

    def _show_sheets(self, seen: Seen) -> None:
        self.sheets.load_all(seen.accounts)
        self._tell_sheet()

    def _show_findings(self, seen: Seen) -> None:
        self.table.load_all(seen.findings)
        self._tell_whole()

    def _offer(self, seen: Seen) -> None:
        self.seen = seen
        unread = seen.unread(self._file.name)
        told = " ".join((_told(seen, unread), *self._offers(seen.reading)))
        self.words.say(told, "warn" if unread else "")
        self._enable(True)
        self.import_button.setFocus()

    def _tell_sheet(self) -> None:
        one: SheetAccount | None = self.sheets.current()
        self.of_sheet.setText("\n".join((one.sentence, *one.details)) if one is not None else " ")

    def _tell_whole(self) -> None:
        one: Finding | None = self.table.current()
        self.whole.setText(one.message if one is not None else " ")

    def take(self) -> None:
        """Take the good rows in; a backup is made before."""
        seen = self.seen
        if seen is None:
            return
        self._enable(False)
        self.words.say(_("Importing…"))

        def work(progress: Progress) -> Taken:
            book = self._session.book
            book.safeguard()
            with book.write("roster.import") as ledger:
                return take_workbook(ledger, seen.reading.drafts, progress=progress)

        self._session.run(work, self._taken, self.words.fail)

    def _taken(self, taken: Taken) -> None:
        self._session.changed.emit()
        told = _("Imported: {new} new, {changed} changed, {identical} the same as before.")
        self.words.say(told.format(new=taken.new, changed=taken.changed, identical=taken.identical), "good")
        self.report_button.setEnabled(True)
        self.close_button.setFocus()

    def _choose_report(self) -> None:
        name, kinds = f"{self._file.stem}-" + _("check result") + ".xlsx", _("Workbooks (*.xlsx)")
        out = ask_new_file(self, _("Save the report"), name, kinds, Purpose.SHEET)
        if out is not None:
            self.save_report(out)

    def save_report(self, out: Path) -> None:
        """The same workbook with its odd cells coloured and a column that says why."""
        seen = self.seen
        assert seen is not None, "the button waits for what was read"
        told = _("Written: {name}. Send it back to whoever made the workbook.").format(name=out.name)
        file = self._file
        self._session.run(lambda _progress: _write(out, seen, file), partial(self._reported, told), self.words.fail)

    def _reported(self, told: str, _none: object) -> None:
        self.words.say(told, "good")


def _write(out: Path, seen: Seen, file: Path) -> None:
    check_output(out, inputs=[file])
    write_report(out, seen.reading, seen.taken)


def choose_roster(session: Session, parent: QWidget) -> RosterImport | None:
    """Ask for a workbook and look into it; None when none was chosen."""
    file = ask_file(parent, _("Import a roster"), f"{_(BOOKS)};;*", Purpose.SHEET)
    if file is None:
        return None
    made = RosterImport(session, file, parent)
    made.open()
    return made


def _told(seen: Seen, unread: list[str]) -> str:
    taken = seen.taken
    of_lists = _(
        "New {new}, changed {changed}, the same {identical}; rows not taken {refused}. Nothing was changed yet."
    )
    of_roster = _(
        "{households} households, {members} persons. New {new}, changed {changed}, the same {identical}; of other"
        " places {outside}; rows not taken {refused}. Nothing was changed yet."
    )
    drafts = seen.reading.drafts
    told = of_lists if drafts.listed and not drafts.villages else of_roster
    said = told.format(
        households=taken.households, members=taken.members, new=taken.new, changed=taken.changed,
        identical=taken.identical, outside=seen.reading.outside_households, refused=seen.refused,
    )  # fmt: skip
    missed = _("Sheets not read: {names}.")
    return f"{said} {missed.format(names='、'.join(unread))}" if unread else said


def _sheet_columns(file: str) -> list[Column]:
    return [
        Column(_("Sheet"), lambda one: one.sheet or file, 8),
        Column(_("Read as"), lambda one: one.read_as or one.sentence, tone=lambda one: "" if one.read_as else "accent"),
        Column(_("Rows"), lambda one: str(one.rows), 3, right=True),
        Column(_("Taken in"), lambda one: str(one.taken), 3, right=True),
        Column(_("Refused"), lambda one: str(one.refused), 4, right=True),
        Column(_("Of other places"), lambda one: str(one.outside), 4, right=True),
        Column(_("Left out"), lambda one: str(len(one.left_out)), 3, right=True),
        Column(_("Headings not known"), lambda one: "、".join(one.unknown_headings), 10),
    ]


def _columns(file: str) -> list[Column]:
    """What is odd; a text file (`.csv`) has no sheets, so its own name stands for one."""
    return [
        Column(_("Sheet"), lambda one: one.sheet or file, 7),
        Column(_("Row"), lambda one: str(one.row), 3, right=True),
        Column(_("Column"), lambda one: one.column, 7),
        Column(_("Stands there"), lambda one: one.value_shown, 8, tone=lambda one: "warn" if one.value_shown else ""),
        Column(
            _("What is odd"), lambda one: one.message, tone=lambda one: "accent" if one.severity == _REFUSED else ""
        ),
    ]
