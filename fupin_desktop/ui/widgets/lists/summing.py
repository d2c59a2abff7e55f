"""What the foot of the window tells of a list: what is filtered, how many are chosen, what they sum up to."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.lists.column import Column


def sums(columns: Sequence[Column], rows: Iterable[Any]) -> dict[str, Decimal]:
    """The sums of the number columns over these rows, by key; what is masked is never summed."""
    summed = [column for column in columns if column.is_summed]
    found: dict[str, Decimal] = {}
    for row in rows if summed else ():
        for column in summed:
            if row is not None and (amount := column.amount(row)) is not None:
                found[column.named] = found.get(column.named, Decimal(0)) + amount
    return found


def sums_text(columns: Sequence[Column], found: Mapping[str, Any]) -> str:
    """The sums in words: money in yuan, numbers with their unit."""
    parts = [
        _("{heading} {sum}").format(heading=column.title, sum=_amount(column, Decimal(str(found[column.named]))))
        for column in columns
        if column.named in found
    ]
    return _("sum: {sums}").format(sums="，".join(parts)) if parts else ""


def _amount(column: Column, amount: Decimal) -> str:
    field = column.by
    if field is not None and field.kind is Kind.MONEY:
        return f"{yuan(int(amount))} {_('yuan')}"
    return f"{amount:,f} {field.unit if field is not None else ''}".strip()


def filtered_text(shown: int, whole: int) -> str:
    """How many a filter leaves."""
    return _("Filtered: {shown} of {whole}").format(shown=f"{shown:,}", whole=f"{whole:,}")


def chosen_text(count: int) -> str:
    """How many are chosen."""
    return _("{count} chosen").format(count=f"{count:,}")
