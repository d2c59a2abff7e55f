"""A visit to be read: what was found, its photographs, its tasks, its history; corrected or withdrawn from here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QTabWidget, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import NOTHING, shown
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.history.trail import Step, trail
from fupin_desktop.store.photos.shots import Shot, shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import subject_record
from fupin_desktop.titles import link_titles, title_of
from fupin_desktop.ui.forms.acts import acts_of
from fupin_desktop.ui.forms.opening import opens
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.strip import PhotoStrip
from fupin_desktop.ui.subject.sections.history_section import Trail
from fupin_desktop.ui.visit_file.taking_back import Withdrawing, correct
from fupin_desktop.ui.widgets.facts import Fact, Facts
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, retone, row
from fupin_desktop.visits.commands import tasks_of
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import is_withdrawn

_FACTS = ("date", "start", "end", "visitors", "type", "topics", "household_signed")
_TEXTS = ("findings", "requests", "promised")
_LINKS = ("income_update", "measure_link", "housing_link")


@dataclass(frozen=True)
class _Read:
    """What was read of a visit, off the window's thread."""

    visit: Visit
    home: str
    links: dict[str, str]
    tasks: Sequence[FollowUpTask]
    shots: Sequence[Shot]
    steps: Sequence[Step]


class VisitDialog(QDialog):
    """Opened from every list of visits.  `go` opens the file of its household."""

    def __init__(
        self, session: Session, id: Dot, parent: QWidget, go: Callable[[str, object], object] | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._id, self._go = session, id, go
        self.visit = Visit()
        self.form: RecordDialog | None = None
        self.withdrawing: Withdrawing | None = None
        self.setWindowTitle(_("Household visit"))
        self.resize(860, 600)
        self.name, self.stamp, self.gone = label("", "title"), label("", "stamp"), label("", tone="warn", wrap=True)
        self.facts = Facts()
        self.texts = QGridLayout()
        self.texts.setColumnStretch(1, 1)
        self.texts.setHorizontalSpacing(2 * GRID)
        self.photos = PhotoStrip(session)
        names = (("matter", 0), ("owner", 6), ("due", 7), ("state", 5), ("result", 9))
        self.tasks = Table([of_field(FollowUpTask, name, chars) for name, chars in names], _("Follow-up tasks"))
        self.trail = Trail(session, _("Data history"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.correct_button = button(_("Correc&t…"), self.correct, icon="edit", kind="primary")
        self.withdraw_button = button(_("&Withdraw…"), self.withdraw)
        self.file_button = button(_("Household &file"), self._open_file, kind="flat")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of("visit").code, self.correct_button)
        guard(session, act_of("visit", register=True).code, self.withdraw_button)
        self._lay_out()
        session.changed.connect(self.refresh)
        self.refresh()
        self.correct_button.setFocus()

    def _lay_out(self) -> None:
        words = QWidget()
        words.setLayout(column(self.texts, None, margin=GRID))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(words)
        front = QWidget()
        front.setLayout(column(area, self.photos))
        listed = QWidget()
        self.task_acts = [(act, button(_(act.title), partial(self._do, act))) for act in acts_of(FollowUpTask)]
        guard(self._session, act_of("follow_up_task").code, *(one for _act, one in self.task_acts))
        self.tasks.chosen.connect(lambda _task: self._enable())
        listed.setLayout(column(self.tasks, row(None, *(one for _act, one in self.task_acts)), margin=GRID))
        for page, title in ((front, _("What was found")), (listed, ""), (self.trail, _("Data history"))):
            self.tabs.addTab(page, title)
        acts = row(self.correct_button, self.withdraw_button, None, self.file_button, self.close_button)
        head = row(self.name, self.stamp, None, gap=2 * GRID)
        whole = column(head, self.gone, self.facts, self.tabs, acts, margin=2 * GRID)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.file_button.setVisible(self._go is not None)

    # --- shown ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the visit off the window's thread."""
        self._session.fetch(self._read, self._show)

    def _read(self, reader: Reader) -> _Read:
        visit = reader.find(Visit, id=self._id, with_away=True)[0]
        today, fields = self._session.today, fields_of(Visit)
        home = subject_record(reader, visit)
        links = {
            name: "、".join(link_titles(reader, fields[name], [value], today).values())
            for name in _LINKS
            if (value := getattr(visit, name)) is not None
        }
        tasks = tasks_of(reader, visit)
        steps = trail(reader, [visit, *tasks])
        named = title_of(reader, home, today) if home is not None else NOTHING
        return _Read(visit, named, links, tasks, shots_of(reader, [visit]), steps)

    def _show(self, found: _Read) -> None:
        visit = self.visit = found.visit
        is_away = is_withdrawn(visit)
        self.name.setText(found.home)
        self.stamp.setText(_("Withdrawn") if is_away else shown(fields_of(Visit)["date"], visit.date))
        retone(self.stamp, "warn" if is_away else "")
        self.gone.setText(_("Withdrawn, not counted: {why}").format(why=visit.away) if is_away else "")
        self.gone.setVisible(is_away)
        self._show_facts(found)
        self._show_texts(visit)
        self.photos.show_shots(found.shots)
        self.tasks.load_all(found.tasks)
        self.tabs.setTabText(1, _("Follow-up tasks ({count})").format(count=len(found.tasks)))
        self.trail.show_steps(found.steps)
        for one in (self.correct_button, self.withdraw_button):
            one.setVisible(not is_away and not self._session.book.read_only)
        self._enable()

    def _show_facts(self, found: _Read) -> None:
        fields = fields_of(Visit)
        facts = [Fact(_(fields[name].label), shown(fields[name], getattr(found.visit, name))) for name in _FACTS]
        told = [Fact(_(fields[name].label), text) for name, text in found.links.items()]
        self.facts.show_facts([fact for fact in (*facts, *told) if fact.text != NOTHING])

    def _show_texts(self, visit: Visit) -> None:
        clear(self.texts)
        fields = fields_of(Visit)
        for number, name in enumerate(name for name in _TEXTS if getattr(visit, name)):
            self.texts.addWidget(label(_(fields[name].label), "small"), number, 0, Qt.AlignmentFlag.AlignTop)
            text = label(str(getattr(visit, name)), wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.texts.addWidget(text, number, 1)

    def _enable(self) -> None:
        task = self.tasks.current()
        for act, one in self.task_acts:
            one.setVisible(task is not None and act.fits(task) and not self._session.book.read_only)

    # --- acts -------------------------------------------------------------------------------------------------------

    def _do(self, act: Any) -> None:
        task: Record | None = self.tasks.current()
        if task is not None:
            act.ask(self._session, task, self)

    def correct(self) -> RecordDialog:
        """The form of the visit as it was read here; its photographs are in it, too."""
        self.form = correct(self._session, self.visit, self)
        return self.form

    def withdraw(self) -> Withdrawing:
        """Ask why, and whether its unfinished tasks go with it."""
        self.withdrawing = Withdrawing(self._session, self.visit, self)
        self.withdrawing.open()
        return self.withdrawing

    def _open_file(self) -> None:
        if self._go is not None:
            self.close()
            self._go("households", self.visit.household)


def open_visit(
    session: Session, id: Dot, parent: QWidget, go: Callable[[str, object], object] | None = None
) -> VisitDialog:
    """Open a visit over a page."""
    dialog = VisitDialog(session, id, parent, go)
    dialog.open()
    return dialog


@opens(Visit)
def _opened(session: Session, visit: Record, parent: QWidget) -> VisitDialog:
    return open_visit(session, Dot(visit.id or 0), parent)
