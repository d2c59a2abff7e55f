"""What is typed into a form and not saved, kept in the encrypted book every two seconds, and put back.

One mechanism for every form: a section of a file, a dialog, the cards of a page.  A form says what is typed (the
fields that differ from what stood there); an untouched form leaves no draft.
"""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.drafts import draft_of, keep_draft
from fupin_desktop.titles import title_of
from fupin_desktop.ui.editors.editors import Draft, Editor, draft_for
from fupin_desktop.ui.frame.session import Session

_PAUSE_MS = 2000


@runtime_checkable
class Chosen(Protocol):
    """What is chosen, not typed, as files are: a draft names it, and it is chosen again."""

    def told_for_draft(self) -> str:
        """Its names."""


class FormDraft(QObject):
    """The draft of one form; `page` names the form and the record it is of, `typed` says what stands there now."""

    def __init__(self, session: Session, typed: Callable[[], Mapping[str, Any]], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._typed = session, typed
        self.page, self._title = "", ""
        self._place: object = None
        self._kept: dict[str, Any] = {}
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.keep)

    @property
    def kept(self) -> bool:
        """True when something of this form is kept."""
        return bool(self._kept)

    def begin(self, page: str, title: str = "") -> dict[str, Any]:
        """Keep from now on what is typed on this page; gives back what was typed before and not saved.

        `title` names the form in the list of drafts.  A book that can only be read keeps and gives nothing.
        """
        self.page, self._title, self._kept = page, title, {}
        if self._session.book.read_only:
            return {}
        self._place = self._session.place()
        self._kept = self._session.read(lambda reader: draft_of(reader, page))
        self._timer.start()
        return self._kept

    def keep(self) -> None:
        """Keep what is typed now, when it changed; nothing typed forgets the draft."""
        body = dict(self._typed())
        if self._timer.isActive() and body != self._kept:
            self._write(body)

    def discard(self, then: Callable[[], None] | None = None) -> None:
        """Forget what was typed, and keep nothing more of it; `then` is called when the book has forgotten it."""
        self.rest()
        self._write({}, then)

    def saved(self) -> None:
        """It was saved by a command that could not forget the draft itself; what is typed next is kept again."""
        self._write({})

    def _write(self, body: dict[str, Any], then: Callable[[], None] | None = None) -> None:
        self._kept = body
        page, title, place, book = self.page, self._title, self._place, self._session.book
        self._session.run(
            lambda _progress: keep_draft(book, page, body, title, place), lambda _none: then() if then else None
        )

    def rest(self) -> None:
        """Keep nothing more: it is being saved, or was."""
        self._timer.stop()

    def go_on(self) -> None:
        """Keep again: the save was refused."""
        self._timer.start()


class TypedParts:
    """Editors and plain inputs of a form by name, as one: what differs from what stood there at the beginning."""

    def __init__(self, parts: Mapping[str, Editor | QWidget | Draft]) -> None:
        self._parts = {name: _part(one) for name, one in parts.items()}
        self._photos = {name: one for name, one in parts.items() if _is_photos(one)}
        self.settle()

    def settle(self) -> None:
        """What stands here now is what stands in the book: nothing of it is a draft."""
        self._begun = self.all()

    def all(self) -> dict[str, str]:
        """What stands in every part."""
        return {name: one.typed() for name, one in self._parts.items()}

    def typed(self) -> dict[str, str]:
        """What was typed and differs, for a draft."""
        return {name: text for name, text in self.all().items() if text != self._begun.get(name, "")}

    def put(self, draft: Mapping[str, Any]) -> list[str]:
        """Put a draft back; the names of photographs that have to be added again."""
        for name in draft.keys() & self._parts.keys() - self._photos.keys():
            self._parts[name].set_typed(str(draft[name]))
        lost = [self._photos[name] for name in draft.keys() & self._photos.keys()]
        return [_(one.field.label) if isinstance(one, Editor) else _("Photographs") for one in lost]


def _part(one: Editor | QWidget | Draft) -> Draft:
    if isinstance(one, Editor):
        return Draft(one.typed, one.set_typed)
    if isinstance(one, Chosen):
        return Draft(one.told_for_draft, lambda _text: None)
    return one if isinstance(one, Draft) else draft_for(one)


def _is_photos(one: object) -> bool:
    return isinstance(one.widget if isinstance(one, Editor) else one, Chosen)


def titled(session: Session, title: str, about: Record | None) -> str:
    """The name of a form in the list of drafts, with what it is about."""
    if about is None or about.id is None:
        return title
    return f"{title} · {session.read(lambda reader: title_of(reader, about, session.today))}"


def told_restored(lost: list[str]) -> str:
    """What to say when a draft was put back; `lost` names fields whose photographs have to be added again."""
    text = _("This is what was typed before and not saved.")
    again = _("Add the photographs again: {fields}.").format(fields="、".join(lost)) if lost else ""
    return f"{text} {again}".strip()


def told_kept() -> str:
    """What to say when a form is left with something typed in it."""
    return _("What was typed is kept as a draft: it stands under “To do”, and in the form when it is opened again.")
