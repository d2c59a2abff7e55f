"""What people do with teams: end one."""

import datetime as dt

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.team.model import WorkTeam


def end_team(ledger: Ledger, team: WorkTeam, on: dt.date, why: str) -> WorkTeam:
    """End a team on its last day, with the reason (E07, 003 (十二)).

    Refuses a team that has ended (`team.ended`), an end before its start (`team.end`), no reason (`why.missing`).
    """
    if team.end is not None:
        raise Refusal("team.ended", _("This team has ended already. Nothing was changed."), where={"field": "end"})
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    return ledger.save(team.but(end=on, end_reason=why.strip()), managed=("end", "end_reason"))
