"""What is missing next: one list for a case, by the same gates that refuse the step."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fupin_desktop.casework.gates import Gate, Lack
from fupin_desktop.casework.levels import Desk
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import foreign_level, lacks, next_stages
from fupin_desktop.casework.standing import Look, Standing, StepPapers


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
