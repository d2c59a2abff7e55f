"""A village meeting, as far as a case asks it: who had to come, who came, who agreed."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.field import day, integer, text
from fupin_desktop.ledger.record import Record


@dataclass(frozen=True, kw_only=True, repr=False)
class Assembly(Record):
    """A meeting."""

    label: ClassVar[str] = "Meeting"
    home: ClassVar[str] = "village_code"
    village_code: Annotated[str | None, text("Village", required=True)] = None
    name: Annotated[str | None, text("Title", required=True)] = None
    on: Annotated[date | None, day("Held on", required=True)] = None
    due: Annotated[int | None, integer("Had to come")] = None
    attended: Annotated[int | None, integer("Came")] = None
    agreed: Annotated[int | None, integer("Agreed")] = None
