"""Rules of parameters and documents, at every door: a known code, a readable value, a period, an area, a number."""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import is_division
from fupin_desktop.ledger.words import _
from fupin_desktop.policy import typed
from fupin_desktop.policy.definitions import defined
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter


def check_parameter(ledger: Ledger, record: PolicyParameter, before: PolicyParameter | None) -> None:
    """Refuse a code nobody knows, a value not of its kind, a period that ends before it begins, a wrong area.

    Codes: `policy.code`, `policy.value`, `policy.period`, `policy.area`; `policy.kept` for a change of one that
    stands.  Warns where no document is named.
    """
    if before is not None and record != before:
        message = _("A value is never overwritten: enter the new one with its first day. Nothing was changed.")
        raise Refusal("policy.kept", message, where={"field": "value"})
    definition = defined(record.code or "")
    refuse_area(record.area)
    refuse_period(record)
    if typed.canonical(definition, record.value or "") != record.value:
        message = _("“{label}” wants {form}. Nothing was changed.")
        told = message.format(label=definition.label, form=typed.form_of(definition))
        raise Refusal("policy.value", told, where={"field": "value"})
    if record.document is None:
        ledger.note([_("No document is named for this value: enter it with its number and clause once there is one.")])


def check_document(ledger: Ledger, record: PolicyDocument, before: PolicyDocument | None) -> None:
    """Refuse a wrong area, and a document whose force ends before it begins: `policy.area`, `policy.period`."""
    del ledger, before
    refuse_area(record.area)
    refuse_period(record)


def refuse_area(area: str | None) -> None:
    """Refuse, as `policy.area`, what is no division code."""
    if not is_division(area or ""):
        message = _("An area is a division code of 2, 4, 6, 9 or 12 digits. Nothing was changed.")
        raise Refusal("policy.area", message, where={"field": "area", "area": area})


def refuse_period(record: PolicyParameter | PolicyDocument) -> None:
    """Refuse, as `policy.period`, a last day before the first; both count."""
    if record.begins is not None and record.ends is not None and record.ends < record.begins:
        message = _("The last day lies before the first. Nothing was changed; correct the dates.")
        raise Refusal("policy.period", message, where={"field": "ends"})


RULES: Mapping[type[Record], Rule] = {
    PolicyParameter: check_parameter,
    PolicyDocument: check_document,
}
