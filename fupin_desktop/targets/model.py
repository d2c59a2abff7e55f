"""Baseline (期初数; 000 四(一)): how many households and persons a village had when the work began."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.field import day, integer, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_

_R000 = "000 四(一), R000-11"


@dataclass(frozen=True, kw_only=True, repr=False)
class Baseline(Record):
    """期初数 (R000-11): the households and persons of a village's register on a day, kept as they were.

    It is never written over: a wrong one is put away with its reason, and entered anew.
    """

    label: ClassVar[str] = N_("Numbers at the beginning")
    home: ClassVar[str] = "village_code"
    append_only: ClassVar[bool] = True
    titled: ClassVar[tuple[str, ...]] = ("as_of", "households", "persons")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source=_R000)
    ] = None
    as_of: Annotated[date | None, day(N_("As of"), required=True, privacy=Privacy.PUBLIC, source=_R000)] = None
    in_target: Annotated[
        bool | None, yes(N_("One of the villages of the task"), privacy=Privacy.PUBLIC, source=_R000)
    ] = None
    households: Annotated[
        int | None,
        integer(
            N_("Households at the beginning"),
            high=20_000,
            privacy=Privacy.PUBLIC,
            help=N_("Left empty: as the register stands"),
            source=_R000,
        ),
    ] = None
    persons: Annotated[
        int | None,
        integer(
            N_("Persons at the beginning"),
            high=100_000,
            privacy=Privacy.PUBLIC,
            help=N_("Left empty: as the register stands"),
            source=_R000,
        ),
    ] = None
    basis: Annotated[str | None, text(N_("By which document"), high=200, source="R000-01")] = None
