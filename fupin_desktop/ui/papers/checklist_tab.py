"""一户一档: for each household of a village which forms are printed, signed and photographed, or missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.forms.loading import forms
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.standing import is_over
from fupin_desktop.ledger.notation.showing import NOTHING, grouped
from fupin_desktop.ledger.words import _
from fupin_desktop.papers.model import SignedPaper
from fupin_desktop.store.history.papers import Checked, checklist
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import titles
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import button, column, label, row


@dataclass(frozen=True)
class Line:
    """A household and the state of each of its forms, by code."""

    home: Household
    title: str
    forms: dict[str, Checked]


class ChecklistTab(QWidget):
    """A line a household, a column a form; Enter opens the household's file."""

    opened = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: RecordDialog | None = None
        self.village = QComboBox()
        self.village.setAccessibleName(_("Village"))
        self.village.currentIndexChanged.connect(lambda _index: self.refresh())
        self.words = label("", "small")
        codes = [form.code for form in forms().values() if form.of_household and form.signed]
        self.table = Table(
            [
                Column(_("Household"), lambda one: one.title.partition(" · ")[0], 7),
                Column(_("Household code"), lambda one: grouped(one.home.household_code or "")[-9:], 7, spare=True),
                *(Column(code, partial(_state, code), 8) for code in codes),
            ],
            _("Household files"),
        )
        self.table.opened.connect(lambda one: self.opened.emit(one.home.id))
        self.list = Either(
            _("No household yet. An office imports a roster; a laptop merges what its office sends."), self.table
        )
        self.signed_button = button(_("Add the &signed page…"), self.add_signed, icon="photo", kind="primary")
        if session.book.read_only:
            self.signed_button.hide()
        self.setLayout(column(row(self.village, self.words, None, self.signed_button), self.list))

    def know(self, known: Sequence[tuple[str, str]]) -> None:
        """The villages of the book, by code and name."""
        if not self.village.count():
            self.village.blockSignals(True)
            for code, name in known:
                self.village.addItem(name, code)
            self.village.blockSignals(False)

    def refresh(self) -> None:
        """Read the files of the village's households."""
        code, today, division = self.village.currentData(), self._session.today, self._session.book.identity.division
        if code is None:
            return
        self.words.setText(_("Reading…"))

        def read(reader: Reader) -> list[Line]:
            found = [one for one in reader.find(Household, village_code=code) if not is_over(one)]
            homes = sorted(found, key=lambda one: one.household_code or "")
            return _lines(homes, titles(reader, homes, today), checklist(reader, homes, today, division))

        self._session.fetch(read, self._show)

    def _show(self, found: list[Line]) -> None:
        lacking = sum(any(not one.signed_on for one in line.forms.values()) for line in found)
        self.words.setText(
            _("{count} of {all} households still lack a signed paper.").format(count=lacking, all=len(found))
        )
        self.table.load_all(found)
        self.list.show_some(found)

    def add_signed(self) -> None:
        """The form of a signed paper of the household that is chosen."""
        line = self.table.current()
        if line is not None:
            first = SignedPaper(household=line.home.id, signed_on=self._session.today)
            self.dialog = RecordDialog(
                self._session, first, self.window(), given=("household",), subject=line.home, done=self._added
            )
            self.dialog.open()

    def _added(self, _made: SignedPaper) -> None:
        self.refresh()


def _lines(homes: Sequence[Household], names: Sequence[str], found: Sequence[Checked]) -> list[Line]:
    by_home: dict[int, dict[str, Checked]] = {}
    for one in found:
        by_home.setdefault(one.household, {})[one.form.code] = one
    return [Line(home, name, by_home.get(home.id or 0, {})) for home, name in zip(homes, names, strict=True)]


def _state(code: str, line: Line) -> str:
    return state_words(line.forms[code]) if code in line.forms else NOTHING


def state_words(one: Checked) -> str:
    """Signed on which day, printed, or missing; out of date where it is."""
    if one.stale:
        return _("out of date")
    if one.signed_on:
        return _("signed {day}").format(day=one.signed_on)
    return _("printed, not signed") if one.printed_at else _("missing")
