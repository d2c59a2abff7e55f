"""Indicators of a village (E32): what was measured of it on a day, by which evidence."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.field import choice, day, note, number, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageIndicator(Record):
    """村指标 (E32): one value of one day.  Its year is that of the day; whether it passes follows from the target."""

    label: ClassVar[str] = N_("Indicator of a village")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("code", "measured_on", "value")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E32")
    ] = None
    code: Annotated[
        str | None,
        choice(
            N_("Indicator"), "village_indicator", required=True, key=True, privacy=Privacy.PUBLIC, source="E32, C02"
        ),
    ] = None
    measured_on: Annotated[
        dt.date | None,
        day(N_("Measured on"), required=True, key=True, privacy=Privacy.PUBLIC, source="E32 year, 000 七(四)"),
    ] = None
    value: Annotated[
        Decimal | None,
        number(
            N_("Value"),
            places=2,
            high=10**10,
            required=True,
            privacy=Privacy.PUBLIC,
            help=N_("Per cent, yuan or a number, as the indicator says"),
            source="E32",
        ),
    ] = None
    target: Annotated[
        Decimal | None,
        number(
            N_("Target of the village"),
            places=2,
            high=10**10,
            help=N_("Only where it is not the province's"),
            source="E32 target, 000 五(十)",
        ),
    ] = None
    measured_by: Annotated[str | None, text(N_("Measured by"), high=60, source="E32 evidence")] = None
    evidence: Annotated[tuple[str, ...], photo(N_("Photographs of the evidence"), source="E32 evidence")] = ()
    remark: Annotated[str | None, note(N_("Remark"), source="E32")] = None
