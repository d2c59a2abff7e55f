"""Cases of every kind in the file of a household: what is missing next, opened and gone on with here."""

from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QMenu

from fupin_desktop.casework.missing import missing_next
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import shown
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.naming import first_lack, is_household_case
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import button, row

_FACTS = 3


class CaseLine(NamedTuple):
    """A case of the household, and what it lacks."""

    case: Case
    missing: str


class CasesSection(Section):
    """Enter opens a case; the button opens a new one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Cases"))
        self._household = Dot(0)
        self.table = Table(
            [
                Column(_("Kind"), lambda one: _(type(one.case).label), 8),
                Column(_("Stage"), lambda one: stage_name(type(one.case), one.case.stage), 7),
                Column(_("Since"), _since, 7),
                Column(_("Facts"), _facts, 14, spare=True),
                Column(_("Missing next"), lambda one: one.missing),
            ],
            _("Cases"),
        )
        self.table.opened.connect(lambda one: self.open(type(one.case), one.case.id))
        words = _("No case yet. Repair of the house, identification and exit are followed here.")
        self.stack = Either(words, self.table)
        self.box.addWidget(self.stack, 1)
        self.kinds = [cls for cls in CASES.values() if is_household_case(cls)]
        self.menu = QMenu(self)
        for cls in self.kinds:
            self.menu.addAction(_(cls.label), partial(self.open_case, cls))
        self.open_button = button(_("&Open a case…"), self._ask, icon="add", kind="primary")
        guard(session, act_of(kind_of(self.kinds[0])).code, self.open_button)
        self.box.addLayout(row(None, self.open_button))

    def read(self, reader: Reader, subject: Record) -> list[CaseLine]:
        """The cases of this household."""
        return [line for cls in self.kinds for line in self._lines(reader, cls, Dot(subject.id or 0))]

    def show_read(self, subject: Record, found: list[CaseLine]) -> None:
        """The list."""
        self._household = Dot(subject.id or 0)
        self.table.load_all(found)
        self.stack.show_some(found)

    def _lines(self, reader: Reader, cls: type[Case], household: Dot) -> list[CaseLine]:
        home: dict[str, Any] = {cls.home: household}
        found = reader.find(cls, **home)
        look = Look(reader, found)
        return [CaseLine(case, first_lack(missing_next(look, case, self.session.today))) for case in found]

    def _ask(self) -> None:
        if len(self.kinds) == 1:
            self.open_case(self.kinds[0])
        else:
            self.menu.popup(self.open_button.mapToGlobal(self.open_button.rect().topLeft()))

    def open_case(self, cls: type[Case]) -> OpenCase:
        """Ask for a new case of this household."""
        dialog = OpenCase(self.session, cls, partial(self.open, cls), self._household, self)
        dialog.open()
        return dialog

    def open(self, cls: type[Case], id: Dot) -> None:
        """Open the file of a case."""
        CaseDialog(self.session, cls, id, self).open()


def _since(one: CaseLine) -> str:
    return shown(fields_of(type(one.case))["stage_on"], one.case.stage_on)


def _facts(one: CaseLine) -> str:
    names = type(one.case).path.facts[:_FACTS]
    return " · ".join(shown(fields_of(type(one.case))[name], getattr(one.case, name)) for name in names)
