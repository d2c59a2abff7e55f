"""A section of a household file: the progress of its measures, and their photographs before, during and after."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import plain_value
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.store.photos.shots import Shot, shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.moments import by_moment
from fupin_desktop.ui.photos.strip import PhotoStrip
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.field_column import of_field
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import clear, column, label

_LOW = 130  # pixels of the table, so that the photographs under it are seen


@dataclass(frozen=True)
class _Read:
    """The steps, the newest first, what their measures are called, and their photographs."""

    steps: list[MeasureProgress]
    names: dict[Dot | None, str]
    shots: list[Shot]


class ProgressSection(Section):
    """What was reported of each measure; under it, side by side, the photographs of each moment that has some."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Progress of measures"))
        self._names: dict[Dot | None, str] = {}
        self.table = Table(
            [
                of_field(MeasureProgress, "date", 7),
                Column(_("Measure"), lambda step: self._names.get(step.measure, "")),
                Column(_("Done"), lambda step: f"{step.percent} %", 4, right=True),
                of_field(MeasureProgress, "remark"),
                Column(_("Photographs"), lambda step: str(len(step.photos) or ""), 4, right=True),
            ],
            self.title,
        )
        self.table.setMinimumHeight(_LOW)
        words = _("No progress yet. Open a measure and report how far it has come, with a photograph.")
        self.stack = Either(words, self.table)
        self.box.addWidget(label(self.title, "heading"))
        self.box.addWidget(self.stack, 1)
        self.moments = QHBoxLayout()
        self.box.addLayout(self.moments)
        self.strips: dict[str, PhotoStrip] = {}

    def read(self, reader: Reader, subject: Record) -> _Read:
        """The steps of all measures of the household."""
        measures = reader.find(YearMeasure, household=subject.id)
        ids = [one.id for one in measures]
        steps = reader.find(MeasureProgress, measure=ids) if ids else []
        steps.sort(key=lambda step: (str(step.date), step.id or 0), reverse=True)
        names = {
            one.id: f"{one.year} {plain_value(fields_of(YearMeasure)['content'], one.content)}" for one in measures
        }
        return _Read(steps, names, list(shots_of(reader, reversed(steps))))

    def show_read(self, subject: Record, found: _Read) -> None:
        """The table, and the photographs by their moment."""
        del subject
        self._names = found.names
        self.table.load_all(found.steps)
        self.stack.show_some(found.steps)
        clear(self.moments)
        self.strips = {}
        for moment, shots in by_moment(found.shots):
            strip = PhotoStrip(self.session)
            self.moments.addLayout(column(label(moment.title, "label"), strip), 1)
            strip.show_shots(shots)
            self.strips[moment.title] = strip
        self.drop_mnemonics()
