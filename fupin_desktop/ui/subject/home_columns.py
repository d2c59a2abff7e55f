"""The columns of a list of households: in the register, in the file of a village."""

from collections.abc import Callable
from datetime import date
from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.notation.showing import NOTHING, grouped
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.lists.queries import HouseholdRow
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.shown import grade, person
from fupin_desktop.visits.model import Visit


def keyed(cls: type[Record], name: str, value: Callable[[Any], object]) -> dict[str, Any]:
    """What a column says of the field it shows, besides how: `value` gives what a row holds, in its stored form."""
    return {"field": fields_of(cls)[name], "key": name, "value": value}


def household_columns(today: date, *, with_village: bool = True) -> list[Column]:
    """Name, year of birth, village and group stay when the window is narrow: they tell namesakes apart."""
    village = Column(_("Village"), lambda r: r.village or r.village_code or NOTHING, key="village")
    group = Column(_("Group"), lambda r: r.group or NOTHING, 5 * with_village, typed=True, key="group",
        field=fields_of(Household)["group_name"])  # fmt: skip
    return [
        Column(_("Head"), lambda r: person(r.head, r.head_born, today), 6, key="head"),
        Column(_("Born"), lambda r: (r.head_born or "")[:4] or NOTHING, 3, key="born"),
        Column(
            _("Household code"), lambda r: grouped(r.code or NOTHING), 12, spare=True,
            **keyed(Household, "household_code", lambda r: r.code),
        ),
        *([village] if with_village else []),
        group,
        Column(
            _("Persons"), lambda r: str(r.persons or NOTHING), 2, right=True,
            **keyed(Household, "persons", lambda r: r.persons),
        ),
        Column(
            _("Attribute"), lambda r: _word("hh_attribute", r.attribute), 5, spare=True,
            **keyed(Household, "attribute", lambda r: r.attribute),
        ),
        Column(
            _("Cause"), lambda r: _word("cause", r.cause), 7, spare=True,
            **keyed(Household, "cause_main", lambda r: r.cause),
        ),
        Column(
            _("Danger"), lambda r: grade(r.danger), 2, tone=_danger,
            **keyed(Household, "house_danger_grade", lambda r: r.danger),
        ),
        Column(
            _("Status"), lambda r: _word("hh_status", r.status), 5, tone=_status, spare=True,
            **keyed(Household, "status", lambda r: r.status),
        ),
        Column(
            _("Last visit"), lambda r: r.last_visit or _("none"), 6, tone=lambda r: "" if r.last_visit else "warn",
            field=fields_of(Visit)["date"], key="last_visit", value=lambda r: r.last_visit,
        ),
    ]  # fmt: skip


def _word(name: str, code: str | None) -> str:
    return word(name, code) if code else NOTHING


def _danger(found: HouseholdRow) -> str:
    return "accent" if found.danger == "D" else "warn" if found.danger == "C" else ""


def _status(found: HouseholdRow) -> str:
    return {"exited": "good", "pre_exit": "warn", "returned": "accent"}.get(found.status or "", "")
