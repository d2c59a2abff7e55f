"""Medical aid (E48): what a treatment cost, what insurances paid, what is left and what aid was given."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class MedicalCase(Record):
    """医疗救助 (E48, 002 §9): one account of costs of a person; all sums in fen.

    The diagnosis is sealed: it stands in no list, on no paper and on no board.  What remains is reckoned: compliant
    costs less what both insurances paid (`rules.remaining`).
    """

    label: ClassVar[str] = N_("Account of medical aid")
    home: ClassVar[str] = "member"
    titled: ClassVar[tuple[str, ...]] = ("member", "year")

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="E48")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, source="E48")] = None
    total: Annotated[int | None, money(N_("Costs in all"), source="E48")] = None
    compliant: Annotated[
        int | None, money(N_("Compliant costs"), help=N_("What the catalogues of the insurance cover"), source="E48")
    ] = None
    reimbursed_basic: Annotated[int | None, money(N_("Paid by the basic insurance"), source="E48")] = None
    reimbursed_serious: Annotated[int | None, money(N_("Paid by the serious illness insurance"), source="E48")] = None
    aid: Annotated[int | None, money(N_("Medical aid given"), privacy=Privacy.PUBLIC, source="E48, N14")] = None
    paid_on: Annotated[date | None, day(N_("Paid on"), privacy=Privacy.PUBLIC, source="E48")] = None
    payer: Annotated[str | None, text(N_("Paid by"), high=100, source="E48")] = None
    settled_on: Annotated[date | None, day(N_("Settled on"), source="E48")] = None
    hospital_level: Annotated[
        str | None, choice(N_("Level of the hospital"), "hospital_level", privacy=Privacy.SEALED, source="E48")
    ] = None
    serious: Annotated[bool | None, yes(N_("Serious illness"), privacy=Privacy.SEALED, source="002 §9, M8")] = None
    diagnosis: Annotated[str | None, note(N_("Diagnosis"), high=400, privacy=Privacy.SEALED, source="E48")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, privacy=Privacy.SEALED, source="E48")] = None
    item: Annotated[
        str | None,
        choice(
            N_("Item of aid"),
            "relief_type",
            hand=Hand.MANAGED,
            begins="medical",
            privacy=Privacy.PUBLIC,
            source="N14",
        ),
    ] = None
