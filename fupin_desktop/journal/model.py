"""The free line of a day in a cadre's log."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import day, link, note
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class JournalLine(Record):
    """驻村日志 (003 (十四)2): what a cadre adds in own words to what the day's records tell already; one a day."""

    label: ClassVar[str] = N_("Line of the log")
    home: ClassVar[str] = "cadre"
    titled: ClassVar[tuple[str, ...]] = ("date", "line")

    cadre: Annotated[Dot | None, link(N_("Cadre"), "cadre", required=True, key=True, source="003 (十四)2")] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, key=True, source="003 (十四)2")] = None
    line: Annotated[str | None, note(N_("In own words"), high=1000, required=True, source="003 (十四)2, R004-14")] = (
        None
    )
