"""The shortlist of a kind of case (脱贫初选): who fits, what each still lacks; the marked ones become cases at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from fupin_desktop.casework.commands import open_many
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.shortlist import Candidate, Shortlist
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.record import fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.queries import HouseholdRow, households_by_id, villages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told, few
from fupin_desktop.ui.frame.worker import Job
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.ui.widgets.shown import person

_FIRST_YEAR = 2016  # the campaign's: a book opened later still has all its years to choose from
_AT_ONCE = 500  # candidates whose names are read together


@dataclass(slots=True)
class Line:
    """What is shown of a candidate, whose it is, and what became of it when it was opened.

    A city's list has forty thousand: of the household itself, which takes kilobytes, nothing is held.
    """

    household: int
    told: tuple[str, ...]
    lacks: str
    facts: Mapping[str, Any]
    owner: str
    village: str
    verdict: str = ""
    refused: bool = False

    @property
    def said(self) -> str:
        """What became of it, else what it still lacks."""
        return self.verdict or self.lacks or _("nothing is missing")


@dataclass(frozen=True)
class _Read:
    """What was read for one choice of year and village."""

    asked: tuple[int, str]
    rule: str
    lines: Sequence[Line]
    villages: Sequence[tuple[str, str]]


class ShortlistDialog(DraftDialog):
    """Chooses a year and a village; the marked rows become cases, those refused are named and stay."""

    def __init__(self, session: Session, cls: type[Case], village: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        assert cls.path.shortlist is not None, "the button is there only for a kind that has one"
        self._cls, self._village = cls, village
        self._list: Shortlist = cls.path.shortlist
        self.setWindowTitle(_(self._list.title))
        self.resize(1040, 660)
        self.year, self.village = QComboBox(), QComboBox()
        for year in range(session.today.year, _FIRST_YEAR - 1, -1):
            self.year.addItem(str(year), year)
        self.village.addItem(_("All villages"), "")
        for box, title in ((self.year, _("Year")), (self.village, _("Village"))):
            box.setAccessibleName(title)
            box.activated.connect(lambda _index: self.refresh())
        self.on = QLineEdit(session.today.isoformat())
        self.on.setAccessibleName(_("Date"))
        self.rule = label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Looking through the book"))
        self._job: Job | None = None
        told = [Column(_(title), partial(_told, number), 7) for number, title in enumerate(self._list.columns.values())]
        self.table = Table(
            [
                Column(_("Head"), lambda one: one.owner, 6),
                Column(_("Village"), lambda one: one.village, 8),
                *told,
                Column(_("What is still missing"), lambda one: one.said, tone=lambda one: "accent" * one.refused),
            ],
            _(self._list.title),
        )
        self.words = Told(session)
        self.ok_button = button(_("&Open cases for the marked"), self.save, icon="add", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of(kind_of(cls), register=True).code, self.ok_button)
        self._lay_out()
        title = f"{_(self._list.title)} · {_(cls.label)}"
        self._restored = self.begin_draft(f"shortlist {kind_of(cls)}", title, {"on": self.on})
        self.refresh()

    def _lay_out(self) -> None:
        chosen = row(
            column(label(_("Year"), "label"), self.year, gap=2),
            column(label(_("Village"), "label"), self.village, gap=2),
            column(label(_("Date"), "label"), self.on, gap=2),
            None,
        )
        acts = row(self.close_button, self.discard_button, None, self.ok_button)
        self.setLayout(column(chosen, self.rule, self.bar, self.table, self.words, acts, margin=2 * GRID))

    def refresh(self) -> None:
        """Read the list for the chosen year and village."""
        asked = self.year.currentData(), self.village.currentData() or self._village
        self._village = ""
        self.ok_button.setEnabled(False)
        if self._job is not None:
            self._job.cancel()
        self.bar.setRange(0, 0)
        self.bar.show()
        self._job = self._session.count(partial(self._read, asked), self._show, self._not_read)
        self._job.progressed.connect(self._tell)

    def _tell(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):  # another choice took its place, or the dialog was closed
            self.bar.hide()
            self.words.fail(error)

    def done(self, result: int) -> None:
        """What is still read for it is read no further."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _read(self, asked: tuple[int, str], reader: Reader, progress: Progress) -> _Read:
        year, village = asked
        place, today = village or self._session.book.identity.division, self._session.today
        found = self._list.candidates(reader, place, year, today, progress)
        lines: list[Line] = []
        same: dict[object, Any] = {}  # thousands lack the same: its words stand once
        while some := list(islice(found, _AT_ONCE)):
            lines += _lines(reader, some, today, same)
        return _Read(asked, self._list.rule(reader, place, year), lines, villages(reader))

    def _show(self, read: _Read) -> None:
        year, village = read.asked
        if year != self.year.currentData():
            return  # another year was chosen meanwhile
        self.bar.hide()
        for code, name in read.villages:
            if self.village.findData(code) < 0:
                self.village.addItem(name, code)
        self.village.setCurrentIndex(max(0, self.village.findData(village)))
        self.rule.setText(read.rule)
        self.table.load_all(list(read.lines))
        self.table.selectAll()
        self.ok_button.setEnabled(bool(read.lines))
        text = _("{count} households are listed; {ready} of them lack nothing.")
        ready = sum(not line.lacks for line in read.lines)
        said = text.format(count=len(read.lines), ready=ready)
        self.words.say("\n".join(part for part in (self._restored, said) if part))
        self._restored = ""

    def save(self) -> None:
        """Open a case for each marked household."""
        chosen: list[Line] = self.table.selection()
        if not chosen:
            self.words.say(_("Mark the households first."), "warn")
            return
        try:
            given = {"stage_on": parse(fields_of(self._cls)["stage_on"], self.on.text())}
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        self.ok_button.setEnabled(False)
        home = self._cls.home
        cases = [self._cls(**{home: one.household, **one.facts, **given}) for one in chosen]
        work = partial(_open_all, self._session.book, cases)
        self._session.run(work, partial(self._done, chosen), self._failed)

    def _failed(self, error: Exception) -> None:
        """Nothing was opened: it may be asked for again, once what stopped it is set right."""
        self.ok_button.setEnabled(True)
        self.words.fail(error)

    def _done(self, lines: Sequence[Line], opened: tuple[dict[int, str], list[str]]) -> None:
        refused, said = opened
        for line in lines:
            why = refused.get(line.household)
            line.verdict, line.refused = why or _("case opened"), why is not None
        self.table.viewport().update()
        self.draft.saved()
        self.is_saved = True  # the day that was typed has served: closing keeps no draft of it
        text = _("{opened} cases were opened.")
        if refused:
            text = _("{opened} cases were opened, {refused} households were refused and stay as they were.")
        told = [text.format(opened=len(lines) - len(refused), refused=len(refused)), *few(said)]
        self.words.say("\n".join(told), "warn" if refused or said else "good")
        self._session.changed.emit()
        self._session.said.emit("  ".join(told))


