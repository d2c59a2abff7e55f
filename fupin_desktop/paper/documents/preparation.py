"""走访准备单: what to know before the door opens — last visit, open promises, due measures — and lines to write on.

It is carried about, so it holds no identity, card or telephone number, whoever typed one into a finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.rules import is_current
from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among, is_minor
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.words import _, word
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Table, Title
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import RUNNING, is_overdue, reached
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import UNFINISHED, in_order
from fupin_desktop.visits.rules import is_overdue as task_is_overdue

_NONE = "—"
_LINES, _SIZE = "\n\n\n", 11.0  # room to write by hand; most households then stand two on a page
_LONGEST = 160  # characters of a finding; more is read in the household's file


@dataclass(frozen=True)
class _Known:
    """What the book knows, by household or by measure."""

    members: Mapping[Any, list[Member]]
    visits: Mapping[Any, list[Visit]]
    tasks: Mapping[Any, list[FollowUpTask]]
    measures: Mapping[Any, list[YearMeasure]]
    steps: Mapping[Any, list[MeasureProgress]]
    helpers: Mapping[Any, list[str]]
    villages: Mapping[str | None, str]


def visit_preparation(records: Finder, households: Sequence[Household], day: date, watermark: str) -> Document:
    """A table for each household, none of them broken over two pages while it fits on one."""
    known = _read(records, households, day)
    title = _("Visit preparation sheet")
    blocks: list[Block] = [Title(title)]
    blocks.append(Note(_("As of {day}. {count} households. Internal: not to be posted or passed on.").format(
        day=day, count=len(households)
    )))  # fmt: skip
    blocks += [_table(home, known, day) for home in households]
    return Document(title, blocks, watermark=watermark)


def _read(records: Finder, households: Sequence[Household], day: date) -> _Known:
    ids = [home.id for home in households]
    measures = [one for one in records.find(YearMeasure, household=ids) if one.state in RUNNING]
    measures = [one for one in measures if (one.year or 0) <= day.year]
    steps = records.find(MeasureProgress, measure=[one.id for one in measures]) if measures else []
    return _Known(
        _by(records.find(Member, household=ids), "household"),
        _by(records.find(Visit, household=ids), "household"),
        _by(records.find(FollowUpTask, household=ids, state=list(UNFINISHED)), "household"),
        _by(measures, "household"),
        _by(steps, "measure"),
        _helpers(records, ids, day),
        {village.code: village.name or "" for village in records.find(Village)},
    )


def _by(found: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    sorted_out: dict[Any, list[Any]] = defaultdict(list)
    for one in found:
        sorted_out[getattr(one, name)].append(one)
    return sorted_out


def _helpers(records: Finder, ids: Sequence[Dot | None], day: date) -> dict[Any, list[str]]:
    duties = [one for one in records.find(Responsibility, household=ids) if is_current(one, day)]
    names = (
        {one.id: one.name or "" for one in records.find(Cadre, id=[duty.cadre for duty in duties])} if duties else {}
    )
    found: dict[Any, list[str]] = defaultdict(list)
    for duty in duties:
        found[duty.household].append(names.get(duty.cadre, ""))
    return found


# --- one household ----------------------------------------------------------------------------------------------------


def _table(home: Household, known: _Known, day: date) -> Table:
    rows = [
        (_("Last visit"), _last(known.visits.get(home.id, []))),
        (_("Open promises"), _promises(known.tasks.get(home.id, []), day)),
        (_("Due measures"), _measures(known.measures.get(home.id, []), known, day)),
        (_("This visit: date, visitors"), ""),
        (_("What was found"), _LINES),
        (_("Requests and promises"), "\n"),
        (_("Signed by the household"), "\n"),
    ]
    columns = [Column(covered(_head(home, known, day)), 1.0), Column(covered(_place(home, known)), 3.6, Align.LEFT)]
    return Table(columns, [(name, covered(text)) for name, text in rows], size=_SIZE, together=True)


def _head(home: Household, known: _Known, day: date) -> str:
    head = head_among(known.members.get(home.id, []))
    if head is None or not head.name:
        return _NONE
    return minor_name(head.name) if is_minor(head.birth_date, day) else head.name


def _place(home: Household, known: _Known) -> str:
    parts = [
        known.villages.get(home.village_code, ""),
        home.group_name or home.natural_village or "",
        _("{count} persons").format(count=home.persons) if home.persons else "",
        _("serial {tail}").format(tail=(home.household_code or "")[-4:]),
        "、".join(name for name in known.helpers.get(home.id, []) if name),
    ]
    return " · ".join(part for part in parts if part)


def _last(visits: Sequence[Visit]) -> str:
    if not visits:
        return _("No visit is logged yet.")
    last = max(visits, key=lambda visit: (str(visit.date), visit.id or 0))
    words = (last.findings or "").replace("\n", " ")
    head = " · ".join(part for part in (str(last.date), word("visit_type", last.type or ""), "、".join(last.visitors)))
    return f"{head}\n{words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}".strip()


def _promises(tasks: Sequence[FollowUpTask], day: date) -> str:
    lines = []
    for task in in_order(tasks, day):
        due = _("due {day}").format(day=task.due) if task.due else _("no date")
        late = _("Overdue") if task_is_overdue(task, day) else ""
        lines.append("□ " + " · ".join(part for part in (task.matter, due, late) if part))
    return "\n".join(lines) or _NONE


def _measures(measures: Sequence[YearMeasure], known: _Known, day: date) -> str:
    lines = []
    for one in sorted(measures, key=lambda one: (one.due or date(one.year or day.year, 12, 31), one.id or 0)):
        due = _("due {day}").format(day=one.due) if one.due else str(one.year)
        parts = [
            word("measure_cat", one.category or ""),
            (one.content or "").replace("\n", " "),
            f"{reached(known.steps.get(one.id, []))} %",
            due,
            _("to be confirmed") if one.to_be_confirmed else "",
            _("Overdue") if is_overdue(one, day) else "",
        ]
        lines.append("□ " + " · ".join(part for part in parts if part))
    return "\n".join(lines) or _NONE
