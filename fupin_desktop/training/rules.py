"""Rules of training and skills: a person is in an event once, and alive then; nobody came to an event to come."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from fupin_desktop.households.persons import person_of, refuse_nameless, refuse_person_day
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.training.model import CadreTraining, MemberSkill, TrainingAttendance, TrainingEvent


def check_event(ledger: Ledger, record: TrainingEvent, before: TrainingEvent | None) -> None:
    """Refuse an end before the start (`training.end`), and an “other” kind without a word (`other.word`)."""
    del ledger, before
    refuse_no_division(record.village_code, "village_code")
    refuse_backward(record.start, record.end, "training.end")
    refuse_nameless(record.type, record.type_other, "type_other")


def check_attendance(ledger: Ledger, record: TrainingAttendance, before: TrainingAttendance | None) -> None:
    """Refuse the same person twice in one event (`training.twice`), one at an event to come (`day.ahead`), and one who
    was not born or had left (`person.unborn`, `person.gone`)."""
    del before
    event = ledger.gathered(_events_of).get(record.event)
    if event is not None:
        if event.start is not None and event.start > ledger.today:
            message = _("This training begins only on {day}. Nothing was saved; enter who came once it has begun.")
            raise Refusal("day.ahead", message.format(day=event.start), where={"field": "event"})
        refuse_person_day(person_of(ledger, record.member), event.start, "event")
    if any(one.event == record.event for one in _others_of(ledger, record)):
        message = _("This person is entered in this training already. Nothing was saved; open that entry.")
        raise Refusal("training.twice", message, where={"field": "event"})


def _others_of(ledger: Ledger, record: TrainingAttendance) -> list[TrainingAttendance]:
    known = ledger.gathered(_attendances_of).get(record.member, ())
    return [one for one in known if one is not record and (record.id is None or one.id != record.id)]


def _attendances_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[TrainingAttendance]]:
    said = [one for one in batch if isinstance(one, TrainingAttendance)]
    written = {one.id for one in said if one.id is not None}
    members: dict[str, Any] = {"member": sorted({one.member for one in said if one.member is not None})}
    found: dict[Dot | None, list[TrainingAttendance]] = defaultdict(list)
    for one in (*said, *(one for one in ledger.find(TrainingAttendance, **members) if one.id not in written)):
        found[one.member].append(one)
    return found


def _events_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, TrainingEvent]:
    ids = sorted({one.event for one in batch if isinstance(one, TrainingAttendance) and one.event is not None})
    return {one.id: one for one in ledger.find(TrainingEvent, id=ids, with_away=True)}


def check_cadre_training(ledger: Ledger, record: CadreTraining, before: CadreTraining | None) -> None:
    """Refuse a training to come (`day.ahead`), and an end before the start (`training.end`)."""
    del before
    refuse_ahead(record.start, ledger.today, "start")
    refuse_backward(record.start, record.end, "training.end")


def check_skill(ledger: Ledger, record: MemberSkill, before: MemberSkill | None) -> None:
    """Refuse a skill gained on a day to come, before birth, or after the person left, and, as `skill.twice`, the same
    skill again."""
    del before
    others = [one for one in ledger.gathered(_skills_of).get(record.member, ()) if one is not record]
    same = (one for one in others if record.id is None or one.id != record.id)
    if any(folded(one.skill or "") == folded(record.skill or "") for one in same):
        message = _("This skill of the person is entered already. Nothing was saved; open that entry.")
        raise Refusal("skill.twice", message, where={"field": "skill"})
    refuse_ahead(record.gained_on, ledger.today, "gained_on")
    refuse_person_day(person_of(ledger, record.member), record.gained_on, "gained_on")


def _skills_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[MemberSkill]]:
    said = [one for one in batch if isinstance(one, MemberSkill)]
    written = {one.id for one in said if one.id is not None}
    members: dict[str, Any] = {"member": sorted({one.member for one in said if one.member is not None})}
    found: dict[Dot | None, list[MemberSkill]] = defaultdict(list)
    for one in (*said, *(one for one in ledger.find(MemberSkill, **members) if one.id not in written)):
        found[one.member].append(one)
    return found


RULES: Mapping[type[Record], Rule] = {
    CadreTraining: check_cadre_training,
    MemberSkill: check_skill,
    TrainingAttendance: check_attendance,
    TrainingEvent: check_event,
}
