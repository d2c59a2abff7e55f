"""Taking a roster workbook in from the window: read and looked at first, then written, with the report to hand back."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from fupin_desktop.intake.commands import Taken, take_in
from fupin_desktop.intake.finding import Finding
from fupin_desktop.ledger.outputs import check_output
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.sheets.report import write_report
from fupin_desktop.sheets.roster import RosterReading, read_roster
from fupin_desktop.ui.parts import GRID, button, column, label, row
from fupin_desktop.ui.session import Session
from fupin_desktop.ui.table import Column, Table
from fupin_desktop.ui.told import Told

BOOKS = N_("Workbooks (*.xlsx *.xls *.csv)")
_REFUSED = "refuse"


@dataclass(frozen=True)
class Seen:
    """What a workbook would do: what was read, and what taking it in counted."""

    reading: RosterReading
    taken: Taken

    @property
    def findings(self) -> list[Finding]:
        """Everything to be said of cells, refused rows first."""
        found = [*self.reading.findings, *self.taken.findings]
        return sorted(found, key=lambda one: one.severity != _REFUSED)


class RosterImport(QDialog):
    """Shows what would come; nothing is changed before the button is pressed."""

    def __init__(self, session: Session, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._file = session, file
        self.seen: Seen | None = None
        self.setWindowTitle(_("Import a roster"))
        self.resize(960, 560)
        self.words = Told(session, _("Reading…"))
        self.table = Table(_columns(), _("What is odd"))
        self.whole = label(" ", wrap=True)
        self.table.chosen.connect(lambda _one: self._tell_whole())
        self.import_button = button(_("&Import the good rows"), self.take, icon="check", kind="primary")
        self.report_button = button(_("Save the &report…"), self._choose_report, icon="save")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, self.report_button, None, self.import_button)
        title = label(_("Import a roster"), "title")
        self.setLayout(column(title, self.words, self.table, self.whole, acts, margin=2 * GRID, gap=2 * GRID))
        self._enable(False)
        session.run(self._look, self._show, self.words.fail)

    def _enable(self, on: bool) -> None:
        self.import_button.setEnabled(on)
        self.report_button.setEnabled(on)

    def _look(self, progress: Progress) -> Seen:
        book = self._session.book
        reading = read_roster(self._file, division=book.identity.division, progress=progress)
        with book.write("roster.import", rehearse=True) as ledger:
            return Seen(reading, take_in(ledger, reading.drafts, progress=progress))

    def _show(self, seen: Seen) -> None:
        self.seen = seen
        self.table.load_all(seen.findings)
        self.words.say(_told(seen))
        self._enable(True)
        self.import_button.setFocus()

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
                return take_in(ledger, seen.reading.drafts, progress=progress)

        self._session.run(work, self._taken, self.words.fail)

    def _taken(self, taken: Taken) -> None:
        self._session.changed.emit()
        told = _("Imported: {new} new, {changed} changed, {identical} the same as before.")
        self.words.say(told.format(new=taken.new, changed=taken.changed, identical=taken.identical), "good")
        self.report_button.setEnabled(True)
        self.close_button.setFocus()

    def _choose_report(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), f"{self._file.stem}-report.xlsx")
        if name:
            self.save_report(Path(name))

    def save_report(self, out: Path) -> None:
        """The same workbook with its odd cells coloured and a column that says why."""
        seen = self.seen
        assert seen is not None, "the button waits for what was read"
        told = _("Written: {name}. Send it back to whoever made the workbook.").format(name=out.name)
        self._session.run(
            lambda _progress: _write(out, seen.reading, self._file),
            lambda _none: self.words.say(told, "good"),
            self.words.fail,
        )


def _write(out: Path, reading: RosterReading, file: Path) -> None:
    check_output(out, inputs=[file])
    write_report(out, reading)


def choose_roster(session: Session, parent: QWidget) -> RosterImport | None:
    """Ask for a workbook and look into it; None when none was chosen."""
    name, _kind = QFileDialog.getOpenFileName(parent, _("Import a roster"), "", f"{_(BOOKS)};;*")
    if not name:
        return None
    made = RosterImport(session, Path(name), parent)
    made.open()
    return made


def _told(seen: Seen) -> str:
    taken, refused = seen.taken, sum(one.severity == _REFUSED for one in seen.findings)
    told = _(
        "{households} households, {members} persons. New {new}, changed {changed}, the same {identical}; of other"
        " places {outside}; rows not taken {refused}. Nothing was changed yet."
    )
    return told.format(
        households=taken.households, members=taken.members, new=taken.new, changed=taken.changed,
        identical=taken.identical, outside=seen.reading.outside_households, refused=refused,
    )  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Sheet"), lambda one: one.sheet, 7),
        Column(_("Row"), lambda one: str(one.row), 3, right=True),
        Column(_("Column"), lambda one: one.column, 7),
        Column(_("Stands there"), lambda one: one.value_shown, 8, tone=lambda one: "warn" if one.value_shown else ""),
        Column(
            _("What is odd"), lambda one: one.message, tone=lambda one: "accent" if one.severity == _REFUSED else ""
        ),
    ]
