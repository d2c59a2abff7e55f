"""In how many ways a text stands in the book: what differs only under the folding is asked for as one."""

from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader


def spellings(reader: Reader, cls: type[Record], field: Field, text: str) -> list[str]:
    """The texts of a field in the book that are this one however their blanks, widths, cases and dots were typed."""
    rows = driver.rows(reader.connection, f'SELECT DISTINCT "{field.name}" FROM "{kind_of(cls)}"')
    key = folded(text)
    return [found for (found,) in rows if found is not None and folded(found) == key]
