"""A column of a list that shows one field, masked as the field says."""

from collections.abc import Callable
from typing import Any

from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.showing import held, listed
from fupin_desktop.ledger.privacy import PRIVATE, Privacy
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.lists.column import Column, stored

_MASKED = (*PRIVATE, Privacy.MINOR)


def of_field(cls: type[Record], name: str, chars: int = 0, *, minor_of: Callable[[Any], bool] | None = None) -> Column:
    """The column; `minor_of` says whether a row's person is under 18."""
    field = fields_of(cls)[name]

    def text(record: Any) -> str:
        return listed(field, held(record, name), minor=bool(minor_of and minor_of(record)))

    right = field.kind in (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
    secret = field if field.privacy in _MASKED else None
    return Column(
        _(field.label), text, chars, right=right, secret=secret, field=field, key=name,
        value=None if field.kind in (Kind.LINK, Kind.PHOTO) else lambda record: stored(field, record),
    )  # fmt: skip
