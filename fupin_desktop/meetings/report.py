"""Gap lists of meetings: too few joint meetings, matters whose trail is not whole, minutes nobody photographed."""

from datetime import date
from typing import Any

from fupin_desktop.casework.votes import QUORUMS
from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Between,
    Condition,
    Either,
    Equal,
    Leads,
    Matched,
    OneOf,
    Selection,
    Unless,
    as_of,
)
from fupin_desktop.ledger.words import N_
from fupin_desktop.meetings.trail import DISCLOSED, MEETINGS, NOTICES

_WARN_FROM = 10  # the month from which too few joint meetings of the running year are named (R000-38)


def _few_joint_meetings(asked: Any) -> Figure | None:
    limit = asked.limit("joint_meetings_min_year", asked.day)
    if limit is None:
        return None
    # The parties meet through the county's working group (000 七(一)); the meetings are those of its county
    groups = Selection(
        "work_team", (Equal("type", "county_group"), *as_of(asked.day, "start", "end")), ("name",), COUNTED
    )
    year = Between("on", f"{asked.year}-01-01", f"{asked.year}-12-31")
    enough = Matched("meeting", (("division", "division"),), (Equal("type", "joint"), year), least=limit.count)
    return Figure(groups, Part((Unless((enough,)) if _is_time(asked) else Equal("id", 0),)))


def _is_time(asked: Any) -> bool:
    """Before October of the running year there is time yet."""
    return bool(asked.today >= date(asked.year, _WARN_FROM, 1))


def _not_whole(_asked: Any) -> Figure:
    hung = (OneOf("state", DISCLOSED),)
    undisclosed = (Unless((Leads(name, hung),)) for name in NOTICES)
    lacking: Condition = Either((*(Equal(name, None) for name in MEETINGS), *undisclosed))
    trails = Selection("matter_trail", (Unless((Equal("given_up", 1),)),), ("village_code", "matter"), COUNTED)
    return Figure(trails, Part((lacking,)))


def _no_minutes(asked: Any) -> Figure:
    year = Between("on", f"{asked.year}-01-01", f"{asked.year}-12-31")
    deciding = Selection("meeting", (year, OneOf("type", tuple(QUORUMS))), ("on",), COUNTED)
    return Figure(deciding, Part((Equal("scans", None),)))


GAPS = (
    Gap("joint_meetings", N_("Counties with too few joint meetings"),
        N_("From October on: the county's working group and its county met less often this year than the paper says"
           " (000 七(二))."), _few_joint_meetings, "joint_meetings_min_year",
        N_("how many joint meetings a year has")),
    Gap("trail_not_whole", N_("Matters whose trail of meetings is not whole"),
        N_("One of the four meetings is missing, or a disclosure did not hang on the board (002 §21)."), _not_whole),
    Gap("no_minutes", N_("Meetings without a photograph of the minutes"),
        N_("A meeting of this year that decides has its minutes photographed (E57)."), _no_minutes),
)  # fmt: skip
