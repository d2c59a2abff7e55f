"""Matching headings by hand, once: what each unknown heading means, remembered under a name."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.matching import Unmatched, checked_map
from fupin_desktop.store.write.heading_maps import keep_heading_map
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class HeadingMatch(DraftDialog):
    """One line for each unknown heading: its sheet, some values masked, and what it means."""

    def __init__(
        self,
        session: Session,
        headings: Sequence[Unmatched],
        remembered: Mapping[str, str],
        kept: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the import asks it after it was closed
        self._kept = kept
        self.choices: dict[str, QComboBox] = {}
        self.setWindowTitle(_("Match headings"))
        self.resize(880, 480)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name to remember it by"))
        self.name.setPlaceholderText(_("Such as the county or office the workbook comes from"))
        self.words = Told(session, _("Values are masked. What is matched here stays in this book and is never sent."))
        self.keep_button = button(_("&Remember and read again"), self.keep, icon="check", kind="primary")
        acts = row(button(_("&Close"), self.close, kind="flat"), self.discard_button, None, self.keep_button)
        name = row(label(_("Name to remember it by"), "label"), self.name)
        title = label(_("Match headings"), "title")
        grid = self._grid(headings, remembered)
        self.setLayout(column(title, self.words, grid, name, acts, margin=2 * GRID, gap=2 * GRID))
        page = f"headings {' '.join(sorted(one.heading for one in headings))}"
        if told := self.begin_draft(page, _("Match headings"), {"name": self.name, **self.choices}):
            self.words.say(told, "warn")

    def _grid(self, headings: Sequence[Unmatched], remembered: Mapping[str, str]) -> QScrollArea:
        inner, grid = QWidget(), QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        for at, text in enumerate((_("Sheet"), _("Heading there"), _("First values"), _("Means"))):
            grid.addWidget(label(text, "label"), 0, at)
        for line, one in enumerate(headings, 1):
            grid.addWidget(label(one.sheet), line, 0)
            grid.addWidget(label(one.heading, wrap=True), line, 1)
            grid.addWidget(label("、".join(one.values), "small", wrap=True), line, 2)
            grid.addWidget(self._choice(one, remembered.get(one.heading)), line, 3)
        grid.setRowStretch(len(headings) + 1, 1)
        grid.setColumnStretch(2, 1)
        inner.setLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _choice(self, one: Unmatched, remembered: str | None) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(_("What “{heading}” means").format(heading=one.heading))
        made.setMinimumWidth(26 * GRID)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.addItem(_("Leave this column out"), "")
        for known in one.choices:
            made.addItem(known, known)
        # What is needed and missing is offered; anything else only a person can say
        wanted = remembered if remembered is not None else one.nearest if one.missing else ""
        made.setCurrentIndex(max(made.findData(wanted), 0))
        self.choices[one.heading] = made
        return made

    def keep(self) -> None:
        """Remember what was chosen, and have the workbook read again with it."""
        name = self.name.text().strip()
        aliases = {heading: str(choice.currentData()) for heading, choice in self.choices.items()}
        try:
            keep_heading_map(self._session.book, name, checked_map(name, aliases))
        except Refusal as refused:
            self.words.fail(refused)
            return
        self.is_saved = True
        self.draft.saved()
        self.accept()
        self._kept(name)
