"""What is missing next: one list for a case, by the same gates that refuse the step."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from fupin_desktop.casework.gates import Gate, Lack, Posted
from fupin_desktop.casework.levels import Desk
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import foreign_level, lacks, next_stages
from fupin_desktop.casework.standing import Look, Standing, StepPapers
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import households_in, records_in


def next_needed(case: Case, look: Look) -> str | None:
    """The next stage a case must reach, those passed over that need not occur; None for one that has ended."""
    path = type(case).path
    steps = look.steps(case) if path.stage(case.stage) in path.sides else []
    ahead = [stage for stage in next_stages(case, steps) if stage in path.order]
    return ahead[-1] if ahead else None


def missing_next(look: Look, case: Case, today: date, desk: Desk | None = None) -> list[Lack]:
    """What stops the next step of a case, what is advised for it, and what its file must hold by now.

    With `desk` also whose step it is, when it is not that book's.  A case that came with a roster is held to what lies
    before it, not to the notices of stages it has behind.
    """
    found: list[Lack] = []
    to = next_needed(case, look)
    if to is not None:
        at = Standing(look, case, to, today, today)
        stage = type(case).path.stage(to)
        level = foreign_level(desk, case, to, StepPapers()) if desk is not None else None
        found = [*([level] if level else []), *lacks(at), *_advised(stage.advises if stage else (), at)]
    return list({lack.text: lack for lack in [*found, *_file(look, case, today)]}.values())


def _file(look: Look, case: Case, today: date) -> list[Lack]:
    path = type(case).path
    if case.stage not in path.order:
        return []
    place = path.order.index(case.stage)
    at = Standing(look, case, case.stage, today, today)
    return _advised((gate for since, gate in path.file if not since or path.order.index(since) <= place), at)


def _advised(gates: Iterable[Gate], at: Standing) -> list[Lack]:
    return [replace(lack, stops=False) for gate in gates if (lack := gate.lack(at)) is not None]


def awaited_notice(look: Look, case: Case, today: date) -> Dot | str | None:
    """The notice a case waits for next, or the kind of it while there is none; None when it waits for no notice."""
    stage = type(case).path.stage(next_needed(case, look))
    gate = next((gate for gate in (stage.waits if stage else ()) if isinstance(gate, Posted)), None)
    if gate is None or stage is None:
        return None
    found = gate.nearest(Standing(look, case, stage.code, today, today))
    return found.id if found is not None else gate.kind


def waiting_for(finder: Finder, notice: Notice, kinds: Iterable[type[Case]]) -> list[Case]:
    """The cases that move on when a notice has closed: of the kind they wait for next, and posted for them."""
    named, homes = records_in(notice), households_in(notice)
    found: list[Case] = []
    for cls in kinds:
        waits = {stage.code for stage in cls.path.stages if any(_fits(gate, notice) for gate in stage.waits)}
        before = [code for code in cls.path.order if waits & set(cls.path.ahead(code, None))] if waits else []
        cases = finder.find(cls, stage=before) if before and homes else []
        look = Look(finder, cases)
        found += [case for case in cases if _is_named(look, case, named, homes)]
    return found


def _fits(gate: Gate, notice: Notice) -> bool:
    return isinstance(gate, Posted) and gate.fits(notice)


def _is_named(look: Look, case: Case, named: Collection[str], homes: Collection[str]) -> bool:
    if named:
        return look.text_of(Dot(case.id or 0)) in named
    home = look.household(case)
    return home is not None and home.household_code in homes
