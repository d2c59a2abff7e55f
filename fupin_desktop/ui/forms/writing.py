"""How a form writes its record: saved as it stands, made by its kind's maker, or by a command of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fupin_desktop.households.commands import change_household
from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.commands import link_unit
from fupin_desktop.villages.model import AssistanceLink, AssistingUnit, Village

Write = Callable[[BookLedger, Any, Record | None], Record]  # the record, and the subject whose file is open


def _save(ledger: BookLedger, record: Record, _subject: Record | None) -> Record:
    return make(ledger, record) if record.id is None else ledger.save(record)


@dataclass(frozen=True)
class Writing:
    """The command behind a form, and the managed fields it writes, which therefore have editors.

    `named` are written at any time, `first` only with a new record.
    """

    write: Write = _save
    named: tuple[str, ...] = ()
    first: tuple[str, ...] = ()

    def named_of(self, *, new: bool) -> tuple[str, ...]:
        """The managed fields that have editors."""
        return (*self.named, *(self.first if new else ()))


def _income(ledger: BookLedger, income: IncomeYear, _subject: Record | None) -> IncomeYear:
    return enter_income(ledger, income)


def _member(ledger: BookLedger, member: Member, subject: Record | None) -> Record:
    """Who was born, married in or was forgotten joins by a change of the household, which counts the person (E13).

    A newborn came on the day of its birth, where no other day was given.
    """
    if member.id is None and member.change_date is not None and member.change_type is None:
        message = _("Say how the person came, or leave the day empty. Nothing was saved.")
        raise Refusal("change.kind", message, where={"field": "change_type"})
    if member.id is not None or member.change_type is None or not isinstance(subject, Household):
        return _save(ledger, member, subject)
    came = member.but(change_type=None, change_date=None)
    born = member.birth_date if member.change_type == "born" else None
    day = member.change_date or born or ledger.today
    change_household(ledger, subject, type="increase", date=day, member=came, member_change=member.change_type)
    return member


def _household(ledger: BookLedger, home: Household, _subject: Record | None) -> Record:
    """A household that is entered by hand: what it stands as, and what comes next, is said."""
    saved = _save(ledger, home, _subject)
    if home.id is None:
        ledger.note(
            [
                _("It stands in the register as a poor household. One that only applies: open its identification under"
                  " “Work in hand”, as a new application."),
                _("Enter its head next, under “Members”."),
            ]
        )  # fmt: skip
    return saved


def _link(ledger: BookLedger, link: AssistanceLink, subject: Record | None) -> AssistanceLink:
    """A new link names the leading unit in the village's own file, too (E06)."""
    village = subject if isinstance(subject, Village) else ledger.by_key(Village, link.village_code)
    if link.id is not None or village is None or link.unit is None or link.role is None or link.start is None:
        return ledger.save(link)
    return link_unit(ledger, village, ledger.get(AssistingUnit, link.unit), role=link.role, start=link.start)


_OWN: Mapping[type[Record], Writing] = {
    IncomeYear: Writing(_income, named=("transfer", "transfer_paid")),
    Household: Writing(_household),
    Member: Writing(_member, first=("change_type", "change_date")),
    AssistanceLink: Writing(_link),
}


def writing_of(cls: type[Record]) -> Writing:
    """How the records of a kind are written by its form."""
    return _OWN.get(cls, Writing())
