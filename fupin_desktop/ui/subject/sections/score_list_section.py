"""The households of a village with their scores of today; a row opens the household's file."""

from functools import partial
from typing import NamedTuple

from fupin_desktop.ledger.declared.score import Score, Scored
from fupin_desktop.ledger.declared.tab import ScoreList
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.scores import points_text, total_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import titles
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import label


class ScoreLine(NamedTuple):
    """One household of the list."""

    record: Record
    title: str
    score: Score


class ScoreListSection(Section):
    """The list, to be sorted by its headings: who is furthest from the targets stands first at a click."""

    def __init__(self, session: Session, placed: ScoreList) -> None:
        super().__init__(session, _(placed.title))
        self._placed = placed
        self.table = Table(_columns(), self.title)
        self.table.setMinimumHeight(320)
        self.table.opened.connect(lambda line: self.opened.emit(kind_of(type(line.record)), line.record.id))
        self.heading = label(self.title, "heading")
        self.box.addWidget(self.heading)
        self.box.addWidget(self.table)

    def read(self, reader: Reader, subject: Record) -> list[ScoreLine]:
        """The households with their scores."""
        division, today = self.session.book.identity.division, self.session.today
        found: list[Scored] = self._placed.make(reader, subject, asked(reader, division, today))
        named = titles(reader, [one.record for one in found], today)
        return [ScoreLine(one.record, name, one.score) for one, name in zip(found, named, strict=True)]

    def show_read(self, subject: Record, found: list[ScoreLine]) -> None:
        """Show them."""
        del subject
        self.table.load_all(found)
        self.heading.setText(_("{what} ({day})").format(what=self.title, day=self.session.today))


def _columns() -> list[Column]:
    titles_ = (_("Livelihood"), _("Schooling"), _("Pension"), _("House"), _("Insurance"), _("Help given"))
    marks = [
        Column(title, partial(_mark, at), 4, right=True, value=partial(_points, at)) for at, title in enumerate(titles_)
    ]
    return [
        Column(_("Household"), lambda line: line.title, 14),
        Column(_("Status"), lambda line: word("hh_status", line.record.status or "") or NOTHING, 6),
        Column(_("Score"), lambda line: total_text(line.score), 9, right=True, value=lambda line: line.score.total),
        *marks,
    ]


def _points(at: int, line: ScoreLine) -> int | None:
    return line.score.marks[at].score


def _mark(at: int, line: ScoreLine) -> str:
    return points_text(line.score.marks[at])
