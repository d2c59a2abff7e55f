"""What an office does with parameters: lay down a value of its own, take one back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.policy import typed
from fupin_desktop.policy.definitions import Definition, defined
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter
from fupin_desktop.policy.parameter import ACTUAL
from fupin_desktop.policy.shipped import area_code


@dataclass(frozen=True)
class Standing:
    """What a value stands on and when it holds: document by its number, clause, first and last day, state."""

    document: str = ""
    clause: str = ""
    begins: date | None = None
    ends: date | None = None
    state: str = ACTUAL
    price_base: str = ""
    applies_to: str = ""


def set_value(
    ledger: Ledger, code: str, text: str, *, why: str, area: str = "", on: Standing | None = None
) -> PolicyParameter:
    """Lay down a value for an area, the book's own by default; it holds from today on where no day is named (E72).

    A value is never overwritten: the newer one takes its place, and the older stays in the list.  Who may is told by
    the table of rights (`office.only`, `role.may_not`); refuses what the rules refuse (`policy.code`, `policy.value`,
    `policy.area`, `policy.period`), and `why.missing` without a reason.
    """
    ledger.may("policy.set")
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    standing, place = on or Standing(), area_code(area) or ledger.division
    return make_parameter(
        ledger,
        PolicyParameter(
            area=place,
            code=code,
            value=text,
            state=standing.state,
            begins=standing.begins,
            ends=standing.ends,
            document=_document(ledger, place, standing.document),
            clause=standing.clause.strip() or None,
            price_base=standing.price_base.strip() or None,
            applies_to=standing.applies_to.strip() or None,
            why=why.strip(),
        ),
    )


def make_parameter(ledger: Ledger, record: PolicyParameter) -> PolicyParameter:
    """A new value as any form or command makes it: in its one form, from today on, as the next version of its code;
    a yearly value is of its year alone.
    """
    definition = defined(record.code or "")
    begins, ends = _period(record, definition, ledger.today)
    known = ledger.find(PolicyParameter, code=record.code, with_away=True)
    return ledger.save(
        record.but(
            value=typed.canonical(definition, record.value or ""),
            area=record.area or ledger.division,
            state=record.state or ACTUAL,
            begins=begins,
            ends=ends,
            serial=1 + max((one.serial or 0 for one in known), default=0),
        ),
        managed=("serial",),
    )


def _period(record: PolicyParameter, definition: Definition, today: date) -> tuple[date, date | None]:
    """From the day named on, or today; what is of one year holds for that year where no last day is named."""
    if not definition.yearly:
        return record.begins or today, record.ends
    begins = record.begins or date(today.year, 1, 1)
    return begins, record.ends or date(begins.year, 12, 31)


def _document(ledger: Ledger, area: str, number: str) -> Dot | None:
    if not number.strip():
        return None
    wanted = number.strip()
    known = next((one for one in ledger.find(PolicyDocument, number=wanted) if area.startswith(one.area or "")), None)
    return (known or ledger.save(PolicyDocument(area=area, number=wanted))).id


def take_back(ledger: Ledger, parameter: PolicyParameter, why: str) -> None:
    """Take an own value back, with the reason: what held before it holds again; it stays in the history."""
    ledger.may("policy.set")
    ledger.put_away(parameter, why)


MAKERS: Mapping[type[Record], Maker] = {PolicyParameter: make_parameter}
