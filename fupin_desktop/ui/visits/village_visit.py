"""A visit in the village that is of no registered household: its form, with what is known already filled in."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.notation.values import typed_day
from fupin_desktop.ledger.scope import is_village
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.visits.model import VillageVisit

_PARTED = re.compile(r"[、,，;；]")


def village_visit(
    session: Session,
    parent: QWidget,
    on: str = "",
    visitors: str = "",
    done: Callable[[VillageVisit], None] | None = None,
) -> RecordDialog:
    """The form; `on` and `visitors` as they were typed, else today and whoever is here; `done` gets what is saved."""
    division = session.book.identity.division
    names = tuple(name.strip() for name in _PARTED.split(visitors) if name.strip())
    first = VillageVisit(
        village_code=division if is_village(division) else None,
        date=typed_day(on) or session.today,
        visitors=names or (session.book.user,),
    )
    given = ("village_code",) if first.village_code else ()
    return RecordDialog(session, first, parent, given=given, done=done)
