"""Finding a household while typing: characters, initials or the last signs of a number; arrows choose, Enter takes."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.households.model import HEAD
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.lists.queries import HouseholdRow, households_by_id
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.homes import find_households
from fupin_desktop.store.search.search import Found, search
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID
from fupin_desktop.ui.widgets.shown import person

_SHOWN = 6


class Finder(QWidget):
    """A field with its hits under it; `taken` gives the id of a household and the words that name it."""

    taken = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Household"))
        self.field.setPlaceholderText(_("Name, initials (zs) or the last digits of the number"))
        self.hits = QListWidget(self)
        self.hits.setAccessibleName(_("Households found"))
        self.hits.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.textEdited.connect(self._look)
        self.field.installEventFilter(self)
        self.hits.itemClicked.connect(self._take)

    def _look(self, typed: str) -> None:
        pairs = self._session.read(lambda reader: _pairs(reader, typed))
        self.hits.clear()
        for found, home in pairs:
            item = QListWidgetItem(told_apart(self._session, found, home))
            item.setData(Qt.ItemDataRole.UserRole, (home.id, name_of(self._session, home)))
            self.hits.addItem(item)
        if typed.strip() and not pairs:
            item = QListWidgetItem(_("No household found. Another spelling, initials, or the last digits of a number?"))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0 if pairs else -1)
        self.hits.setVisible(self.hits.count() > 0)
        if self.hits.count():
            self._lay_over(self.hits.count())

    def _lay_over(self, count: int) -> None:
        # Over what lies below, so that nothing moves while a person types
        self.hits.setParent(self.window())
        below = self.field.mapTo(self.window(), self.field.rect().bottomLeft())
        self.hits.setGeometry(below.x(), below.y() + 4, self.field.width(), count * self.hits.sizeHintForRow(0) + GRID)
        self.hits.show()
        self.hits.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        if item.data(Qt.ItemDataRole.UserRole) is None:
            return  # that nothing was found
        household, name = item.data(Qt.ItemDataRole.UserRole)
        self.hits.hide()
        self.field.setText(name)
        self.taken.emit(household, name)

    def give(self, household: int) -> None:
        """Take a household that is known already."""
        found = self._session.read(lambda reader: households_by_id(reader, [household]))
        for home in found[:1]:
            name = name_of(self._session, home)
            self.hits.hide()
            self.field.setText(name)
            self.taken.emit(home.id, name)

    def clear(self) -> None:
        """Begin anew."""
        self.field.clear()
        self.hits.clear()
        self.hits.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the hits, Enter takes the one that is marked; where none is, it leads nowhere.

        Whoever types on after a name that was not found would write into the next fields.
        """
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.hits.isVisible():
            move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if move is not None:
                self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, self.hits.currentRow() + move)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.hits.currentItem():
                    self._take(self.hits.currentItem())
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        return super().eventFilter(watched, event)


def _pairs(reader: Reader, typed: str) -> list[tuple[Found, HouseholdRow]]:
    found = search(reader, typed, _SHOWN)
    homes = {home.id: home for home in households_by_id(reader, [one.household for one in found])}
    people = [(one, homes[one.household]) for one in found if one.household in homes]  # type: ignore[index]  # ids are dots
    # By village and initials, telephone or 户编号 a household is meant: its head stands for it
    return people or [(_head_of(home), home) for home in find_households(reader, typed, _SHOWN)]


def _head_of(home: HouseholdRow) -> Found:
    return Found(0, home.id, home.head or NOTHING, HEAD, home.head_born, "")


def name_of(session: Session, home: HouseholdRow) -> str:
    """What stands in the line of a household that was chosen: it tells namesakes apart as the hits did."""
    born = str(home.head_born)[:4] if home.head_born else ""
    parts = [
        person(home.head, home.head_born, session.today),
        home.village or home.village_code,
        home.group or "",
        _("born {year}").format(year=born) if born else "",
    ]
    return " · ".join(part for part in parts if part)


def told_apart(session: Session, found: Found, home: HouseholdRow) -> str:
    """A person in a list of hits, with village, group and year of birth, which tell namesakes apart."""
    born = found.born[:4] if found.born else ""
    parts = [
        person(found.name, found.born, session.today),
        word("relation", found.relation) if found.relation else "",
        home.village or home.village_code,
        home.group or "",
        _("born {year}").format(year=born) if born else "",
    ]
    return " · ".join(part for part in parts if part)
