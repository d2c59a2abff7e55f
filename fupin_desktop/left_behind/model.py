"""Those left behind (三留守; E12, 002 §7): who was found on a survey, who cares for them, what they lack."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, link, note, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class CareSurvey(Record):
    """三留守人员和残疾人摸底 (R002-26): one look at one person; the newest counts.

    Of a person with a disability the group stays empty: what the disability is stands sealed with the member.
    """

    label: ClassVar[str] = N_("Survey of those left behind")
    home: ClassVar[str] = "member"
    titled: ClassVar[tuple[str, ...]] = ("member", "surveyed_on")

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="R002-26")] = None
    group: Annotated[str | None, choice(N_("Left behind as"), "left_behind", source="R002-26")] = None
    surveyed_on: Annotated[date | None, day(N_("Surveyed on"), required=True, source="R002-26")] = None
    surveyor: Annotated[str | None, text(N_("Surveyed by"), source="R002-26")] = None
    carer: Annotated[str | None, text(N_("Carer"), source="R002-26")] = None
    carer_relation: Annotated[str | None, text(N_("Relation of the carer"), high=30, source="R002-26")] = None
    carer_phone: Annotated[
        str | None, text(N_("Telephone of the carer"), high=30, privacy=Privacy.OFFICE, source="R002-26")
    ] = None
    absent: Annotated[
        str | None, text(N_("Who is away, and where"), high=200, privacy=Privacy.SEALED, source="R002-26")
    ] = None
    service: Annotated[str | None, text(N_("Cared for by which service"), high=100, source="002 §7 关爱服务体系")] = (
        None
    )
    needs: Annotated[str | None, note(N_("What is lacking"), high=1000, privacy=Privacy.SEALED, source="R002-26")] = (
        None
    )
