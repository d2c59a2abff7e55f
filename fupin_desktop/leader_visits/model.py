"""Leader visit (E26) and the households it went to: who came, of which level, for what, what was solved."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, link, note, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class LeaderVisit(Record):
    """领导走访 (E26): one leader in one village on one day (000 七(二), 002 §23, 003 (十五)).

    Two leaders who come together are two records: each is to come twice a year himself.
    """

    label: ClassVar[str] = N_("Leader's visit")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("date", "leader", "purposes")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E26")
    ] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, key=True, correctable=True, source="E26")] = None
    leader: Annotated[
        str | None, text(N_("Leader"), required=True, key=True, privacy=Privacy.PUBLIC, source="E26, 002 §23")
    ] = None
    level: Annotated[
        str | None, choice(N_("Level of the leader"), "leader_level", required=True, source="E26, 002 §23, 003 (十五)")
    ] = None
    unit_name: Annotated[str | None, text(N_("Unit"), privacy=Privacy.PUBLIC, source="E26, 003 (十五)")] = None
    post: Annotated[str | None, text(N_("Post"), privacy=Privacy.PUBLIC, source="E26, 002 §23")] = None
    purposes: Annotated[
        tuple[str, ...],
        choice(N_("Came to"), "leader_purpose", many=True, required=True, source="E26, 000 七(二)"),
    ] = ()
    companions: Annotated[tuple[str, ...], text(N_("Accompanied by"), many=True, source="E26")] = ()
    findings: Annotated[str | None, note(N_("What was seen and said"), source="E26")] = None
    problems: Annotated[str | None, note(N_("Problems raised"), source="E26, F28")] = None
    solved: Annotated[str | None, note(N_("Problems solved"), source="E26, F28")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E26")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class LeaderCall(Record):
    """领导走访的农户 (E26 households): one household at which a leader called on a visit to its village."""

    label: ClassVar[str] = N_("Household visited by a leader")
    home: ClassVar[str] = "leader_visit"
    titled: ClassVar[tuple[str, ...]] = ("leader_visit", "household")

    leader_visit: Annotated[
        Dot | None, link(N_("Leader's visit"), "leader_visit", required=True, key=True, source="E26")
    ] = None
    household: Annotated[
        Dot | None, link(N_("Household"), "household", required=True, key=True, source="E26, 002 §23")
    ] = None
    words: Annotated[str | None, note(N_("What was said and promised there"), source="E26")] = None
