"""The first half of the first-run guide: who I am and where, then the passphrase and the place of the new book."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from fupin_desktop.files import data_folder
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row
from fupin_desktop.ui.widgets.passphrase import NewPassphrase

_DIGITS = {"village": (12,), "township": (9, 6), "county": (6, 4, 2)}
_PROVINCE = "44"  # Guangdong


class Creating(QWidget):
    """`asked` gives the place and what `Book.create` needs."""

    asked = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.role = QComboBox()
        for code, text in (("village", _("Village")), ("township", _("Township office")), ("county", _("County"))):
            self.role.addItem(text, code)
        self.name, self.division, self.user, self.place = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self._missed: QLineEdit | None = None  # what was told to be missing; the words go when it is right
        self.verdict = label(" ", "small", wrap=True)
        self.passphrase = NewPassphrase()
        self.words = label(" ", "small", wrap=True)
        self.back_button = button(_("&Back"), self._back, kind="flat")
        self.next_button = button(_("&Next"), self._next, kind="primary")
        self.steps = QStackedWidget()
        self.steps.addWidget(self._who())
        self.steps.addWidget(self._where())
        inner = QWidget()
        inner.setFixedWidth(480)
        acts = row(self.back_button, None, self.next_button, gap=GRID)
        inner.setLayout(column(label(_("New book"), "title"), self.steps, self.words, acts))
        self.setLayout(column(None, row(None, inner, None), None))
        self.division.textEdited.connect(lambda _text: self._check_division())
        self.role.activated.connect(lambda _index: self._check_division())

    def _who(self) -> QWidget:
        self.name.setPlaceholderText(_("for example 演示一甲村"))
        made = QWidget()
        made.setLayout(
            column(
                _named(_("Your name"), self.user),
                _named(_("For"), self.role),
                _named(_("Name of the place"), self.name),
                _named(_("Division code (village 12 digits, township 9, county 6)"), self.division),
                self.verdict,
                None,
            )
        )
        return made

    def _where(self) -> QWidget:
        made = QWidget()
        browse = button(_("B&rowse…"), self._browse)
        place = _named(_("Where the book goes"), self.place)
        made.setLayout(column(self.passphrase, row(place, column(None, browse)), None))
        return made

    def begin(self) -> None:
        """Start with the first field."""
        self.steps.setCurrentIndex(0)
        self._dress()
        self.user.setFocus()

    def say(self, text: str) -> None:
        """Tell what does not fit."""
        self.words.setText(text)
        retone(self.words, "bad")

    def _dress(self) -> None:
        last = self.steps.currentIndex() == 1
        self.next_button.setText(_("&Create book") if last else _("&Next"))
        self.next_button.setAccessibleName(_("Create book") if last else _("Next"))
        self.words.setText(" ")

    def _check_division(self) -> bool:
        """Say what the code means, while it is typed."""
        code, wanted = self.division.text().strip(), _DIGITS[self.role.currentData()]
        if not code.isascii() or not code.isdigit():
            text, tone = (_("Digits only, as in the statistics office's list."), "bad") if code else (" ", "")
        elif len(code) not in wanted:
            told = _("{count} digits so far; it needs {wanted}.")
            text, tone = told.format(count=len(code), wanted=_(" or ").join(map(str, wanted))), "bad"
        elif not code.startswith(_PROVINCE):
            text, tone = _("Codes of Guangdong begin with 44. Is this right?"), "warn"
        else:
            parts = (code[:6], code[6:9], code[9:])
            told = _("Complete: county {county}, township {town}, village {village}.")
            text = told.format(county=parts[0], town=parts[1] or "—", village=parts[2] or "—")
            tone = "good"
        self.verdict.setText(text)
        retone(self.verdict, tone)
        fits = len(code) in wanted and code.isascii() and code.isdigit()
        self._mark(wrong=bool(code) and not fits)
        if fits and self._missed is self.division:
            self.words.setText(" ")
        return fits

    def _mark(self, *, wrong: bool) -> None:
        self.division.setProperty("wrong", "true" if wrong else "false")
        self.division.style().unpolish(self.division)
        self.division.style().polish(self.division)

    def _next(self) -> None:
        if self.steps.currentIndex() == 1:
            self.ask()
        elif not self.user.text().strip():
            self._miss(self.user, _("Your name stands beside everything you write. Type it first."))
        elif not self.name.text().strip():
            self._miss(self.name, _("The name of the place is missing."))
        elif not self._check_division():
            self._miss(self.division, _("The division code does not fit yet."))
        else:
            self._propose_place()
            self.steps.setCurrentIndex(1)
            self._dress()
            self.passphrase.first.setFocus()

    def _miss(self, field: QLineEdit, text: str) -> None:
        self.say(text)
        self._missed = field
        field.setFocus()

    def _propose_place(self) -> None:
        if not self.place.text():
            self.place.setText(str(data_folder() / f"{self.name.text().strip()}.book"))

    def _back(self) -> None:
        if self.steps.currentIndex() == 1:
            self.steps.setCurrentIndex(0)
            self._dress()
        else:
            self.left.emit()

    def _browse(self) -> None:
        name = Path(self.place.text()).name or f"{self.name.text().strip()}.book"
        kinds = _("Books (*.book);;All files (*)")
        chosen = ask_new_file(self, _("Where the book goes"), name, kinds, Purpose.BOOK)
        if chosen is not None:
            self.place.setText(str(chosen))

    def ask(self) -> None:
        """Ask for the book, or say what does not fit."""
        try:
            words = self.passphrase.value()
        except Refusal as refusal:
            self.say(refusal.message)
            return
        place = Path(self.place.text().strip()).expanduser()
        if place.parent == data_folder():
            with suppress(OSError):  # what is not there is told next
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not place.name or not place.parent.is_dir():
            self.say(_("There is no such folder. Nothing was created; choose another place."))
            return
        facts = {
            "role": self.role.currentData(),
            "name": self.name.text().strip(),
            "division": self.division.text().strip(),
            "user": self.user.text().strip(),
            "passphrase": words,
        }
        self.asked.emit(place, facts)


def _named(text: str, field: QWidget) -> QWidget:
    field.setAccessibleName(text)
    made = QWidget()
    made.setLayout(column(label(text, "label"), field, gap=2))
    return made
