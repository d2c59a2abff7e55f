"""Training (E50) and skills (E53): what was taught, who came, what a person can do."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, note, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class TrainingEvent(Record):
    """培训班 (E50; 000 五(七), 002 §6, 003 (六)3): what was taught in which village, by whom, for how long."""

    label: ClassVar[str] = N_("Training event")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("name", "start")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, source="E50, R000-25")
    ] = None
    name: Annotated[str | None, text(N_("Name of the training"), high=100, required=True, source="E50")] = None
    type: Annotated[
        str | None, choice(N_("Kind of training"), "training_type", required=True, source="E50, R002-18")
    ] = None
    start: Annotated[date | None, day(N_("From"), required=True, source="E50")] = None
    end: Annotated[date | None, day(N_("Until"), source="E50")] = None
    hours: Annotated[int | None, integer(N_("Hours of lessons"), high=2000, unit="学时", source="R000-25")] = None
    organiser: Annotated[str | None, text(N_("Organiser"), high=100, source="R000-25")] = None
    place: Annotated[str | None, text(N_("Place of the training"), high=100, source="R000-25")] = None
    others: Annotated[
        int | None,
        integer(
            N_("Participants outside the register"),
            high=20_000,
            help=N_("Villagers who are in no poor household; persons of the register are entered one by one"),
            source="R000-25",
        ),
    ] = None
    order_based: Annotated[
        bool | None, yes(N_("Ordered by an employer"), help=N_("Taught to what a firm needs"), source="003 (六)3")
    ] = None
    free: Annotated[bool | None, yes(N_("Free of charge"), source="003 (六)3")] = None
    cost: Annotated[int | None, money(N_("Cost"), source="E50")] = None
    type_other: Annotated[str | None, text(N_("Other kind of training"), source="R002-18")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E50")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E50")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class TrainingAttendance(Record):
    """参训人员 (E50): a person of the register at a training event; once in each."""

    label: ClassVar[str] = N_("Attendance of a training")
    home: ClassVar[str] = "member"

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="E50")] = None
    event: Annotated[Dot | None, link(N_("Training event"), "training_event", required=True, source="E50")] = None
    passed: Annotated[bool | None, yes(N_("Passed the examination"), source="E50")] = None
    certificate: Annotated[str | None, text(N_("Certificate"), high=100, source="E50, R004-08")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E50")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class CadreTraining(Record):
    """扶贫干部培训 (R002-93, 002 §26): a training a cadre attended."""

    label: ClassVar[str] = N_("Training of a cadre")
    home: ClassVar[str] = "cadre"
    titled: ClassVar[tuple[str, ...]] = ("name", "start")

    cadre: Annotated[Dot | None, link(N_("Cadre"), "cadre", required=True, key=True, source="R002-93")] = None
    name: Annotated[
        str | None, text(N_("Name of the training"), high=100, required=True, key=True, source="R002-93")
    ] = None
    start: Annotated[date | None, day(N_("From"), required=True, key=True, correctable=True, source="R002-93")] = None
    end: Annotated[date | None, day(N_("Until"), source="R002-93")] = None
    hours: Annotated[int | None, integer(N_("Hours of lessons"), high=2000, unit="学时", source="R002-93")] = None
    organiser: Annotated[str | None, text(N_("Organiser"), high=100, source="R002-93")] = None
    place: Annotated[str | None, text(N_("Place of the training"), high=100, source="R002-93")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="R002-93")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class MemberSkill(Record):
    """技能 (E53): what a person can do (002 §6, 004 二(五): 至少掌握一门实用技能)."""

    label: ClassVar[str] = N_("Skill of a member")
    home: ClassVar[str] = "member"

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, source="E53")] = None
    skill: Annotated[str | None, text(N_("Skill"), required=True, source="E53, R004-08")] = None
    level: Annotated[str | None, choice(N_("Level of the skill"), "skill_level", source="E53")] = None
    certificate: Annotated[str | None, text(N_("Certificate"), high=100, source="E53")] = None
    gained_on: Annotated[date | None, day(N_("Gained on"), source="E53")] = None
    event: Annotated[
        Dot | None, link(N_("Training event"), "training_event", help=N_("Where it was learned"), source="E50, E53")
    ] = None
