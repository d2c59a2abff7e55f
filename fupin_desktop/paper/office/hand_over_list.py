"""交接清单 on paper: what a cadre hands over to a successor, papers and seals to write in, what the office holds, and
three signatures.  An internal paper; the gathering has masked it.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from fupin_desktop.forms.grid import Cell, Grid
from fupin_desktop.forms.grid import Row as GridRow
from fupin_desktop.handover.gathering import HandOver, Row
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Heading, Note, Spread, Table, Title

_SIZE = 10.0
_HIGH, _SIGNED = 8.0, 16.0  # millimetres of a line to write in, and of a signature
_FREE = 3  # lines for what else there is
_PAPERS = (
    N_("Files of households (volumes)"),
    N_("Minutes and log of the team"),
    N_("Agreements, letters of responsibility"),
    N_("Receipts and vouchers"),
    N_("Seal"),
    N_("Keys, cupboards"),
    N_("Computer, charger, stick"),
    N_("Envelope with the recovery sheet"),
)


def hand_over_list(given: HandOver, received: Sequence[str], day: date, watermark: str) -> Document:
    """The list as of a day; `received` are sentences on what the office holds."""
    title = _("Hand-over list")
    blocks: list[Block] = [
        Title(title),
        Spread((covered(given.village), _("As of {day}").format(day=long_date(day)))),
        _parties(given),
        *(block for name, columns, rows in _parts(given) for block in _part(name, columns, rows)),
        Heading(_("Papers, seals and things"), 4),
        _things(),
        Heading(_("What the office has received"), 4),
        *(Note(sentence) for sentence in received),
        _signatures(),
        Note(
            _("Internal: not to be posted or passed on. In three copies: who hands over, who receives, the township.")
        ),
    ]
    return Document(title, blocks, watermark=watermark)


def _parties(given: HandOver) -> Grid:
    who = given.parties
    share = _("the village and its laptop") if given.is_whole else _("the households in charge")
    day = long_date(who.day) if who.day else ""
    rows = [
        (_("Who hands over"), covered(given.cadre or who.giver), _("Who receives"), covered(who.receiver)),
        (_("Day of the hand-over"), day, _("Place of the hand-over"), covered(who.place)),
        (_("What is handed over"), share, _("Witness"), covered(who.witness)),
    ]
    return Grid(
        [1.2, 3, 1.2, 3],
        [GridRow([Cell(text, head=at % 2 == 0) for at, text in enumerate(row)], _HIGH) for row in rows],
        _SIZE,
        0,
    )


_Part = tuple[str, tuple[Column, ...], Sequence[Row]]


def _parts(given: HandOver) -> Iterator[_Part]:
    left = Align.LEFT
    head, due = Column(_("Head"), 1.1), Column(_("Due"), 1.6)
    yield (
        _("Households and who answers for them"),
        (
            *(Column(_("Serial"), 0.8), head, Column(_("Persons"), 0.7), Column(_("Status"), 1.2)),
            *(Column(_("Answers for it"), 1.6), Column(_("Last visit"), 1.4)),
        ),
        given.households,
    )
    yield _("Plans not approved"), (head, Column(_("Year"), 0.8), Column(_("State"), 3.0, left)), given.plans
    columns: tuple[Column, ...]
    columns = (head, Column(_("Year"), 0.8), Column(_("Content"), 3.6, left), Column(_("Reached"), 0.8), due)
    yield _("Measures not finished"), columns, given.measures
    columns = (head, Column(_("What is to be done"), 3.6, left), Column(_("In whose hands"), 1.2), due)
    yield _("Open promises and tasks"), columns, given.tasks
    columns = (head, Column(_("Case"), 1.2), Column(_("Stage"), 1.3), Column(_("In this stage since"), 1.3))
    yield _("Open cases"), (*columns, Column(_("Still missing"), 3.4, left)), given.cases
    if given.is_whole:
        columns = (
            Column(_("Number of the notice"), 2.0),
            Column(_("Title"), 3.2, left),
            Column(_("On the board until"), 1.3),
        )
        yield _("Notices on the board"), columns, given.notices


def _part(name: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> Iterator[Block]:
    yield Heading(_("{name}: {count}").format(name=name, count=len(rows)), 4)
    if rows:
        yield Table(columns, [tuple(row) for row in rows], size=_SIZE)


def _things() -> Grid:
    heads = (_("Paper or thing"), _("Number of pieces"), _("Where it lies, remarks"))
    named = [(_(name), "", "") for name in _PAPERS]
    free = [("", "", "")] * _FREE
    rows = [GridRow([Cell(text, head=True) for text in heads])]
    rows += [GridRow([Cell(text) for text in row], _HIGH) for row in (*named, *free)]
    return Grid([3, 1.6, 4], rows, _SIZE, 1)


def _signatures() -> Grid:
    names = (_("Handed over by (signature)"), _("Received by (signature)"), _("Witness of the township (signature)"))
    return Grid([1, 1, 1], [GridRow([Cell(f"{name}：", low=False) for name in names], _SIGNED)], _SIZE, 0)
