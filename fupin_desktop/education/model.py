"""Education aid (E49): what a pupil received in a term, for which stage of school."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class EducationAid(Record):
    """教育资助 (E49; 002 §8, 000 五(十一)): one item of a term; `school_year` is the year in which it began."""

    label: ClassVar[str] = N_("Education aid")
    home: ClassVar[str] = "member"
    titled: ClassVar[tuple[str, ...]] = ("member", "school_year", "term")

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="E49")] = None
    school_year: Annotated[
        int | None,
        integer(
            N_("School year"),
            low=2013,
            high=2100,
            required=True,
            help=N_("The year in which it began: 2016 is that of September 2016 to August 2017"),
            source="E49",
        ),
    ] = None
    term: Annotated[str | None, choice(N_("Term"), "school_term", required=True, source="E49, R000-30")] = None
    item: Annotated[
        str | None,
        choice(N_("Item of aid"), "education_item", required=True, privacy=Privacy.PUBLIC, source="E49, N14"),
    ] = None
    amount: Annotated[
        int | None, money(N_("Amount"), low=1, required=True, privacy=Privacy.PUBLIC, source="E49, N14")
    ] = None
    paid_on: Annotated[date | None, day(N_("Paid on"), privacy=Privacy.PUBLIC, source="E49")] = None
    stage: Annotated[str | None, choice(N_("Stage of school"), "aid_stage", required=True, source="E49, 002 §8")] = None
    school: Annotated[str | None, text(N_("School"), high=100, source="E49")] = None
    standard: Annotated[int | None, money(N_("Standard"), source="F22")] = None
    payer: Annotated[str | None, text(N_("Paid by"), high=100, source="E49")] = None
    item_other: Annotated[str | None, text(N_("Other item of aid"), source="E49")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E49")] = None
