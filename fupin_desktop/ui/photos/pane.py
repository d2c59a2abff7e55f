"""A pane of the viewer: some photographs of which one is looked at, with what is known of it under it."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from fupin_desktop.imaging.taking import EDGE, draw
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.photos.shots import Shot
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import record_text, title_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.picture_view import PictureView
from fupin_desktop.ui.photos.thumbnails import image_of
from fupin_desktop.ui.widgets.parts import GRID, column, label

_KEPT = 6  # photographs in their full size that a pane remembers


class Seen(NamedTuple):
    """What was read of a photograph: the picture, None for one that is not here or damaged, and the words under it."""

    key: str
    image: QImage | None
    of: str
    by: str


class Pane(QFrame):
    """Shows one of its photographs; `came` when the focus is in it."""

    came = Signal(object)

    def __init__(self, session: Session, title: str, shots: Sequence[Shot]) -> None:
        super().__init__()
        self._session, self.title, self.shots, self.at = session, title, list(shots), 0
        self._seen: OrderedDict[str, Seen] = OrderedDict()
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title or _("Photograph"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.heading = label(title, "heading")
        self.view = PictureView()
        self.absent = label("", wrap=True)
        self.absent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count, self.facts, self.of = label("", "small"), label("", "small", wrap=True), label("", wrap=True)
        self.setLayout(
            column(self.heading, self.view, self.absent, self.of, self.facts, self.count, margin=GRID, gap=GRID // 2)
        )
        self.heading.setVisible(bool(title))

    @property
    def shot(self) -> Shot:
        """The photograph that is looked at."""
        return self.shots[self.at]

    @property
    def image(self) -> QImage | None:
        """Its picture, as far as it is here."""
        found = self._seen.get(self.shot.key)
        return found.image if found is not None else None

    def show_at(self, at: int) -> None:
        """Look at the one in this place; after the last comes the first."""
        self.at = at % len(self.shots)
        shot = self.shot
        self.count.setText(_("{number} of {count}").format(number=self.at + 1, count=len(self.shots)))
        self.facts.setText(_taken(shot))
        self._tell(_("Opening…"))
        if shot.key in self._seen:
            self._show(self._seen[shot.key])
        else:
            self._session.fetch(_Reading(self._session, shot), self._came)

    def _came(self, seen: Seen) -> None:
        self._seen[seen.key] = seen
        while len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        if seen.key == self.shot.key:
            self._show(seen)

    def _show(self, seen: Seen) -> None:
        self.of.setText(seen.of)
        self.of.setVisible(bool(seen.of))
        self.facts.setText(" · ".join(part for part in (_taken(self.shot), seen.by) if part))
        self.view.show_image(seen.image)
        if seen.image is not None:
            self._tell("")
        elif self.shot.here:
            self._tell(_("This photograph is damaged and cannot be shown. The record is whole; take it anew."))
        else:
            self._tell(
                _("This photograph has not arrived yet: the record came first, the photograph comes with a later file.")
            )

    def _tell(self, words: str) -> None:
        self.absent.setText(words)
        self.absent.setVisible(bool(words))
        self.view.setVisible(not words)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys mean this pane from now on."""
        super().focusInEvent(event)
        self.came.emit(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes the focus."""
        self.setFocus()
        super().mousePressEvent(event)


class _Reading:
    """What is read of one photograph, off the window's thread."""

    def __init__(self, session: Session, shot: Shot) -> None:
        self._session, self._shot = session, shot

    def __call__(self, reader: Reader) -> Seen:
        shot, book = self._shot, self._session.book
        contents = list(dict(book.photo_contents([shot.key])).values())
        pixels = next(iter(draw(contents, EDGE)), None)
        image = image_of(pixels) if pixels is not None else None
        return Seen(shot.key, image, self._of(reader), self._by(reader))

    def _of(self, reader: Reader) -> str:
        record = self._shot.record
        if record is None:
            return ""
        field = _(fields_of(type(record))[self._shot.field].label)
        return f"{record_text(record, title_of(reader, record, self._session.today))} · {field}"

    def _by(self, reader: Reader) -> str:
        if not self._shot.dot:
            return ""
        who = Chronicle(reader).who(self._shot.dot)
        told = _("entered by {who}, {when}")
        return told.format(who=writer_text(who.actor, who.typed), when=who.wall[:16].replace("T", " "))


def _taken(shot: Shot) -> str:
    if not shot.taken_at:
        return _("When it was taken is not known")
    return _("taken {when}").format(when=shot.taken_at[:16].replace("T", " "))
