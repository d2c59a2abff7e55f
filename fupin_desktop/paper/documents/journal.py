"""驻村日志 of a month on paper: a line a day, what the records tell and what the cadre added; to be signed."""

from collections.abc import Iterator
from datetime import date

from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.showing import NOTHING, long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Spread, Table, Title
from fupin_desktop.timeline.events import Event
from fupin_desktop.timeline.journal import Journal, JournalDay

_SIZE = 10.5


def journal_document(journal: Journal, day: date, watermark: str) -> Document:
    """The log of a person over some days; as lists do, it covers numbers and sealed words that people typed."""
    title = _("Log of the resident cadre")
    cadre = journal.cadre
    who = " · ".join(part for part in (cadre.name, cadre.unit_name, cadre.post) if part)
    days = _("{first} to {last}").format(first=long_date(journal.first), last=long_date(journal.last))
    counted = "　".join(f"{what} {count}" for what, count in journal.counted.items())
    blocks: list[Block] = [
        Title(title),
        Spread((covered(who), days)),
        Table(
            (
                Column(_("Date"), 1.3),
                Column(_("What was done"), 5.0, Align.LEFT),
                Column(_("In own words"), 3.0, Align.LEFT),
            ),
            [_row(one) for one in journal.days] or [(NOTHING, _("Nothing is entered."), "")],
            size=_SIZE,
        ),
        *([Note(_("Together: {counted}").format(counted=counted))] if counted else []),
        Note(_("Made of what was entered in the book, as of {day}. Signed:").format(day=long_date(day))),
    ]
    return Document(title, blocks, watermark=watermark)


def _row(one: JournalDay) -> tuple[str, str, str]:
    return (
        long_date(one.day),
        "\n".join(_told(one.events)) or NOTHING,
        covered((one.line.line if one.line else "") or ""),
    )


def _told(events: tuple[Event, ...]) -> Iterator[str]:
    for number, event in enumerate(events, 1):
        parts = (event.time, event.what, covered(event.whose), event.words)
        yield f"{number}. " + "　".join(part for part in parts if part)
