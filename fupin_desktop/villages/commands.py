"""What people do with the assistance of a village: link a unit, and end the link (E06, 003 (三), 002 §22)."""

import datetime as dt

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, Village
from fupin_desktop.villages.rules import LEAD, has_poor


def link_unit(ledger: Ledger, village: Village, unit: AssistingUnit, *, role: str, start: dt.date) -> AssistanceLink:
    """Link a unit to a village from a day on; the unit that leads is the one the village's file names.

    `role` is a code of assist_role.  Refuses a second unit that leads (`link.lead`), and the same link twice
    (`record.exists`).
    """
    link = ledger.save(AssistanceLink(village_code=village.code, unit=unit.id, role=role, start=start))
    _name_leading(ledger, village, link)
    return link


def end_link(
    ledger: Ledger,
    link: AssistanceLink,
    on: dt.date,
    why: str,
    *,
    village: Village | None = None,
    successor: AssistingUnit | None = None,
) -> AssistanceLink:
    """End a link on its last day, with the reason; a `successor` of the leading unit begins the day after, in one act.

    `link` and `village`, whose file names the unit that leads, are as their user saw them.  While a household has not
    exited, the leading unit goes only when another follows (不脱贫不脱钩): refuses, as `link.exit`, any other end; a
    link that has ended (`link.ended`), an end before its start (`link.end`), a missing reason (`why.missing`).
    """
    if link.end is not None:
        raise Refusal("link.ended", _("This link has ended already. Nothing was changed."), where={"field": "end"})
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    if link.role == LEAD and successor is None and has_poor(ledger, link.village_code or ""):
        message = _(
            "Households of this village have not exited yet: until then the unit stays linked, unless another follows"
            " it. Nothing was changed; name the unit that follows."
        )
        raise Refusal("link.exit", message, where={"field": "successor"})
    ended = ledger.save(link.but(end=on, end_reason=why.strip()), managed=("end", "end_reason"))
    if successor is not None:
        follows = AssistanceLink(
            village_code=link.village_code, unit=successor.id, role=link.role, start=on + dt.timedelta(days=1)
        )
        ledger.save(follows)
        _name_leading(ledger, village, follows)
    return ended


def _name_leading(ledger: Ledger, village: Village | None, link: AssistanceLink) -> None:
    # The village's own file names the unit that leads, in lists and rosters; a book may know no such file
    if village is not None and link.role == LEAD and village.unit != link.unit:
        ledger.save(village.but(unit=link.unit))
