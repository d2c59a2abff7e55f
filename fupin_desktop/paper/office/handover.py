"""Lines for handing a secret over (交接): who gave it to whom, when, and into which safe; each rehearsal is signed."""

from fupin_desktop.forms.grid import Cell, Grid, Row
from fupin_desktop.ledger.words import _

_HIGH = 7.0  # millimetres
_LINES = 2


def hand_over() -> Grid:
    """A small table to write in."""
    heads = (_("Date"), _("Handed over or rehearsed"), _("Given by (signature)"), _("Received by (signature)"))
    free = [Row([Cell() for _one in heads], _HIGH) for _line in range(_LINES)]
    return Grid([2, 4, 4, 4], [Row([Cell(text, head=True) for text in heads]), *free], 9.5, 1)
