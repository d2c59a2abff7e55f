"""Rules of relocation: who moved is followed up, days and persons that can be (R004-05: 搬迁一户、脱贫一户)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from fupin_desktop.casework.rules import check_case
from fupin_desktop.households.model import Household
from fupin_desktop.households.persons import person_of, refuse_nameless, refuse_other_home
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.relocation.model import RelocationCase, RelocationFollowUp, SettlementArea
from fupin_desktop.relocation.path import MOVED


def check_relocation(ledger: Ledger, record: RelocationCase, before: RelocationCase | None) -> None:
    """That of every case; more persons than the household has (`relocation.persons`), a wish or an agreement of a day
    to come (`day.ahead`); tells a household that moved without a follow-up (E28: a finding)."""
    check_case(ledger, record, before)
    for name in ("wished_on", "agreed_on"):
        refuse_ahead(getattr(record, name), ledger.today, name)
    # Judged when it is written: who dies or marries away later has moved with the others
    said = before is None or before.persons != record.persons
    home = ledger.gathered(_homes_of).get(record.household) if said else None
    if home is not None and home.persons is not None and (record.persons or 0) > home.persons:
        message = _("{some} persons would move, and the household has {all}. Nothing was saved; correct the number.")
        told = message.format(some=record.persons, all=home.persons)
        raise Refusal("relocation.persons", told, where={"field": "persons"})
    known = list(_doubts(ledger, before)) if before is not None and before is not record else []
    ledger.note([text for text in _doubts(ledger, record) if text not in known])


def _doubts(ledger: Ledger, record: RelocationCase) -> Iterator[str]:
    if record.wishes_to_move is False and record.stage not in (None, "rejected", "withdrawn", "stays"):
        yield _("The household does not wish to move: nobody is made to; it may stay and look after nature.")
    if record.stage in MOVED and record.id is not None and not ledger.gathered(_follow_ups_of).get(record.id):
        yield _("The household moved and no follow-up is entered: industry, work or ecology (004 二(二)).")


def check_follow_up(ledger: Ledger, record: RelocationFollowUp, before: RelocationFollowUp | None) -> None:
    """Refuse an end before the start (`follow_up.end`), an “other” kind without a word (`other.word`), a person of
    another household (`person.home`), and a case that ended without moving (`follow_up.case`)."""
    del before
    refuse_backward(record.start, record.end, "follow_up.end")
    refuse_nameless(record.kind, record.kind_other, "kind_other")
    case = ledger.gathered(_cases_of).get(record.case)
    if case is None:
        return
    refuse_other_home(person_of(ledger, record.member), case.household)
    if case.stage in ("rejected", "withdrawn"):
        message = _("This relocation was rejected or withdrawn. Nothing was saved.")
        raise Refusal("follow_up.case", message, where={"field": "case"})


def check_settlement(ledger: Ledger, record: SettlementArea, before: SettlementArea | None) -> None:
    """Refuse a code that is none (`division.form`) and a completion to come (`day.ahead`)."""
    del before
    refuse_no_division(record.village_code, "village_code")
    refuse_ahead(record.done_on, ledger.today, "done_on")


def _homes_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, Household]:
    ids = sorted({one.household for one in batch if isinstance(one, RelocationCase) and one.household is not None})
    return {one.id: one for one in ledger.find(Household, id=ids)}


def _cases_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, RelocationCase]:
    ids = sorted({one.case for one in batch if isinstance(one, RelocationFollowUp) and one.case is not None})
    return {one.id: one for one in ledger.find(RelocationCase, id=ids)}


def _follow_ups_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[RelocationFollowUp]]:
    ids = sorted({one.id for one in batch if isinstance(one, RelocationCase) and one.id is not None})
    found: dict[Dot | None, list[RelocationFollowUp]] = defaultdict(list)
    for one in ledger.find(RelocationFollowUp, case=ids):
        found[one.case].append(one)
    return found


RULES: Mapping[type[Record], Rule] = {
    RelocationCase: check_relocation,
    RelocationFollowUp: check_follow_up,
    SettlementArea: check_settlement,
}
