"""Work (E51, M6): what a person wishes, what is open, and the employment that came of it, organised or not."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, note, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class WorkWish(Record):
    """就业意愿 (E53, M6: 因人因需提供就业服务): what work a person wishes, as said on a day; the newest counts."""

    label: ClassVar[str] = N_("Wish for work")
    home: ClassVar[str] = "member"

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="E53, M6")] = None
    said_on: Annotated[date | None, day(N_("Said on"), required=True, source="M6")] = None
    wish: Annotated[str | None, choice(N_("Wishes"), "work_wish", required=True, source="E53, M6")] = None
    trade: Annotated[str | None, text(N_("Trade wished"), high=100, source="M6")] = None
    place: Annotated[str | None, text(N_("Place wished"), high=100, source="M6")] = None
    least_wage: Annotated[int | None, money(N_("Least wage a month"), source="M6")] = None
    graduated_year: Annotated[
        int | None,
        integer(
            N_("Graduated in"),
            low=2000,
            high=2100,
            help=N_("Of a graduate who left school without work"),
            source="R002-19, 000 五(九)",
        ),
    ] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="M6")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Vacancy(Record):
    """用工岗位 (M6: 劳务对接): work that is open, as the village heard of it."""

    label: ClassVar[str] = N_("Vacancy")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("employer", "job", "place")

    village_code: Annotated[str | None, text(N_("Village code"), digits=12, high=12, required=True, source="M6")] = None
    employer: Annotated[str | None, text(N_("Employer"), high=100, required=True, source="M6")] = None
    job: Annotated[str | None, text(N_("Job"), required=True, source="M6")] = None
    place: Annotated[str | None, text(N_("Place of work"), high=100, source="M6")] = None
    persons: Annotated[int | None, integer(N_("Persons wanted"), low=1, high=10_000, required=True, source="M6")] = None
    monthly_wage: Annotated[int | None, money(N_("Wage a month"), source="M6")] = None
    organised_by: Annotated[str | None, text(N_("Brought by"), high=100, source="M6")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, privacy=Privacy.OFFICE, source="M6")] = None
    heard_on: Annotated[date | None, day(N_("Known since"), required=True, source="M6")] = None
    until: Annotated[date | None, day(N_("Open until"), source="M6")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="M6")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class EmploymentRecord(Record):
    """就业记录 (E51, M6): where a person works, since when, for what wage; of an organised transfer also by whom."""

    label: ClassVar[str] = N_("Employment")
    home: ClassVar[str] = "member"
    titled: ClassVar[tuple[str, ...]] = ("member", "employer", "start")

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="E51")] = None
    employer: Annotated[str | None, text(N_("Employer"), high=100, required=True, source="E51, R000-28")] = None
    job: Annotated[str | None, text(N_("Job"), source="E51")] = None
    kind: Annotated[
        str | None, choice(N_("Stable or temporary"), "employment_kind", required=True, source="E51, 004 二(五)")
    ] = None
    channel: Annotated[
        str | None, choice(N_("Found through"), "employment_channel", required=True, source="R003-18, M6")
    ] = None
    start: Annotated[date | None, day(N_("From"), required=True, source="E51")] = None
    end: Annotated[date | None, day(N_("Until"), source="E51")] = None
    monthly_wage: Annotated[int | None, money(N_("Wage a month"), source="E51, R000-28")] = None
    organised_by: Annotated[
        str | None, text(N_("Organised by"), high=100, help=N_("Of an organised transfer"), source="M6")
    ] = None
    from_place: Annotated[str | None, text(N_("Sent from"), high=100, source="M6")] = None
    to_place: Annotated[str | None, text(N_("Works in"), high=100, source="M6")] = None
    area: Annotated[str | None, choice(N_("Works where"), "work_place", source="E12, M6")] = None
    vacancy: Annotated[Dot | None, link(N_("Vacancy"), "vacancy", source="M6")] = None
    stable_months: Annotated[
        int | None,
        integer(N_("Months of stable work"), high=600, unit="月", help=N_("As the employer confirms"), source="M6"),
    ] = None
    channel_other: Annotated[str | None, text(N_("Other way of finding it"), source="R003-18")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E51")] = None
