"""One step for many cases: who would go and who would be refused is shown before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from fupin_desktop.casework.commands import advance_many
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.cases import CaseRow, CasesWanted, case_rows, count_stages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.cases.agreed import Agreed
from fupin_desktop.ui.cases.editing import editors_of
from fupin_desktop.ui.cases.naming import is_household_case, owner_name
from fupin_desktop.ui.cases.step import StepSheet, asked_by
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.asking import title_of_field
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told, few
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row
from fupin_desktop.ui.widgets.shown import person

_MOST = 2000  # cases in one batch
_WIDE = 4  # facts in a line


@dataclass
class Line:
    """A case of the batch, whose it is, and what became of it: empty before the preview."""

    case: Case
    owner: str
    village: str
    verdict: str = ""
    refused: bool = False


class Stepped(NamedTuple):
    """Why each of those refused was, and what the rules only said of the others, each sentence once."""

    refused: dict[Dot, str]
    said: list[str]


class BatchDialog(DraftDialog):
    """Chooses a stage to leave and one to reach; the marked rows go, those refused are named and stay.

    `among` names the cases chosen in a list, or left by the filters of the board; empty for all of a village.
    """

    def __init__(
        self,
        session: Session,
        cls: type[Case],
        village: str = "",
        parent: QWidget | None = None,
        *,
        among: Collection[int] = (),
    ) -> None:
        super().__init__(session, parent)
        self._among = frozenset(among)
        self._cls, self._village = cls, village
        self.setWindowTitle(_("Several at once"))
        self.resize(880, 640)
        self.at, self.to = QComboBox(), QComboBox()
        self.at.setAccessibleName(_("Stands at"))
        self.to.setAccessibleName(_("Next stage"))
        self.sheet = StepSheet(session, cls.step)
        self.asked, self.asks = QGridLayout(), list[Editor]()
        self._kept: dict[str, str] = {}
        self._used: dict[str, str] = {}  # the facts that went with a step that was taken: no draft keeps them
        self._restored = ""
        self.table = Table(
            [
                Column(_("Head"), lambda one: one.owner, 6)
                if is_household_case(cls)
                else Column(_(cls.label), lambda one: one.owner, 14),
                Column(_("Village"), lambda one: one.village, 9),
                Column(_("What would happen"), lambda one: one.verdict, tone=lambda one: "accent" * one.refused),
            ],
            _(cls.label),
        )
        self.words = Told(session)
        self.preview_button = button(_("&Preview"), self.preview, icon="eye")
        self.ok_button = button(_("&Take this step for the marked"), self.save, icon="forward", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of(kind_of(cls)).code, self.ok_button)
        self._lay_out()
        self.at.activated.connect(lambda _index: self.show_cases())
        self.to.activated.connect(lambda _index: self._ask())
        self._name_stages()
        self._agreed = Agreed(self.ok_button, self._stands)
        title = f"{_('Several at once')} · {_(cls.label)}"
        self._restored = self.begin_draft(f"batch {kind_of(cls)} {village}", title, self.sheet.lines)

    def _stands(self) -> object:
        chosen = [line.case.id for line in self.table.selection()]
        return self.to.currentData(), chosen, self.sheet.value("on"), self._papers()

    def typed(self) -> dict[str, str]:
        """What was typed, with the facts that the chosen stage asks for."""
        waiting = [one for one in self.asks if one.touched and self._used.get(one.field.name) != one.typed()]
        asked = {f"asked {one.field.name}": one.typed() for one in waiting}
        return {**super().typed(), **asked}

    def put_typed(self, draft: Mapping[str, str]) -> list[str]:
        """The facts wait until the stages are read: those decide what is asked."""
        self._kept = dict(draft)
        self._put_kept()
        return super().put_typed(draft)

    def _put_kept(self) -> None:
        for one in self.asks:
            if (text := self._kept.pop(f"asked {one.field.name}", None)) is not None:
                one.set_typed(text)

    def _ask(self) -> None:
        """The facts the stage asks for: what is entered here is said of every marked case."""
        clear(self.asked)
        names = asked_by(self._cls.path, self.to.currentData())
        self.asks = editors_of(self._session, self._cls(), names)
        for number, editor in enumerate(self.asks):
            at, side = divmod(number, _WIDE)
            self.asked.addWidget(label(title_of_field(editor.field), "label"), 2 * at, side)
            self.asked.addWidget(editor.widget, 2 * at + 1, side)
            self.asked.setColumnStretch(side, 1)
        self._put_kept()
        self.preview()

    def _papers(self) -> StepPapers:
        """What goes with the step; a fact left empty stays as it is in each case."""
        facts = {editor.field.name: editor.value() for editor in self.asks if editor.touched}
        return replace(self.sheet.papers(), facts=facts)

    def _lay_out(self) -> None:
        first = row(
            column(label(_("Stands at"), "label"), self.at, gap=2),
            column(label(_("Next stage"), "label"), self.to, gap=2),
        )
        acts = row(self.close_button, self.discard_button, None, self.preview_button, self.ok_button)
        self.setLayout(column(first, self.sheet, self.asked, self.table, self.words, acts, margin=2 * GRID))

    def _name_stages(self) -> None:
        self._session.fetch(self._counts, self._show_stages)

    def _show_stages(self, counts: Mapping[str, int]) -> None:
        for stage in self._cls.path.order[:-1]:
            if counts.get(stage):
                self.at.addItem(f"{stage_name(self._cls, stage)} ({counts[stage]})", stage)
        self.show_cases()

    def _counts(self, reader: Reader) -> Mapping[str, int]:
        return count_stages(reader, self._cls, self._wanted)

    @property
    def _wanted(self) -> CasesWanted:
        return CasesWanted("" if self._among else self._village, ids=self._among or None)

    def show_cases(self) -> None:
        """List the cases of the chosen stage, all marked, and look what would happen."""
        at = self.at.currentData()
        self.ok_button.setEnabled(False)
        self._session.fetch(lambda reader: (at, self._lines(reader, at) if at else []), self._show_lines)

    def _show_lines(self, read: tuple[str | None, list[Line]]) -> None:
        at, lines = read
        if at != self.at.currentData():
            return  # another stage was chosen meanwhile
        wanted = self.to.currentData()
        self.to.clear()
        for stage in _reachable(self._cls, [line.case for line in lines]):
            self.to.addItem(stage_name(self._cls, stage), stage)
        self.to.setCurrentIndex(max(0, self.to.findData(wanted)))
        self.table.load_all(lines)
        self.table.selectAll()
        self._ask()

    def _lines(self, reader: Reader, stage: str) -> list[Line]:
        rows = case_rows(reader, self._cls, [stage], self._wanted, _MOST)
        cases = {case.id: case for case in reader.find(self._cls, id=[one.id for one in rows])} if rows else {}
        today = self._session.today

        def owner(one: CaseRow) -> str:
            if is_household_case(self._cls):
                return person(one.head, one.head_born, today)
            return owner_name(self._session, reader, cases[one.id])

        return [Line(cases[one.id], owner(one), one.village or NOTHING) for one in rows if one.id in cases]

    def preview(self) -> None:
        """Try it on a copy of the moment: nothing is written."""
        self._run(self.table.rows.rows, rehearse=True)

    def save(self) -> None:
        """Take the step for the marked rows, when what it would do was said and agreed to."""
        try:
            agreed = self._agreed.now()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        chosen = self.table.selection()
        if agreed or not chosen:
            self._run(chosen, rehearse=False)
        else:
            text = _(
                "{count} cases are marked for “{new}”; those that cannot go on stay. Press again to take this step."
            )
            new = stage_name(self._cls, self.to.currentData())
            self.words.say(text.format(count=len(chosen), new=new), "warn")

    def _run(self, lines: Sequence[Line], *, rehearse: bool) -> None:
        to = self.to.currentData()
        try:
            on, papers = self.sheet.value("on"), self._papers()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        self.ok_button.setEnabled(False)
        if to is None or not lines:
            self.words.say(_("No case stands here."))
            return
        book, cases = self._session.book, [line.case for line in lines]
        work = partial(_step_all, book, cases, to, on, papers, rehearse)
        done = self._previewed if rehearse else partial(self._done, lines)
        self._session.run(work, done, self._failed)

    def _previewed(self, stepped: Stepped) -> None:
        refused, said = stepped
        lines: list[Line] = list(self.table.rows.rows)
        self._mark(lines, refused, _("would go on"))
        going = len(lines) - len(refused)
        text = _("{going} would go on, {refused} would be refused and stay.").format(going=going, refused=len(refused))
        told = "\n".join(part for part in (self._restored, text, *few(said)) if part)
        self.words.say(told, "warn" if refused or said else "")
        self._restored = ""
        self.ok_button.setEnabled(going > 0)

    def _done(self, lines: Sequence[Line], stepped: Stepped) -> None:
        """`lines` are those that were sent: others may have been chosen meanwhile."""
        refused, said = stepped
        self._mark(lines, refused, _("gone on"))
        self._parts.settle()
        self._used = {one.field.name: one.typed() for one in self.asks}
        self.draft.saved()
        text = _("{going} went on, {refused} were refused and stay as they were.")
        told = [text.format(going=len(lines) - len(refused), refused=len(refused)), *few(said)]
        self.words.say("\n".join(told), "warn" if refused or said else "good")
        self._session.changed.emit()
        self._session.said.emit("  ".join(told))

    def _mark(self, lines: Sequence[Line], refused: dict[Dot, str], good: str) -> None:
        for line in lines:
            why = refused.get(line.case.id or Dot(0))
            line.verdict, line.refused = why or good, why is not None
        self.table.viewport().update()

    def _failed(self, error: Exception) -> None:
        self.ok_button.setEnabled(True)
        self.words.fail(error)


def _step_all(
    book: Book,
    cases: Sequence[Case],
    to: str,
    on: object,
    papers: StepPapers,
    rehearse: bool,
    progress: Progress,
) -> Stepped:
    """What became of them; a rehearsal leaves nothing."""
    count = 0

    def told(_case: Case) -> None:
        nonlocal count
        progress(count, len(cases), _("Several at once"))
        count += 1

    with book.write("case.advance", rehearse=rehearse) as ledger:
        _moved, refused = advance_many(ledger, cases, to=to, on=on, papers=papers, told=told)  # type: ignore[arg-type]  # of one kind
        told_why = {case.id or Dot(0): refusal.message for case, refusal in refused}
        return Stepped(told_why, list(dict.fromkeys(ledger.warnings)))


def _reachable(cls: type[Case], cases: Sequence[Case]) -> list[str]:
    """The stages some of these cases may reach next, in the order of the path, and the side states."""
    path = cls.path
    found = {stage for case in cases for stage in path.next_after(case.stage, case.way)}
    return [stage for stage in (*path.order, *(side.code for side in path.sides)) if stage in found]
