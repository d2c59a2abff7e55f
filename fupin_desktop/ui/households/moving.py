"""Moving a household to another village, from its file; and what its old village says of it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.exchange.moving import move
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.moving import SIGN, HouseholdMove
from fupin_desktop.ui.editors.editors import editor_among
from fupin_desktop.ui.forms.asking import Asking, of_fields
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.villages.model import Village

_FIELDS = fields_of(HouseholdMove)


def ask_move(session: Session, household: int, parent: QWidget) -> Asking:
    """Ask where to, when and why; then move it."""

    def act(ledger: Any, answers: dict[str, Any]) -> None:
        home = ledger.get(Household, Dot(household))
        move(ledger, home, answers["to"] or "", answers["moved_on"] or ledger.today, answers["why"] or "")

    asking = Asking(
        session,
        _("Move to another village"),
        [
            editor_among(_FIELDS["to"], session.read(lambda reader: _others(reader, Dot(household)))),
            *of_fields({"moved_on": (_FIELDS["moved_on"], session.today), "why": (_FIELDS["why"], None)}),
        ],
        "household.move",
        act,
        say=_(
            "The new village is told everything that was written of the household, and goes on with it."
            " What the old village still writes without knowing arrives there too."
        ),
        parent=parent,
        whose=household,
        ok=_("Move to another village"),
    )
    asking.open()
    return asking


def _others(reader: Reader, household: Dot) -> list[tuple[str, str]]:
    here = reader.place_of(household)
    named = {one.code: one.name or one.code for one in reader.find(Village) if one.code}
    return sorted((code, f"{name} {code}") for code, name in named.items() if code != here)


def gone_to(reader: Reader, home: Household) -> str | None:
    """The name of the village to which it has moved, where this book does not hold that village; else None."""
    if home.away is None or not home.away.startswith(SIGN):
        return None
    code = home.away.removeprefix(SIGN)
    return next((one.name or code for one in reader.find(Village, code=code)), code)
