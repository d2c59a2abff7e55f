"""What was typed into a form becomes the record that is written."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import keep_files

R = TypeVar("R", bound=Record)


def filled(session: Session, ledger: BookLedger, record: R, values: Mapping[str, Any], touched: Collection[str]) -> R:
    """The record with these values, its photographs taken into the book within this transaction.

    What could not be read and was not written over stays as it is.
    """
    fields = fields_of(type(record))
    photos = [name for name in touched if fields[name].kind is Kind.PHOTO]
    kept = {name: keep_files(session, ledger, values[name]) for name in photos}
    return record.but(**{**values, **kept}, unreadable=record.unreadable - frozenset(touched))
