"""Garden: three fields, one of them many-valued."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, integer, link
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Garden(Record):
    """菜园: beds and crops of a household."""

    label: ClassVar[str] = N_("Garden")
    home: ClassVar[str] = "household"

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True)] = None
    beds: Annotated[int | None, integer(N_("Beds"), high=500, required=True)] = None
    topics: Annotated[tuple[str, ...], choice(N_("Topics"), "visit_topic", many=True)] = ()