def _told(number: int, line: Line) -> str:
    return line.told[number] or NOTHING


def _lines(reader: Reader, found: Sequence[Candidate], today: date, same: dict[object, Any]) -> Iterator[Line]:
    ids = [one.household.id for one in found if one.household.id is not None]
    shown: dict[int, HouseholdRow] = {one.id: one for one in households_by_id(reader, ids)}
    for one in found:
        if (home := shown.get(one.household.id or 0)) is not None:
            lacks, facts = " ".join(lack.text for lack in one.lacks), tuple(one.facts.items())
            village = home.village or NOTHING
            yield Line(
                home.id, one.told, same.setdefault(lacks, lacks), same.setdefault(facts, one.facts),
                person(home.head, home.head_born, today), same.setdefault(village, village),
            )  # fmt: skip


def _open_all(book: Book, cases: Sequence[Case], progress: Progress) -> tuple[dict[int, str], list[str]]:
    """By household, why those refused were; and what the rules only said of the others."""
    count = 0

    def told(_case: Any) -> None:
        nonlocal count
        progress(count, len(cases), _("Several at once"))
        count += 1

    with book.write("case.open") as ledger:
        _opened, refused = open_many(ledger, cases, make, told)
        why = {getattr(case, type(case).home): refusal.message for case, refusal in refused}
        return why, list(dict.fromkeys(ledger.warnings))
