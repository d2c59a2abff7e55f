"""Three signatures (M1, 000 四(一)): 驻村干部, 第一书记 and 村“两委” identify, each by a person of its own.

Who signs whom is taken in also signs whom is excluded: both kinds of case declare these fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fupin_desktop.casework.gates import Lack, Silent
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, day, photo, text
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import N_, _

if TYPE_CHECKING:
    from datetime import date

    from fupin_desktop.casework.standing import Standing

CADRE, SECRETARY, COMMITTEE = "signed_cadre", "signed_secretary", "signed_committee"
SIGNERS = (CADRE, SECRETARY, COMMITTEE)
SIGNED_ON, SCANS = "signed_on", "signature_scans"
SIGNATURES = (*SIGNERS, SIGNED_ON)
_SOURCE = "M1, 000 四(一)"


def cadre_field() -> Field:
    """驻村干部签名: the name of the resident cadre who signed."""
    return text(N_("Signed by the resident cadre"), source=_SOURCE)


def secretary_field() -> Field:
    """第一书记签名."""
    return text(N_("Signed by the first secretary"), source=_SOURCE)


def committee_field() -> Field:
    """村“两委”签名."""
    return text(N_("Signed for the village's two committees"), source=_SOURCE)


def signed_on_field() -> Field:
    """The day on which the last of the three signed."""
    return day(N_("Three signatures on"), source=_SOURCE)


def scans_field() -> Field:
    """Photographs of the signed sheet."""
    return photo(N_("Photographs of the signatures"), source=_SOURCE)


@dataclass(frozen=True)
class Signed(Silent):
    """All three signed, not after the step.  Code `case.signatures`."""

    def lack(self, at: "Standing") -> Lack | None:
        """Whose signature lacks, or that the day lies after the step."""
        fields = fields_of(type(at.case))
        missing = [name for name in SIGNATURES if not getattr(at.case, name)]
        if missing:
            labels = "、".join(_(fields[name].label) for name in missing)
            return Lack("case.signatures", _("Not signed yet: {fields}.").format(fields=labels), missing[0])
        signed: date = getattr(at.case, SIGNED_ON)
        if signed > at.on:
            told = _("The signatures are of {day}, after this step.")
            return Lack("case.signatures", told.format(day=signed), SIGNED_ON)
        return None


def refuse_signatures(record: Record, today: "date") -> None:
    """Refuse one person who signs for two parties (`signatures.same`), and a day of signing to come
    (`signatures.date`)."""
    refuse_ahead(getattr(record, SIGNED_ON), today, SIGNED_ON, "signatures.date")
    if (twice := next(_twice(record), "")) != "":
        message = _("The three parties sign by three persons; {name} signs twice. Nothing was saved.")
        raise Refusal("signatures.same", message.format(name=getattr(record, twice)), where={"field": twice})


def _twice(record: Record) -> Iterator[str]:
    known: set[Any] = set()
    for name in SIGNERS:
        if (signer := "".join((getattr(record, name) or "").split())) in known and signer:
            yield name
        known.add(signer)
