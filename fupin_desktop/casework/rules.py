"""Rules of cases: which step may come, whose it is, on which day; one open case of a kind; what contradicts itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from fupin_desktop.casework.endings import refuse_unsaid, unsaid_words
from fupin_desktop.casework.gates import Lack
from fupin_desktop.casework.levels import Desk, act_at, level_name
from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.casework.standing import Look, Standing, StepPapers, in_order
from fupin_desktop.casework.votes import late_meetings
from fupin_desktop.ledger.errors import Refusal, Said
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, language, word

C = TypeVar("C", bound=Case)


def stage_name(cls: type[Case], code: str | None) -> str:
    """A stage in words; one this version does not know as its code."""
    return word(fields_of(cls)["stage"].words, code or "") or "—"


def refuse(lack: Lack) -> Refusal:
    """The refusal for what lacks: its sentence, and that nothing was changed."""
    blank, unchanged = "" if language() == "zh_CN" else " ", _("Nothing was changed.")
    return Refusal(lack.code, f"{lack.text}{blank}{unchanged}", where={"field": lack.field} if lack.field else {})


def came_from(case: Case, steps: Iterable[CaseStep]) -> str | None:
    """The stage a case in a side state left, by its newest step into it."""
    return next((s.from_stage for s in reversed(in_order(steps)) if s.to_stage == case.stage), None)


def next_stages(case: Case, steps: Iterable[CaseStep] = ()) -> tuple[str, ...]:
    """Where a case may go now; `steps` are needed for one that went aside and may come back."""
    return type(case).path.next_after(case.stage, case.way, came_from(case, steps))


def refuse_order(case: Case, to: str, steps: Iterable[CaseStep]) -> None:
    """Refuse a stage that is not next, as `case.order`, naming those that are."""
    allowed = next_stages(case, steps)
    if to in allowed:
        return
    cls = type(case)
    text = _("This case stands at “{now}” and cannot go to “{to}”. Next may come: {next}. Nothing was changed.")
    names = "、".join(stage_name(cls, stage) for stage in allowed) or "—"
    sentence = text.format(now=stage_name(cls, case.stage), to=stage_name(cls, to), next=names)
    raise Refusal("case.order", sentence, where={"field": "stage"})


def foreign_level(desk: Desk, case: Case, to: str, papers: StepPapers) -> Lack | None:
    """Whose step it is, when the role of this device may not take it (`case.level`).

    Where the table allows it, a book of a lower level writes the step down from the paper of the one that decided.
    """
    stage = type(case).path.stage(to)
    why = desk.why_not(stage.taken_by) if stage is not None else ""
    if stage is None or not why:
        return None
    names = {"stage": stage_name(type(case), to), "level": level_name(stage.level)}
    if not stage.on_paper or desk.why_not(act_at(stage.on_paper)):
        text = _("“{stage}” is a step of {level}, taken in its book. {why}")
        return Lack("case.level", text.format(**names, why=why))
    if (papers.paper or "").strip():
        return None
    text = _("“{stage}” is a step of {level}: here it is written down with the number of its paper.")
    return Lack("case.level", text.format(**names), "paper")


def refuse_date(case: Case, on: date, today: date, next_on: date | None = None) -> None:
    """Refuse a step in the future, before the step it follows, or after the one that follows it, as `case.date`."""
    refuse_ahead(on, today, "on", "case.date")
    if next_on is not None and on > next_on:
        message = _("This step would lie after the one that follows it ({day}). Nothing was changed; correct the date.")
        raise Refusal("case.date", message.format(day=next_on), where={"field": "on"})
    if case.stage_on and on < case.stage_on:
        message = _("This step would lie before the one it follows ({day}). Nothing was changed; correct the date.")
        raise Refusal("case.date", message.format(day=case.stage_on), where={"field": "on"})


def lacks(at: Standing) -> list[Lack]:
    """What stops the step this case is asked to take."""
    stage = type(at.case).path.stage(at.to)
    return [lack for gate in (stage.waits if stage else ()) if (lack := gate.lack(at)) is not None]


# --- the door -------------------------------------------------------------------------------------------------------


def check_case(ledger: Ledger, record: Case, before: Case | None) -> None:
    """The rule of every kind of case: one open case of a kind for its home, one moment for a photograph.

    Codes `case.open_already`, `case.photo_twice`, `case.why` an end without its reason, `case.meeting` a vote after the
    step it decided.  Of what stands in the book it also tells a reason that is missing, such a vote, and steps that
    contradict each other: no desk takes those alone, so they came together by a merge.
    """
    stands = before is record
    if stands:
        ledger.note(_contradictions(ledger.gathered(_look), record))
    else:
        refuse_unsaid(record, before)
        _refuse_late_meeting(ledger, record, before)
    if (stands or before is None) and type(record).path.single and record.is_open:
        refuse_second(ledger, record, _open_at_home(ledger, record))
    twice = photo_twice(record)
    if twice and (stands or before is None or twice != photo_twice(before)):
        raise refuse(Lack("case.photo_twice", photo_sentence(record), twice[0][0]))


def _contradictions(look: Look, case: Case) -> list[str]:
    late = (Said("case.meeting", text) for _by, text in late_meetings(look, case))
    return [*_forks(case, look.steps(case)), *filter(None, [unsaid_words(case)]), *late]


def _refuse_late_meeting(ledger: Ledger, record: Case, before: Case | None) -> None:
    """Refuse, as `case.meeting`, another vote whose meeting lies after the step that was taken by it."""
    if before is None or before.stage != record.stage:
        return  # a step is held to it by its gate
    for by, text in late_meetings(ledger.gathered(_look), record):
        if getattr(record, by) != getattr(before, by):
            raise refuse(Lack("case.meeting", text, by))


def _look(ledger: Ledger, records: Sequence[Record]) -> Look:
    return Look(ledger, [one for one in records if isinstance(one, Case)])


def open_cases(finder: Finder, cls: type[C], homes: Sequence[Any]) -> list[C]:
    """The cases of a kind that are open for one of these homes: what a case to be opened must know."""
    equal: dict[str, Any] = {cls.home: homes}
    return [one for one in finder.find(cls, **equal) if one.is_open]


def _new_by_home(ledger: Ledger, records: Sequence[Record]) -> Mapping[tuple[type[Case], Any], list[Case]]:
    """The cases that a batch opens, by kind and home, in their order."""
    del ledger
    found: dict[tuple[type[Case], Any], list[Case]] = {}
    for one in records:
        if isinstance(one, Case) and one.id is None and one.is_open:
            found.setdefault((type(one), getattr(one, type(one).home)), []).append(one)
    return found


def _open_at_home(ledger: Ledger, case: Case) -> list[Case]:
    """The open cases of this kind for the home of a case: those of the book, then those the batch opens."""
    cls, home = type(case), getattr(case, type(case).home)
    known = ledger.gathered(_look).of_home(kind_of(cls), cls.home, home)
    opened = [one for one in known if isinstance(one, Case) and one.is_open]
    return [*opened, *ledger.gathered(_new_by_home).get((cls, home), ())]


def refuse_second(finder: Finder, case: Case, known: Iterable[Case]) -> None:
    """Refuse a second open case of a kind for one home, as `case.open_already`; `where` has the id of the open one.

    `known` are the open ones of the home, new ones in the order of the batch: the first of them is the one that stands.
    """
    cls = type(case)
    first = next((one for one in known if one.id is None or one.id != case.id), case)
    if first is case:
        return
    text = _("A case of this kind is open already: “{kind}”, at “{stage}”. Nothing was changed; go on with that one.")
    sentence = text.format(kind=_(cls.label), stage=stage_name(cls, first.stage))
    where = {"id": finder.text_of(first.id)} if first.id is not None else {}
    raise Refusal("case.open_already", sentence, where=where)


def photo_twice(case: Case) -> list[tuple[str, str]]:
    """Moments of a case that share a photograph, each with the one before it that has the same picture."""
    moments = [(name, set(getattr(case, name))) for name in type(case).path.moments]
    return [(name, other) for at, (name, own) in enumerate(moments) for other, earlier in moments[:at] if own & earlier]


def photo_sentence(case: Case) -> str:
    """That one picture stands for two moments, by their names."""
    labels = fields_of(type(case))
    name, other = photo_twice(case)[0]
    text = _("The same picture cannot stand under “{one}” and “{other}”.")
    return text.format(one=_(labels[other].label), other=_(labels[name].label))


# --- what contradicts itself, as after a merge ----------------------------------------------------------------------


def findings(look: Look, case: Case) -> list[str]:
    """What of a case contradicts itself: no desk could write it alone, so another's word came in by a merge."""
    found = _contradictions(look, case)
    if photo_twice(case):
        found.append(photo_sentence(case))
    if case.is_open and type(case).path.single:
        home = getattr(case, type(case).home)
        several = [
            one for one in look.of_home(kind_of(type(case)), type(case).home, home) if getattr(one, "is_open", 0)
        ]
        if len(several) > 1:
            found.append(_("{count} cases of this kind are open at once: end all but one.").format(count=len(several)))
    return found


def _forks(case: Case, steps: Sequence[CaseStep]) -> Iterator[str]:
    cls = type(case)
    at: str | None = None
    left: set[str | None] = set()
    for step in steps:
        # A step from elsewhere than the last one led to is no fork by itself: a roster may have moved the case between,
        # and twins that were joined were opened twice
        if step.from_stage is not None and step.from_stage != at and step.from_stage in left:
            text = _("Two desks took a step from “{stage}”: one of them is “{to}” on {day}. Put the wrong one away.")
            names = {"stage": stage_name(cls, step.from_stage), "to": stage_name(cls, step.to_stage)}
            yield text.format(**names, day=step.on or "—")
        at = step.to_stage
        left.add(step.from_stage)
