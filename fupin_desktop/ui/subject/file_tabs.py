"""Tabs of a household file; file_order.py says which come when."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import is_minor
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import disposable, per_head, whole_fen
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.showing import NOTHING, held, shown, yuan
from fupin_desktop.ledger.values import from_stored
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store.history.history import history
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, empty
from fupin_desktop.ui.widgets.table import Column, Table
from fupin_desktop.visits.model import Visit

LIVING = (
    *("natural_village", "group_name", "phone", "address_detail", "attribute", "cause_main", "cause_other"),
    *("labour_class", "house_area", "house_structure", "house_built_year", "house_danger_grade", "house_dangerous"),
    *("water_safe", "water_difficult", "power_living", "power_production", "tv_signal", "broadband"),
    *("sanitary_toilet", "fuel", "road_km", "road_type", "farmland", "woodland", "cooperative_member", "remark"),
)


_MASKED = (Privacy.OFFICE, Privacy.SEALED, Privacy.MINOR)


class FileTab(QWidget):
    """A tab: its title, and how it shows a household."""

    def __init__(self, session: Session, title: str, empty_words: str) -> None:
        super().__init__()
        self.session, self.title = session, title
        self.stack = QStackedWidget()
        self.stack.addWidget(empty(empty_words))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, GRID, 0, 0)
        self.box.addWidget(self.stack)

    def show_of(self, reader: Reader, home: Household) -> None:
        """Show what belongs to this household; an empty tab has nothing to read."""


class ListTab(FileTab):
    """A tab with a list."""

    def __init__(
        self,
        session: Session,
        words: tuple[str, str],
        columns: Sequence[Column],
        rows: Callable[[Reader, Household], Sequence[Any]],
    ) -> None:
        super().__init__(session, *words)
        self._rows = rows
        self.table = Table(columns, words[0])
        self.secrets = self._offered([column.secret for column in columns if column.secret is not None])
        self.stack.addWidget(self.table)

    def _offered(self, secrets: list[Field]) -> QMenu:
        """What of a row is masked and may be asked for: by the right button, or Ctrl+U."""
        menu = QMenu(self.table)
        for secret in secrets:
            menu.addAction(_("Show {field} in full…").format(field=_(secret.label)), partial(self.unmask, secret))
        if secrets:
            self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            self.table.customContextMenuRequested.connect(lambda at: menu.popup(self.table.viewport().mapToGlobal(at)))
            keys = QShortcut(QKeySequence("Ctrl+U"), self.table, self._ask_which)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        return menu

    def _ask_which(self) -> None:
        if self.table.current() is not None:
            place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            self.secrets.popup(self.table.viewport().mapToGlobal(place))
            self.secrets.setActiveAction(self.secrets.actions()[0])

    def unmask(self, secret: Field) -> None:
        """Ask for the reason, then show the value of the current row."""
        record = self.table.current()
        if isinstance(record, Record):
            Unmask(self.session, record, secret, self).open()

    def show_of(self, reader: Reader, home: Household) -> None:
        """The list, or the words of an empty one."""
        found = self._rows(reader, home)
        self.table.load_all(found)
        self.stack.setCurrentIndex(1 if found else 0)


class LivingTab(FileTab):
    """Living conditions: the generated form."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Living conditions"), "")
        self.form = Form(session, "household.edit", LIVING, Household)
        self.stack.addWidget(self.form)
        self.stack.setCurrentIndex(1)

    def show_of(self, reader: Reader, home: Household) -> None:
        """The household in the form, unless somebody is typing in it."""
        del reader
        if not self.form.save_button.isEnabled() or self.form.shows_other(home):
            self.form.show_record(home)


