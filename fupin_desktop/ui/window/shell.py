"""The main window: the rail, the places, what is told at the foot."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.seal.slots import RECOVERY_USER
from fupin_desktop.store.photos.photo_tray import Waiting
from fupin_desktop.store.write.day import day_in_doubt
from fupin_desktop.ui.cases.page import CasesPage, title_of_board
from fupin_desktop.ui.drafts.form_draft import FormDraft
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.frame.help import Help
from fupin_desktop.ui.frame.opened import RECORDS
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.rail import Rail
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.watch.keeper import Keeper
from fupin_desktop.ui.frame.watch.keys import keys
from fupin_desktop.ui.frame.watch.watchers import resting
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.lists.desk import ListDesk
from fupin_desktop.ui.lists.menu_button import ListMenuButton
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.papers.page import PapersPage
from fupin_desktop.ui.photos.photo_tray import PhotoTray
from fupin_desktop.ui.plans.page import PlansPage
from fupin_desktop.ui.reports.page import ReportsPage
from fupin_desktop.ui.reports.records_page import RecordsPage
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.today.page import TodayPage
from fupin_desktop.ui.today.today_lines import DRAFT
from fupin_desktop.ui.visits.page import VisitsPage
from fupin_desktop.ui.visits.quick_visit import QuickVisit
from fupin_desktop.ui.widgets.clipboard import take_away
from fupin_desktop.ui.widgets.dropping import part, told_of
from fupin_desktop.ui.widgets.parts import button, label, retone
from fupin_desktop.ui.window.confirming import day_dialog
from fupin_desktop.ui.window.undoing import Undoing

_CASES = "housing"
PLACES = (
    ("today", N_("To do")),
    ("households", N_("Households")),
    ("visits", N_("Visits")),
    ("plans", N_("Plans")),
    (_CASES, N_("Housing repair")),
    ("notices", N_("Notices")),
    ("exchange", N_("Report and merge")),
    ("papers", N_("Forms")),
    ("reports", N_("Reports")),
    ("settings", N_("Settings")),
)
_PAGES: dict[str, Callable[[Session], Page]] = {
    "today": TodayPage,
    "households": HouseholdsPage,
    "visits": VisitsPage,
    "plans": PlansPage,
    "housing": CasesPage,
    "notices": NoticesPage,
    "exchange": ExchangePage,
    "papers": PapersPage,
    "reports": ReportsPage,
    RECORDS: RecordsPage,
}
_SHOWN_MS = (10_000, 60_000)  # what is told at the foot; what went wrong stays longer
_A_PLACE = 2  # the name of a page, and what is open there


def _title(name: str, title: str) -> str:
    """What a place is called; the board of cases by its kind while there is one."""
    return title_of_board() if name == _CASES and len(CASES) > 1 else _(title)


class Shell(QMainWindow):
    """Holds one page for each place; pages are made when they are first looked at."""

    dressed = Signal(object)
    locked = Signal()
    rekey_asked = Signal(str)
    clear_asked = Signal(str, str, object)

    def __init__(self, session: Session, prefs: Prefs) -> None:
        super().__init__()
        self.session, self.prefs = session, prefs
        self.setMinimumSize(960, 560)
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.quick: QuickVisit | None = None
        self.keeper = Keeper(session, self)
        self._make_foot()
        self.undoing = Undoing(session, self)
        self.build()
        for strokes, act in (("Ctrl+N", self.quick_visit), ("F1", self.help), ("Ctrl+Z", self.undoing.undo)):
            QShortcut(QKeySequence(strokes), self, act)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self.undoing.list_by_key)
        keys().lock_asked.connect(self.locked)  # over a dialog, too
        session.place = self._place
        session.said.connect(lambda text: self.tell(text))
        session.refused.connect(self._refused)
        session.doubted.connect(self.ask_day)
        self._day: QDialog | None = None
        session.lane.busy.connect(self._busy)
        session.lane.progressed.connect(lambda done, total, _text: self._progress(done, total))

    def _make_foot(self) -> None:
        self.words = QLabel()
        # A long sentence is cut, and whole in its tooltip: it must not push the stamps beside it out of the window
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fading = QTimer(self, singleShot=True)
        self._fading.timeout.connect(self._fade)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.hide()
        self.stop_button = button(_("S&top"), self.session.lane.cancel, icon="close", kind="flat")
        self.stop_button.hide()
        foot = self.statusBar()
        foot.setSizeGripEnabled(False)
        foot.addWidget(self.words, 1)
        listed = QLabel()
        listed.setAccessibleName(_("Chosen in the list"))
        listed.hide()
        foot.addPermanentWidget(listed)
        self.list_button = ListMenuButton(self)
        foot.addPermanentWidget(self.list_button)
        self.list_desk = ListDesk(self.session, listed, self)
        if self.session.book.read_only:
            foot.addPermanentWidget(label(_("READ-ONLY: nothing can be saved here"), "stamp", tone="warn"))
        if self.session.book.identity.practice:
            foot.addPermanentWidget(label(_("PRACTICE DATA: nobody here is real"), "stamp", tone="warn"))
        foot.addPermanentWidget(self.bar)
        foot.addPermanentWidget(self.stop_button)

    def build(self) -> None:
        """Make rail and pages in the language and dress of now."""
        self._keep_forms()
        identity = self.session.book.identity
        practice = f" — {_('PRACTICE')}" if identity.practice else ""
        self.setWindowTitle(f"{covered(identity.name)} — {_('Village Poverty-Relief Desk')}{practice}")
        self.pages: dict[str, Page] = {}
        self.stack = QStackedWidget()
        centre = QWidget()
        self.rail = Rail([(name, _title(name, title)) for name, title in PLACES], centre)
        self.rail.chosen.connect(self.go)
        self.rail.add_tool(self.undoing.make(), (self.undoing.name, self.undoing.list_button))
        line = QHBoxLayout(centre)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        self.words.clear()
        self.go("today")

    def _make(self, name: str) -> Page:
        with resting():
            made = self._settings() if name == "settings" else _PAGES[name](self.session)
            made.go.connect(self.go)
            self.stack.addWidget(made)
        return made

    def _settings(self) -> SettingsPage:
        made = SettingsPage(self.session, self.prefs)
        made.dressed.connect(self.dressed)
        made.locked.connect(self.locked)
        made.keyholders.rekey_asked.connect(self.rekey_asked)
        made.handing_over.clear_asked.connect(self.clear_asked)
        return made

    def go(self, name: str, what: object = None) -> None:
        """Bring a place to the front, and open something there."""
        if name == "quick_visit":
            self.quick_visit()
            return
        if name == DRAFT:
            self._open_draft(what)
            return
        if name == "photo_tray":
            self.photo_tray(what if isinstance(what, list) else [])
            return
        if name not in self.pages:
            self.pages[name] = self._make(name)
        self.stack.setCurrentWidget(self.pages[name])
        self.list_desk.tell("")
        self.list_button.page = self.pages[name]
        self.rail.mark(name)
        self.pages[name].shown_now()
        if what is not None:
            self.pages[name].open(what)

    def _open_draft(self, place: object) -> None:
        """The place where the form of a draft stood; there it is opened again, and holds what was typed."""
        name, what = place if isinstance(place, list) and len(place) == _A_PLACE else ("today", None)
        if name not in _PAGES and name != "settings":
            name, what = "today", None
        self.back_to((name, tuple(what) if isinstance(what, list) else what, False))

    def quick_visit(self) -> None:
        """The panel for a visit, wherever one is."""
        if self.quick is None or not self.quick.isVisible():
            self.quick = QuickVisit(self.session, self)
            self.quick.open()
            if (home := self._home_in_front()) is not None and not self.quick.typed():
                self.quick.finder.give(home)

    def _home_in_front(self) -> int | None:
        """The household whose file is open, else None."""
        _name, what, _visiting = self._where_now()
        return what[1] if isinstance(what, tuple) and what[0] == kind_of(Household) else None

    def photo_tray(self, files: Sequence[Path] = ()) -> None:
        """The photographs that wait for a record; these are laid in first."""
        tray = PhotoTray(self.session, _("&Log a visit with these"), self)
        tray.taken.connect(self._visit_with)
        self.show_dialog(tray)
        tray.add(files)

    def _visit_with(self, photos: list[Waiting]) -> None:
        self.quick_visit()
        if self.quick is not None:
            self.quick.give(photos)

    def help(self) -> None:
        """The help of the place in front (F1)."""
        name = next(name for name, page in self.pages.items() if page is self.stack.currentWidget())
        self.show_dialog(Help(name, self))

    def show_dialog(self, dialog: QDialog) -> None:
        """Show a dialog over the window; locking closes it."""
        dialog.open()

    # --- locking and coming back ------------------------------------------------------------------------------------

    def where(self) -> object:
        """Which place is in front and what is open there, for `back_to` after a lock."""
        return self._where_now()

    def _where_now(self) -> tuple[str, object, bool]:
        name = next(name for name, page in self.pages.items() if page is self.stack.currentWidget())
        return name, self.pages[name].where(), self.quick is not None and self.quick.isVisible()

    def _place(self) -> object:
        """The same for a draft, as the book can keep it: a figure that is open is none of it."""
        name, what, _visiting = self._where_now()
        return [name, what if isinstance(what, str | tuple) else None]

    def back_to(self, where: object) -> None:
        """Bring that place to the front again."""
        assert isinstance(where, tuple)
        name, what, visiting = where
        self.go(name)
        if what is not None:
            self.pages[name].back_to(what)
        if visiting:
            self.quick_visit()

    def _keep_forms(self) -> None:
        for draft in self.findChildren(FormDraft):
            draft.keep()

    def blank(self) -> None:
        """Hide everything at once: the window, its dialogs, the clipboard; what was typed goes into drafts."""
        self._keep_forms()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.close()
        self.hide()
        take_away()

    # --- the book's day ---------------------------------------------------------------------------------------------

    def _refused(self, refusal: Refusal) -> None:
        self.tell(refusal.message, "bad")

    def greet(self) -> None:
        """What has to be said at an opening."""
        if self.session.book.user == RECOVERY_USER:
            self.go("settings")
            self.tell(
                _("Opened by the recovery sheet. Add a user with a new passphrase, then make a new sheet."), "warn"
            )
        if self.session.book.told:
            self.tell("  ".join(self.session.book.told.values()), "warn")
        self.ask_day()

    def ask_day(self) -> None:
        """Ask a person whether the date is right, when the entries speak against it; over the dialog that met it."""
        if self._day is not None and isValid(self._day) and self._day.isVisible():
            return
        doubt = day_in_doubt(self.session.book)
        if doubt is not None:
            self._day = day_dialog(self.session, doubt, QApplication.activeModalWidget() or self)
            self.show_dialog(self._day)

    # --- telling ----------------------------------------------------------------------------------------------------

    def tell(self, text: str, tone: str = "") -> None:
        """A sentence at the foot of the window."""
        self.words.setText(text)
        self.words.setToolTip(text)
        retone(self.words, tone)
        self._fading.start(_SHOWN_MS[bool(tone and tone != "good")])

    def _fade(self) -> None:
        self.words.clear()
        self.words.setToolTip("")

    def _busy(self, on: bool) -> None:
        self.bar.setRange(0, 0)
        self.bar.setVisible(on)
        self.stop_button.setVisible(on)

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    # --- files dropped on the window --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Each file goes to its place: photographs into the tray, bundles are previewed; one report for them all."""
        self.take_files([Path(url.toLocalFile() or url.toString()) for url in event.mimeData().urls()])

    def take_files(self, files: Sequence[Path]) -> None:
        """Lay photographs into the tray and preview bundles; what is neither is named, and stops nothing."""
        parted = part(files)
        if parted.bundles:
            self.go("exchange", parted.bundles)
        if parted.photographs:
            self.photo_tray(parted.photographs)
        if files:
            self.tell(told_of(parted), "warn" if parted.others else "")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed, let work end."""
        self._keep_forms()
        if self.quick is not None and self.quick.isVisible():
            self.quick.close()
        self.session.lane.drain()
        super().closeEvent(event)
