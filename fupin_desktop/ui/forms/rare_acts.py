"""What is rarely done with a record of any kind: its number corrected, the record put away and kept (注销)."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.correction import correct_number
from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import Record, fields_of, hand_of, key_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.asking import WHY, Asking, of_fields
from fupin_desktop.ui.frame.session import Session


def has_number(cls: type[Record]) -> bool:
    """True for a kind whose records are told apart by a number, a name or a year that may have been mistyped."""
    return bool(_numbers(cls))


def _numbers(cls: type[Record]) -> tuple[str, ...]:
    fixed = (name for name in key_of(cls) if name != cls.home and hand_of(cls, name) is Hand.FIXED)
    return tuple(name for name in fixed if fields_of(cls)[name].kind is not Kind.LINK)


def ask_number(session: Session, record: Record, parent: QWidget) -> Asking:
    """Ask for the right number, and why; what is masked is written anew, and stays where nothing is typed."""
    cls = type(record)
    fields = {name: fields_of(cls)[name] for name in _numbers(cls)}
    shown = {
        name: (field, None if field.privacy in PRIVATE else getattr(record, name)) for name, field in fields.items()
    }

    def act(ledger: BookLedger, values: dict[str, Any]) -> Record:
        why = values.pop("why") or ""
        kept = {name: getattr(record, name) for name, value in values.items() if value is None}
        return correct_number(ledger, record, why, **{**values, **kept})

    asking = Asking(
        session,
        _("Correct the number: {kind}").format(kind=_(cls.label)),
        of_fields({**shown, "why": (WHY, None)}),
        f"{kind_of(cls)}.number",
        act,
        say=_("What hangs on this record stays with it. A field left empty stays as it was."),
        parent=parent,
        whose=record,
    )
    asking.open()
    return asking


def ask_put_away(session: Session, record: Record, parent: QWidget) -> Asking:
    """Ask why a record leaves the register; it is kept, and its history with it."""
    title = _("Put away: {kind}").format(kind=_(type(record).label))
    asking = Asking(
        session,
        title,
        of_fields({"why": (WHY, None)}),
        f"{kind_of(type(record))}.put_away",
        partial(_put_away, record),
        say=_("It leaves all lists and counts. It is kept with its history, and nothing is erased."),
        parent=parent,
        whose=record,
        ok=title,
    )
    asking.open()
    return asking


def _put_away(record: Record, ledger: BookLedger, values: dict[str, Any]) -> None:
    ledger.put_away(record, values["why"] or "")
