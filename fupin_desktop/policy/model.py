"""Policy document (E73) and policy parameter (E72): what a county itself has laid down, for everybody below it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import BELOW
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class PolicyDocument(Record):
    """政策文件 (E73): a document of this county or township, with its number and since when it holds (002 §24)."""

    scope_class: ClassVar[str] = BELOW
    label: ClassVar[str] = N_("Policy document")
    home: ClassVar[str] = "area"

    area: Annotated[
        str | None, text(N_("Area"), numbers=True, high=12, required=True, key=True, source="E73 region_pair")
    ] = None
    number: Annotated[
        str | None,
        text(
            N_("Number of the document"), high=60, required=True, key=True, privacy=Privacy.PUBLIC, source="E73 doc_no"
        ),
    ] = None
    title: Annotated[str | None, text(N_("Title"), high=200, privacy=Privacy.PUBLIC, source="E73")] = None
    issuer: Annotated[str | None, text(N_("Issuer"), privacy=Privacy.PUBLIC, source="E73")] = None
    issued_on: Annotated[date | None, day(N_("Issued on"), source="E73 issue_date")] = None
    basis: Annotated[str | None, note(N_("Based on"), high=1000, source="E73 basis_docs")] = None
    begins: Annotated[date | None, day(N_("In force from"), privacy=Privacy.PUBLIC, source="E73, M20")] = None
    ends: Annotated[date | None, day(N_("In force until"), source="E73, M20")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PolicyParameter(Record):
    """政策参数 (E72): a value of this area, the document and clause it stands on, and why it was entered.

    `value` is written as its code wants it (`policy.definitions`): yuan, per cent, days, a date, a list.  A value is
    never overwritten: a newer one takes its place, of two with the same first day that of the greater `serial`.
    """

    scope_class: ClassVar[str] = BELOW
    label: ClassVar[str] = N_("Policy parameter")
    home: ClassVar[str] = "area"
    append_only: ClassVar[bool] = True

    area: Annotated[str | None, text(N_("Area"), numbers=True, high=12, required=True, source="E72 city_code")] = None
    code: Annotated[str | None, text(N_("Parameter"), high=60, required=True, source="E72")] = None
    value: Annotated[str | None, text(N_("Value"), high=200, required=True, privacy=Privacy.PUBLIC, source="E72")] = (
        None
    )
    state: Annotated[str | None, choice(N_("State"), "policy_state", required=True, source="E72")] = None
    begins: Annotated[date | None, day(N_("Holds from"), required=True, source="E72 year_from")] = None
    ends: Annotated[date | None, day(N_("Holds until"), source="E72 year_to")] = None
    document: Annotated[Dot | None, link(N_("Document"), "policy_document", source="E72 source_doc")] = None
    clause: Annotated[str | None, text(N_("Clause"), high=100, privacy=Privacy.PUBLIC, source="E72")] = None
    price_base: Annotated[str | None, text(N_("Prices of"), high=20, source="E72 price_base")] = None
    applies_to: Annotated[str | None, text(N_("Applies to"), high=100, source="E72 scope")] = None
    why: Annotated[str | None, note(N_("Reason"), high=400, required=True, source="E72 note")] = None
    serial: Annotated[int | None, integer(N_("Version"), low=1, required=True, hand=Hand.MANAGED)] = None
