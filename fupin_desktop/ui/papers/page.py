"""The place of the forms (表格): to print, out of date, household files."""

from collections.abc import Sequence

from PySide6.QtWidgets import QTabWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.papers import StalePaper
from fupin_desktop.store.lists.queries import villages
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.papers.checklist_tab import ChecklistTab
from fupin_desktop.ui.papers.printing_tab import PrintingTab
from fupin_desktop.ui.papers.stale_tab import StaleTab

_PRINT, _STALE, _FILES = range(3)


class PapersPage(Page):
    """Three tabs.  It is opened for households (their ids), or for a village (its code)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Forms"))
        self.printing = PrintingTab(session)
        self.stale = StaleTab(session)
        self.files = ChecklistTab(session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Print"))
        for tab, title in (
            (self.printing, _("Print")),
            (self.stale, _("Out of date")),
            (self.files, _("Household files")),
        ):
            self.tabs.addTab(tab, title)
        self.tabs.currentChanged.connect(lambda _index: self._refresh_tab())
        self.stale.again.connect(self._again)
        self.files.opened.connect(lambda id: self.go.emit("households", id))
        self.fill(self.tabs)

    def refresh(self) -> None:
        """The villages there are, then the tab in front."""
        self.load(villages, self._know)

    def _know(self, known: Sequence[tuple[str, str]]) -> None:
        self.printing.know(known)
        self.files.know(known)
        self._refresh_tab()

    def _refresh_tab(self) -> None:
        match self.tabs.currentIndex():
            case 1:
                self.stale.refresh()
            case 2:
                self.files.refresh()

    def open(self, what: object) -> None:
        """Papers of these households or of this village."""
        self.tabs.setCurrentIndex(_PRINT)
        if isinstance(what, str):
            self.printing.of_village(what)
        elif isinstance(what, list | tuple) and what:
            self.printing.of_homes(tuple(Dot(one) for one in what))

    def _again(self, found: list[StalePaper]) -> None:
        """Show the papers of the first form that was chosen, as they are now."""
        form = found[0].last.form
        same = [one for one in found if one.last.form == form]
        self.tabs.setCurrentIndex(_PRINT)
        if same[0].last.household:
            self.printing.of_homes(tuple(Dot(one.last.household) for one in same), form)
        else:
            self.printing.of_village(same[0].last.division, form)
        at = self.printing.year.findData(same[0].last.printed.year)
        self.printing.year.setCurrentIndex(max(at, 0))
        self.printing.show_pages()

    def where(self) -> object:
        """The tab."""
        return self.tabs.currentIndex()

    def back_to(self, where: object) -> None:
        """The tab again."""
        if isinstance(where, int):
            self.tabs.setCurrentIndex(where)

    def start_focus(self) -> None:
        """The list of forms."""
        if self.tabs.currentIndex() == _PRINT:
            self.printing.list.setFocus()
