"""A form that came back signed (一户一档): which, when, and its photograph."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, link, photo, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class SignedPaper(Record):
    """归档纸件: a paper of a household that was signed; the photograph is the proof, so there is none without it."""

    label: ClassVar[str] = N_("Signed paper")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("form", "signed_on")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="dictionary §7")] = None
    form: Annotated[str | None, choice(N_("Form"), "signed_form", required=True, source="dictionary §7")] = None
    signed_on: Annotated[date | None, day(N_("Signed on"), required=True, source="dictionary §7")] = None
    # Needed: the rule says why
    photos: Annotated[tuple[str, ...], photo(N_("Photographs of the paper"), source="dictionary §7, E70")] = ()
    remark: Annotated[str | None, text(N_("Remark"), high=200)] = None
