"""What is missing next: one list for a case, by the same gates that refuse the step."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeGuard

from fupin_desktop.casework.gates import Gate, Lack, Posted
from fupin_desktop.casework.levels import Desk
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import foreign_level, lacks, next_stages
from fupin_desktop.casework.standing import Look, Standing, StepPapers
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import households_in, records_in

LATE = "case.late"
# What a case may lack, by the code of its gate, as the board asks for it
LACKS: Mapping[str, str] = {
    "case.notice": N_("A notice is missing"),
    "case.meeting": N_("A meeting is missing"),
    "case.minutes": N_("Minutes of the meeting are missing"),
    "case.facts": N_("Facts are missing"),
    "case.photos": N_("Photographs are missing"),
    "case.paper": N_("The paper is missing"),
    "case.funding": N_("The money does not add up"),
    "case.file": N_("Papers of the file are missing"),
    "case.record": N_("A record is missing"),
    "case.open_record": N_("Something is not settled"),
    "case.sum": N_("Payment is not complete"),
    "case.other": N_("Another case is missing"),
    "case.assurance": N_("An assurance is missing"),
    "case.evidence": N_("Evidence is missing"),
    "case.project": N_("No measure is done"),
    "case.income": N_("Income or line"),
    "case.consent": N_("Consent is missing"),
    "case.policy": N_("Policies have no end"),
    LATE: N_("Overdue"),
}


def next_needed(case: Case, look: Look) -> str | None:
    """The next stage a case must reach, those passed over that need not occur; None for one that has ended."""
    path = type(case).path
    if path.is_unplaced(case.stage):
        return None
    steps = look.steps(case) if path.stage(case.stage) in path.sides else []
    ahead = [stage for stage in next_stages(case, steps) if stage in path.order]
    return ahead[-1] if ahead else None


def missing_next(look: Look, case: Case, today: date, desk: Desk | None = None) -> list[Lack]:
    """What stops the next step of a case, what is advised for it, and what its file must hold by now.

    With `desk` also whose step it is, when it is not that book's.  A case that came with a roster is held to what lies
    before it, not to the notices of stages it has behind.
    """
    found: list[Lack] = []
    if type(case).path.is_unplaced(case.stage):
        text = _("Nobody knows how far this case is: find out, and bring it to its stage.")
        found = [Lack("case.unplaced", text, "stage", stops=False)]
    to = next_needed(case, look)
    if to is not None:
        at = Standing(look, case, to, today, today)
        stage = type(case).path.stage(to)
        level = foreign_level(desk, case, to, StepPapers()) if desk is not None else None
        found = [*([level] if level else []), *lacks(at), *_advised(stage.advises if stage else (), at)]
    return list({lack.text: lack for lack in [*found, *_file(look, case, today)]}.values())


def _file(look: Look, case: Case, today: date, code: str = "") -> list[Lack]:
    path = type(case).path
    if case.stage not in path.order:
        return []
    place = path.order.index(case.stage)
    at = Standing(look, case, case.stage, today, today)
    held = (gate for since, gate in path.file if not since or path.order.index(since) <= place)
    return _advised((gate for gate in held if code in ("", code_of_gate(gate))), at)


def _advised(gates: Iterable[Gate], at: Standing) -> list[Lack]:
    return [replace(lack, stops=False) for gate in gates if (lack := gate.lack(at)) is not None]


def cases_lacking(finder: Finder, cases: Iterable[Case], code: str, today: date) -> list[Case]:
    """Those of the cases that lack something by a gate of this code, now or for their next step.

    Only the gates of the code are asked: a county looks through its thousands of cases.
    """
    listed = list(cases)
    look = Look(finder, listed)
    asked = [(case, to) for case in listed if _is_asked(case, to := next_needed(case, look), code)]
    # What they stand on is read for all of them at once, and not for the many of whom nothing is asked
    among = Look(finder, [case for case, _to in asked])
    return [case for case, to in asked if _lacks_by(among, case, to, code, today)]


def _is_asked(case: Case, to: str | None, code: str) -> bool:
    held = (gate for _since, gate in type(case).path.file)
    return any(code_of_gate(gate) == code for gate in (*_gates_before(case, to), *held))


def _gates_before(case: Case, to: str | None) -> Sequence[Gate]:
    stage = type(case).path.stage(to)
    return (*stage.waits, *stage.advises) if stage else ()


def _lacks_by(look: Look, case: Case, to: str | None, code: str, today: date) -> bool:
    at = Standing(look, case, to or "", today, today)
    if any(gate.lack(at) is not None for gate in _gates_before(case, to) if code_of_gate(gate) == code):
        return True
    return any(lack.code == code for lack in _file(look, case, today, code))


def code_of_gate(gate: Gate) -> str:
    """The code of what a gate finds lacking; empty for a class of gates that does not name it."""
    return str(getattr(gate, "code", ""))


def awaited_notice(look: Look, case: Case, today: date) -> Dot | str | None:
    """The notice a case waits for next, or the kind of it while there is none; None when it waits for no notice."""
    stage = type(case).path.stage(next_needed(case, look))
    gates = [gate for gate in (stage.waits if stage else ()) if isinstance(gate, Posted)]
    if not gates or stage is None:
        return None
    at = Standing(look, case, stage.code, today, today)
    gate = next((gate for gate in gates if gate.lack(at) is not None), gates[0])
    found = gate.nearest(at)
    return found.id if found is not None else gate.kind


def waiting_for(finder: Finder, notice: Notice, kinds: Iterable[type[Case]]) -> list[Case]:
    """The cases that move on when a notice has closed: of the kind they wait for next, and posted for them."""
    named, homes = records_in(notice), households_in(notice)
    found: list[Case] = []
    for cls in kinds:
        fitting = {stage.code: gate for stage in cls.path.stages for gate in stage.waits if _fits(gate, notice)}
        before = [code for code in cls.path.order if fitting.keys() & set(cls.path.ahead(code, None))]
        cases = finder.find(cls, stage=before) if before and (homes or named) else []
        look = Look(finder, cases)
        gates = list(fitting.values())
        found += [case for case in cases if _is_named(look, case, gates, named, homes)]
    return found


def _fits(gate: Gate, notice: Notice) -> TypeGuard[Posted]:
    return isinstance(gate, Posted) and gate.fits(notice)


def _is_named(look: Look, case: Case, gates: Iterable[Posted], named: frozenset[str], homes: Collection[str]) -> bool:
    if named:
        return any(named & gate.rows_of(look, case) for gate in gates)
    home = look.household(case)
    return home is not None and home.household_code in homes
