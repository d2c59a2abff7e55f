"""Today: what to do now; every line opens its place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store import tray
from fupin_desktop.store.backup import LAST_AWAY
from fupin_desktop.store.drafts import draft_of
from fupin_desktop.store.queries import Chosen, TaskRow, count_households, open_tasks
from fupin_desktop.store.questions import count_questions
from fupin_desktop.store.reading import Reader
from fupin_desktop.ui.backups import age, age_words
from fupin_desktop.ui.page import Page
from fupin_desktop.ui.parts import empty
from fupin_desktop.ui.session import Session
from fupin_desktop.ui.shown import person
from fupin_desktop.ui.style import colour

_WEEK = 7
Line = tuple[str, str, str, object]


class TodayPage(Page):
    """A list of things that wait."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("To do"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("To do"))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(
            empty(_("Nothing waits. Visits, promises, questions and notices appear here when they are due."))
        )
        self.fill(self.stack)

    def refresh(self) -> None:
        """Read what waits."""
        lines = self.session.read(self._lines) + self._safety()
        self.list.clear()
        for text, tone, place, what in lines:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, (place, what))
            if tone:
                item.setForeground(colour(tone))
            self.list.addItem(item)
        self.stack.setCurrentIndex(0 if lines else 1)

    def start_focus(self) -> None:
        """The list."""
        self.list.setFocus()

    def _lines(self, reader: Reader) -> list[Line]:
        lines: list[Line] = []
        if draft_of(reader, "visit"):
            lines.append((_("A visit was begun and not saved. Press Ctrl+N to go on."), "warn", "visits", None))
        if count := count_questions(reader):
            text = _("{count} questions wait: two people wrote different things.")
            lines.append((text.format(count=count), "warn", "exchange", "questions"))
        if waiting := tray.items(reader):
            text = _("{count} received entries are kept aside and are not in the register yet.")
            lines.append((text.format(count=len(waiting)), "warn", "exchange", "aside"))
        lines += [self._task(task) for task in open_tasks(reader)]
        if not count_households(reader, Chosen()):
            lines.append((_("The register is empty: import a roster, or merge a bundle."), "", "exchange", None))
        return lines

    def _safety(self) -> list[Line]:
        away = age(self.session, LAST_AWAY)
        if self.session.book.identity.practice or (away is not None and away <= _WEEK):
            return []
        text = _("The last copy of this book outside this laptop: {age}. Copy it to a stick once a week.")
        return [(text.format(age=age_words(away)), "warn", "settings", None)]

    def _task(self, task: TaskRow) -> Line:
        late = bool(task.due) and str(task.due) < self.session.today.isoformat()
        due = _("due {day}").format(day=task.due) if task.due else _("no date")
        parts = [_("Overdue") if late else "", person(task.head, task.head_born, self.session.today), task.matter, due]
        return " · ".join(part for part in parts if part), "accent" if late else "", "households", task.household

    def _go(self, item: QListWidgetItem) -> None:
        place, what = item.data(Qt.ItemDataRole.UserRole)
        self.go.emit(place, what)
