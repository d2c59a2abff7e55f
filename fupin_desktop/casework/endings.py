"""Why a case ended beside its path: whoever rejects or withdraws one says why (000 五(一), 002 §24: 有进有出).

The reason is a fact of the case: asked by the step, given to many at once in a batch, and entered later where a book of
an earlier version has none.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from fupin_desktop.casework.gates import Lack, Silent
from fupin_desktop.casework.levels import VILLAGE
from fupin_desktop.casework.path import Side
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _

if TYPE_CHECKING:
    from fupin_desktop.casework.model import Case
    from fupin_desktop.casework.standing import Standing

WHY = "ended_why"
CODE = "case.why"


@dataclass(frozen=True)
class Explained(Silent):
    """The field that says why the case ends.  Code `case.why`."""

    code: ClassVar[str] = CODE
    field: str = WHY

    def lack(self, at: "Standing") -> Lack | None:
        """Nobody wrote it."""
        return Lack(CODE, _unsaid(at.case, self.field), self.field) if _is_blank(at.case, self.field) else None


def ending(code: str, *, why: str = WHY, level: str = VILLAGE, asks: tuple[str, ...] = (), **more: Any) -> Side:
    """A side state that ends a case and asks why: `why` is the field of the case that holds the reason."""
    waits = (Explained(why), *more.pop("waits", ()))
    return Side(code=code, level=level, why=why, asks=(why, *asks), waits=waits, **more)


def unsaid(case: "Case") -> str:
    """The field that lacks the reason why a case ended; empty while there is none to be said."""
    side = type(case).path.stage(case.stage)
    field = side.why if isinstance(side, Side) else ""
    return field if field and _is_blank(case, field) else ""


def unsaid_words(case: "Case") -> str:
    """That the reason is missing, in words; empty where it is not."""
    return _unsaid(case, field) if (field := unsaid(case)) else ""


def refuse_unsaid(case: "Case", before: "Case | None") -> None:
    """Refuse, as `case.why`, to end a case without its reason, and to take the reason away from one that has ended.

    A case that ended before reasons were asked for stays as it is: it is found, and its reason can be entered.
    """
    field = unsaid(case)
    if not field or (before is not None and before.stage == case.stage and unsaid(before)):
        return
    text = _("{label}: this is needed. Nothing was changed.").format(label=_(fields_of(type(case))[field].label))
    raise Refusal(CODE, text, where={"field": field})


def _is_blank(case: "Case", field: str) -> bool:
    return not (getattr(case, field) or "").strip()


def _unsaid(case: "Case", field: str) -> str:
    return _("It is not said why: {field}.").format(field=_(fields_of(type(case))[field].label))
