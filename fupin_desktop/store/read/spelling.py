"""In how many ways a text stands in the book: what differs only under the folding is asked for as one."""

from collections.abc import Mapping
from typing import Any, TypeVar

from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.folding import folded
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader

R = TypeVar("R", bound=Record)


def find_alike(reader: Reader, cls: type[R], wanted: Mapping[str, Any]) -> list[R]:
    """As `Reader.find`, but a text is found however its blanks, widths, letter cases and dots were typed."""
    fields = fields_of(cls)
    return reader.find(cls, **{name: _spellings(reader, cls, fields[name], value) for name, value in wanted.items()})


def _spellings(reader: Reader, cls: type[Record], field: Field, value: Any) -> Any:
    if field.kind not in (Kind.TEXT, Kind.NOTE) or field.many or not isinstance(value, str):
        return value
    rows = driver.rows(reader.connection, f'SELECT DISTINCT "{field.name}" FROM "{kind_of(cls)}"')
    key = folded(value)
    return [text for (text,) in rows if text is not None and folded(text) == key]