def of_field(cls: type[Record], name: str, chars: int = 0, *, minor_of: Callable[[Any], bool] | None = None) -> Column:
    """A column that shows one field, masked as the field says."""
    field = fields_of(cls)[name]

    def text(record: Any) -> str:
        return shown(field, held(record, name), minor=bool(minor_of and minor_of(record)))

    right = field.kind in (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
    return Column(_(field.label), text, chars, right=right, secret=field if field.privacy in _MASKED else None)


def members(session: Session) -> FileTab:
    """Who lives there."""
    columns = [
        of_field(Member, "name", 6, minor_of=lambda m: is_minor(m.birth_date, session.today)),
        of_field(Member, "relation", 6),
        of_field(Member, "sex", 3),
        of_field(Member, "birth_date", 7),
        of_field(Member, "id_no", 6),
        of_field(Member, "education", 6),
        of_field(Member, "health", 5),
        of_field(Member, "change_type"),
    ]
    words = (_("Members"), _("No members are entered. A roster brings them."))
    return ListTab(session, words, columns, lambda reader, home: reader.find(Member, household=home.id))


def visits(session: Session) -> FileTab:
    """What was found on each visit."""
    columns = [
        of_field(Visit, "date", 7),
        of_field(Visit, "type", 6),
        of_field(Visit, "visitors", 8),
        of_field(Visit, "topics", 10),
        of_field(Visit, "findings"),
        of_field(Visit, "requests", 9),
        Column(_("Photographs"), lambda visit: str(len(visit.photos) or ""), 3, right=True),
    ]
    words = (_("Household visits"), _("No visit yet. Press Ctrl+N to log one."))
    return ListTab(session, words, columns, lambda reader, home: _newest(reader.find(Visit, household=home.id)))


def _newest(found: list[Visit]) -> list[Visit]:
    return sorted(found, key=lambda visit: (str(visit.date), visit.id or 0), reverse=True)


def incomes(session: Session) -> FileTab:
    """The year's income by its parts."""
    parts = ("wage", "business", "property", "transfer", "business_cost")
    columns = [
        of_field(IncomeYear, "year", 4),
        of_field(IncomeYear, "persons", 3),
        *(of_field(IncomeYear, name, 7) for name in parts),
        Column(_("Disposable"), lambda one: _amount(disposable(one)), 7, right=True),
        Column(_("Per head"), lambda one: _amount(_each(one)), 7, right=True),
    ]
    words = (_("Disposable income"), _("No income is entered yet. The years of the roster stand here."))
    return ListTab(session, words, columns, lambda reader, home: reader.find(IncomeYear, household=home.id))


def _each(one: IncomeYear) -> int | None:
    found = per_head(one)
    return None if found is None else whole_fen(found)


def _amount(fen: int | None) -> str:
    return NOTHING if fen is None else f"{yuan(fen)} {_('yuan')}"


def _kind_of_line(line: Any) -> str:
    label = KINDS[line["kind"]].label
    return _(label)


def trail(session: Session) -> FileTab:
    """Every change: who, when, what it became."""
    columns = [
        Column(_("When"), lambda line: str(line["clock"])[:16].replace("T", " "), 9),
        Column(_("Who"), lambda line: writer_text(line["actor"], line["typed"]) or NOTHING, 6),
        Column(_("What"), _kind_of_line, 8),
        Column(_("Field"), lambda line: _label_of(line), 8),
        Column(_("Became"), _value_of),
        Column(_("Laptop"), lambda line: str(line["device"])[:8], 6),
        Column(_("Reason"), lambda line: line["why"] or NOTHING, 8),
    ]
    words = (_("Data history"), _("Nothing was changed yet."))
    return ListTab(session, words, columns, _changes)


def _changes(reader: Reader, home: Household) -> list[dict[str, Any]]:
    members = reader.find(Member, household=home.id, with_away=True)
    return history(reader, [home, *members])


def _field_of(line: dict[str, Any]) -> Field | None:
    return fields_of(KINDS[line["kind"]]).get(line["field"])


def _label_of(line: dict[str, Any]) -> str:
    field = _field_of(line)
    return _(field.label) if field else str(line["field"]) or _("(entered)")


def _value_of(line: dict[str, Any]) -> str:
    field = _field_of(line)
    if field is None or field.many:
        return NOTHING if line["value"] is None else "…"
    # A name in the history may be a minor's: nobody asks here who is how old
    return shown(field, from_stored(field, line["value"]), minor=field.privacy is Privacy.MINOR)


_LATER = N_("Not in this version. {what}")


def later(title: str, what: str) -> Callable[[Session], FileTab]:
    """A tab that says what will stand there."""
    return lambda session: FileTab(session, _(title), _(_LATER).format(what=_(what)))
