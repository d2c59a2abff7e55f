"""Dispute and its settlement, and the rules a village gave itself (M3, 003 (九))."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, link, note, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Dispute(Record):
    """矛盾纠纷 (M3): the parties stand by what they are, not by name; nobody has to be named to be reconciled."""

    label: ClassVar[str] = N_("Dispute")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("raised_on", "matter")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, source="M3, 003 (九)")
    ] = None
    raised_on: Annotated[date | None, day(N_("Heard of on"), required=True, source="M3")] = None
    kind: Annotated[str | None, choice(N_("Kind of dispute"), "dispute_kind", required=True, source="M3")] = None
    matter: Annotated[str | None, text(N_("Matter"), high=200, required=True, source="M3, 003 (九)")] = None
    parties: Annotated[
        tuple[str, ...], choice(N_("Between whom"), "dispute_party", many=True, required=True, source="M3")
    ] = ()
    handlers: Annotated[tuple[str, ...], text(N_("Settled by"), many=True, source="M3, 003 (九)")] = ()
    outcome: Annotated[str | None, choice(N_("Outcome"), "dispute_outcome", group="ending", source="M3, 003 (九)")] = (
        None
    )
    settled_on: Annotated[date | None, day(N_("Ended on"), group="ending", source="M3")] = None
    result: Annotated[str | None, note(N_("What was agreed"), source="M3")] = None
    papers: Annotated[tuple[str, ...], photo(N_("Photographs of the agreement"), source="M3")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageRule(Record):
    """村规民约、建章立制 (003 (九)): a covenant or rule the village gave itself, from when on, by which meeting."""

    label: ClassVar[str] = N_("Rule of the village")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="003 (九)")
    ] = None
    title: Annotated[
        str | None,
        text(N_("Title"), high=120, required=True, key=True, privacy=Privacy.PUBLIC, source="M3, 003 (九)"),
    ] = None
    kind: Annotated[
        str | None, choice(N_("Kind of rule"), "village_rule_kind", required=True, source="M3, 003 (九)")
    ] = None
    adopted_on: Annotated[date | None, day(N_("Adopted on"), required=True, key=True, source="003 (九)")] = None
    meeting: Annotated[Dot | None, link(N_("Adopted by the meeting"), "meeting", source="003 (九), E57")] = None
    ended_on: Annotated[date | None, day(N_("Ended on"), source="003 (九)")] = None
    words: Annotated[str | None, note(N_("Text"), source="003 (九)")] = None
    scans: Annotated[tuple[str, ...], photo(N_("Photographs of the text"), source="003 (九)")] = ()
