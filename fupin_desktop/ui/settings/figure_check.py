"""Settings, the figures that the papers print, beside what the program computes of them (Q01 to Q50)."""

from PySide6.QtWidgets import QFrame

from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.words import _, word
from fupin_desktop.policy.definitions import defined
from fupin_desktop.policy_check.check import Checked, check_figures, values_of
from fupin_desktop.policy_check.figure import CONFLICT, DIFFERS, GAP, OK
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, column, label, retone

_TONES = {OK: "good", DIFFERS: "warn", CONFLICT: "muted", GAP: "muted"}


class FigureCheck(QFrame):
    """The list; what is entered in this book counts, so that a value typed wrongly shows here."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "card")
        self.state = label("", "small")
        self.table = Table(_columns(), _("Figures of the papers"))
        self.table.setMinimumHeight(320)
        self.words = label(" ", "small", wrap=True)
        self.table.chosen.connect(lambda _one: self._tell())
        heading = label(_("Figures of the papers"), "heading")
        self.setLayout(column(heading, self.state, self.table, self.words, margin=2 * GRID))

    def refresh(self) -> None:
        """Compute them anew."""
        division = self._session.book.identity.division
        self._session.fetch(lambda reader: check_figures(values_of(reader, division)), self._show)

    def _show(self, found: list[Checked]) -> None:
        self.table.load_all(found)
        wrong = [one.figure.id for one in found if one.verdict == DIFFERS]
        told = _("Not as the papers have it: {figures}. Look at the parameters named below the list.")
        agree = _("What is computed agrees with what the papers print.")
        self.state.setText(told.format(figures="、".join(wrong)) if wrong else agree)
        retone(self.state, "warn" if wrong else "good")
        self._tell()

    def _tell(self) -> None:
        one: Checked | None = self.table.current()
        self.words.setText(" " if one is None else _told(one))


def _told(one: Checked) -> str:
    codes = dict.fromkeys(code for code, _area, _day in one.asked)
    stands_on = _("Parameters: {codes}").format(codes="、".join(defined(code).label for code in codes)) if codes else ""
    computed = _("{computed} of {expected}").format(computed=_numbers(one.own_text), expected=_numbers(one.paper_text))
    parts = (one.figure.words, computed if one.own else "", one.figure.note, stands_on)
    return "  ·  ".join(part for part in parts if part)


def _columns() -> list[Column]:
    return [
        Column(_("Clause No."), lambda one: one.figure.id, 4),
        Column(_("Source"), lambda one: f"{one.figure.document} {one.figure.clause}", 13),
        Column(_("In the paper"), lambda one: one.figure.words),
        Column(_("Expected"), lambda one: _numbers(one.paper_text), 10, right=True),
        Column(_("Computed"), lambda one: _numbers(one.own_text), 10, right=True),
        Column(_("Verdict"), lambda one: one.verdict_words, 8, tone=lambda one: _TONES.get(one.verdict, "")),
    ]


def _numbers(text: str) -> str:
    """Figures as people read them: thousands set apart, yes and no in words."""
    return " · ".join(_number(part) for part in text.split(" · ")) or NOTHING


def _number(text: str) -> str:
    if text in ("yes", "no"):
        return _("yes") if text == "yes" else _("no")
    if text == "quarter":
        return word("policy_word", text)
    whole, dot, part = text.partition(".")
    return f"{int(whole):,}{dot}{part}" if whole.isdigit() else text
