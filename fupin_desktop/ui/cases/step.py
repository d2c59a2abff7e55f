"""The step of a case: where to, on which day, by whom, on what paper, with which facts and photographs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.gates import Met
from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.casework.path import Path, Stage
from fupin_desktop.casework.rules import foreign_level, lacks, next_stages, stage_name
from fupin_desktop.casework.standing import Look, Standing, StepPapers
from fupin_desktop.casework.votes import MeetingPictures
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse
from fupin_desktop.ledger.record import fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.meetings.model import MeetingVote
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.cases.agreed import Agreed
from fupin_desktop.ui.cases.editing import editors_of
from fupin_desktop.ui.cases.naming import owner_name
from fupin_desktop.ui.cases.voting import ask_vote
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.asking import title_of_field
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.photos.photo_files import PhotoFiles, keep_files
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row

_SHEET = ("on", "by", "paper", "meeting", "opinion")
_WIDE = 3


class StepSheet(QWidget):
    """Day, by whom, paper, meeting, opinion: what goes with any step, of one case or of many."""

    def __init__(self, session: Session, cls: type[CaseStep]) -> None:
        super().__init__()
        self._fields = fields_of(cls)
        self.lines = {name: QLineEdit() for name in _SHEET}
        self.lines["on"].setText(session.today.isoformat())
        self.lines["by"].setPlaceholderText(session.book.user)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (name, line) in enumerate(self.lines.items()):
            text = _(self._fields[name].label)
            line.setAccessibleName(text)
            at, side = divmod(number, _WIDE)
            span = _WIDE - side if number == len(self.lines) - 1 else 1
            grid.addWidget(label(text, "label"), 2 * at, side)
            grid.addWidget(line, 2 * at + 1, side, 1, span)

    def value(self, name: str) -> Any:
        """What stands in a line, as a step holds it; None for an empty one."""
        return parse(self._fields[name], self.lines[name].text())

    def papers(self) -> StepPapers:
        """What goes with the step, without its day."""
        by, paper, meeting, opinion = (self.value(name) for name in _SHEET[1:])
        return StepPapers(by=by or "", paper=paper, meeting=meeting, opinion=opinion)


class StepDialog(DraftDialog):
    """Asks for the next step of a case as it was read; says beforehand what it still waits for.

    A step is asked for twice: first what it would do is said, then it is taken.
    """

    def __init__(
        self, session: Session, case: Case, done: Callable[[Any], None] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._case, self._done = case, done
        cls = type(case)
        self.setWindowTitle(_("Next step"))
        self.setMinimumWidth(640)
        self.name = label(session.read(lambda reader: owner_name(session, reader, case)), "title")
        self.to = QComboBox()
        self.to.setAccessibleName(_("Next stage"))
        for stage in session.read(self._next):
            self.to.addItem(stage_name(cls, stage), stage)
        self.waits = label("", "small", tone="warn", wrap=True)
        self.sheet = StepSheet(session, cls.step)
        self.asked = QGridLayout()
        self.asks: list[Editor] = []
        self.vote_button = button(_("Enter the &meeting and its vote…"), self._enter_vote, icon="add")
        self.moment = label("", "label")
        self.photos = PhotoFiles(session)
        self.words = Told(session)
        self.ok_button = button(_("&Take this step"), self.save, icon="forward", kind="primary")
        self.cancel_button = button(_("&Close"), self.close, kind="flat")
        guard(session, act_of(kind_of(cls)).code, self.ok_button)
        self._lay_out()
        self.to.currentIndexChanged.connect(lambda _index: self._show_stage())
        self._show_stage()
        self._agreed = Agreed(self.ok_button, self._stood)
        whose = f"{_('Next step')} · {self.name.text()}"
        told = self.begin_draft(f"step {kind_of(cls)} {case.id}", whose, self._loose())
        if told:
            self.words.say(told, "warn")
        self.to.setFocus()

    def _loose(self) -> dict[str, Any]:
        return {"to": self.to, "photos": self.photos, **self.sheet.lines}

    def typed(self) -> dict[str, str]:
        """What was typed, with the facts that the chosen stage asks for."""
        asked = {f"asked {one.field.name}": one.typed() for one in self.asks if one.touched}
        return {**super().typed(), **asked}

    def put_typed(self, draft: Mapping[str, str]) -> list[str]:
        """The stage first: it decides what is asked."""
        lost = super().put_typed(draft)
        for one in self.asks:
            if (text := draft.get(f"asked {one.field.name}")) is not None:
                one.set_typed(text)
        return lost

    def _stood(self) -> object:
        return self.to.currentData(), self.sheet.value("on"), self.typed()

    def _next(self, reader: Reader) -> tuple[str, ...]:
        return next_stages(self._case, Look(reader, [self._case]).steps(self._case))

    def _lay_out(self) -> None:
        stands = _("It stands at “{stage}”.").format(stage=stage_name(type(self._case), self._case.stage))
        self.setLayout(
            column(
                self.name,
                label(stands, "small"),
                label(_("Next stage"), "label"),
                self.to,
                self.waits,
                self.sheet,
                self.asked,
                row(self.vote_button, None),
                self.moment,
                self.photos,
                self.words,
                row(self.cancel_button, self.discard_button, None, self.ok_button),
                margin=2 * GRID,
            )
        )

    @property
    def _path(self) -> Path:
        return type(self._case).path

    def _show_stage(self) -> None:
        to = self.to.currentData()
        stage = self._path.stage(to)
        self._ask(asked_by(self._path, to))
        self.moment.setText(photographs_of(type(self._case), stage))
        self._show_waits(self._case, StepPapers())
        self.ok_button.setEnabled(to is not None)

    def _ask(self, names: Sequence[str]) -> None:
        clear(self.asked)
        self.asks = editors_of(self._session, self._case, names)
        for number, editor in enumerate(self.asks):
            at, side = divmod(number, _WIDE)
            self.asked.addWidget(label(title_of_field(editor.field), "label"), 2 * at, side)
            self.asked.addWidget(editor.widget, 2 * at + 1, side)

        self.vote_button.setVisible(self._vote_editor is not None)

    @property
    def _vote_editor(self) -> Editor | None:
        """Where the vote is chosen that the stage waits for."""
        return next((one for one in self.asks if one.field.link == kind_of(MeetingVote)), None)

    def _enter_vote(self) -> None:
        editor = self._vote_editor
        if editor is not None:
            ask_vote(self._session, self._case, self, lambda vote: editor.choose(vote.id))

    def _show_waits(self, case: Case, papers: StepPapers) -> None:
        self.waits.setText("\n".join(self._session.read(lambda reader: self._waits(reader, case, papers))))

    def _waits(self, reader: Reader, case: Case, papers: StepPapers) -> list[str]:
        to, today = self.to.currentData(), self._session.today
        if to is None:
            return []
        level = foreign_level(self._session, case, to, papers)
        at = Standing(Look(reader, [case]), case, to, today, today)
        return [lack.text for lack in (*([level] if level else ()), *lacks(at))]

    def save(self) -> None:
        """Take the step; what it refuses is told here and nothing is lost."""
        try:
            facts = {editor.field.name: editor.value() for editor in self.asks}
            on, papers = self.sheet.value("on"), self.sheet.papers()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        if not self._agreed.now():
            self._show_waits(self._case.but(**facts), papers)  # what was entered here is no longer missing
            self.words.say(self._would_do(on), "warn")
            self._grow()
            return
        self.ok_button.setEnabled(False)
        self.draft.rest()
        page = self.draft.page
        files, to, session, case = list(self.photos.files), self.to.currentData(), self._session, self._case

        def act(ledger: BookLedger) -> Case:
            forget_draft(ledger, page)
            keys = keep_files(session, ledger, files)
            given = StepPapers(papers.by, papers.paper, papers.meeting, papers.opinion, keys, facts=facts)
            return advance(ledger, case, to=to, on=on, papers=given)

        session.command("case.advance", act, self._moved, self._failed)

    def _grow(self) -> None:
        """Room for the sentence that was told."""
        laid = self.layout()
        wanted = laid.totalHeightForWidth(self.width()) if laid is not None else 0
        self.resize(self.width(), max(self.height(), wanted))

    def _would_do(self, on: date | None) -> str:
        cls, day = type(self._case), on or self._session.today
        text = _("From “{old}” to “{new}” on {day}. Press again to take this step; until a bundle with it is sealed"
                 " it can be taken back in the case.")  # fmt: skip
        return text.format(
            old=stage_name(cls, self._case.stage), new=stage_name(cls, self.to.currentData()), day=day.isoformat()
        )

    def _moved(self, case: Case) -> None:
        self.is_saved = True
        if self._done is not None:
            self._done(case)
        self.close()

    def _failed(self, error: Exception) -> None:
        self.ok_button.setEnabled(True)
        self.draft.go_on()
        self.words.fail(error)


def photographs_of(cls: type[Case], stage: Stage | None) -> str:
    """What the photographs given with the step into a stage show: the meeting that decides, or a moment of the case."""
    if stage is not None and any(isinstance(one, MeetingPictures) for one in stage.does):
        return _("Photographs of the meeting")
    return _(fields_of(cls)[stage.moment].label) if stage is not None and stage.moment else _("Photographs")


def asked_by(path: Path, to: str | None) -> tuple[str, ...]:
    """The facts of the case that the step into a stage asks for, each once."""
    stage = path.stage(to)
    return tuple(dict.fromkeys((*(stage.asks if stage else ()), *_meetings(path, to))))


def _meetings(path: Path, to: str | None) -> tuple[str, ...]:
    """The links by which a stage's gates find the meeting that decided."""
    stage = path.stage(to)
    return tuple(gate.by for gate in (stage.waits if stage else ()) if isinstance(gate, Met))
