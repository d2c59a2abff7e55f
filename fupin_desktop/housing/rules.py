"""Rules of housing cases: the path a case goes, what each stage asks for, and the columns of the board.

The order is HOUSE_STAGE of E27, with the dates 封顶 and 入住; the way of repair chooses the path.
"""

from datetime import date

from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import N_, _, word

REJECTED, WITHDRAWN, OBJECTION = "rejected", "withdrawn", "objection"
SIDE = (REJECTED, WITHDRAWN, OBJECTION)
ACCEPTED = "accepted"

DECIDING = (
    *("applied", "assembly_reviewed", "posted_village", "town_checked", "posted_town"),
    *("county_approved", "posted_result"),
)
BUILDING = ("agreement_signed", "started", "foundation", "main_body", "roofed", "completed")
CLOSING = ("moved_in", ACCEPTED, "paid", "archived")
WORKS = (*DECIDING, *BUILDING, *CLOSING)
SETTLING = (*DECIDING, "agreement_signed", *CLOSING)

# Ways of repair that find the household a house instead of building it one (002 §10)
SETTLE_MODES = ("elder_home", "elder_flat", "exchange")
# Stages that need not occur: dates worth keeping when they do; a repair has no foundation to lay
PASSED_OVER = {
    "repair": frozenset({"foundation", "main_body", "roofed", "moved_in"}),
    **{mode: frozenset({"paid"}) for mode in SETTLE_MODES},
}
_SELDOM = frozenset({"roofed", "moved_in"})

# The notice a stage waits for: its kind, and how many digits the division has that posted it (0: any)
NOTICES = {"posted_village": ("N10", 12), "posted_town": ("N10", 9), "posted_result": ("N11", 0)}
DATES = {"started": "started_on", "completed": "completed_on", ACCEPTED: "accepted_on", "paid": "paid_on"}

COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "apply": (N_("Application, review"), ("applied", "assembly_reviewed")),
    "approve": (N_("Notice, approval"), DECIDING[2:]),
    "sign": (N_("Agreement"), ("agreement_signed",)),
    "build": (N_("Works"), BUILDING[1:]),
    "accept": (N_("Acceptance"), ("moved_in", ACCEPTED)),
    "pay": (N_("Payment, file"), ("paid", "archived")),
}
_COLUMN = {stage: column for column, (_title, stages) in COLUMNS.items() for stage in stages}
NOT_STARTED, UNDER_WAY, FINISHED = "not_started", "under_way", "finished"


def path_of(mode: str | None) -> tuple[str, ...]:
    """The stages of a way of repair in order; the path with works while no way is chosen."""
    return SETTLING if mode in SETTLE_MODES else WORKS


def column_of(stage: str | None) -> str | None:
    """The column of the board a stage stands in; None for side states, which are a filter."""
    return _COLUMN.get(stage or "")


def group_of(stage: str | None) -> str | None:
    """未动工, 动工 or 完成, as progress is reported by grade (E27); None for side states."""
    if stage not in WORKS:
        return None
    if stage in BUILDING[1:-1]:
        return UNDER_WAY
    return FINISHED if WORKS.index(stage) >= WORKS.index("completed") else NOT_STARTED


def next_stages(case: HousingCase, came_from: str | None = None) -> tuple[str, ...]:
    """Where a case may go now: the next stage, those behind one that need not occur, and the side states.

    A case with an objection goes back to `came_from`, the stage it left; rejected, withdrawn and filed cases stay.
    """
    if case.stage == OBJECTION:
        return tuple(stage for stage in (came_from, REJECTED, WITHDRAWN) if stage)
    path = path_of(case.mode)
    if case.stage in (REJECTED, WITHDRAWN, path[-1]):
        return ()
    return (*_ahead(case, path), *SIDE)


def _ahead(case: HousingCase, path: tuple[str, ...]) -> tuple[str, ...]:
    place = WORKS.index(case.stage) if case.stage in WORKS else -1
    left = [stage for stage in path if WORKS.index(stage) > place]
    passed = PASSED_OVER.get(case.mode or "", _SELDOM if path is WORKS else frozenset())
    needed = next((n for n, stage in enumerate(left) if stage not in passed), len(left) - 1)
    return tuple(left[: needed + 1])


def awaits(case: HousingCase) -> tuple[str, int] | None:
    """The notice a case waits for: its kind, and the digits of the division that posts it; None when it needs none."""
    return next((NOTICES[stage] for stage in next_stages(case) if stage in NOTICES), None)


def came_from(steps: list[HousingStep]) -> str | None:
    """The stage a case with an objection left, by its newest step into it."""
    return next((s.from_stage for s in reversed(steps) if s.to_stage == OBJECTION), None)


def photo_field(stage: str) -> str:
    """Which photographs are taken at a stage: before, during or after the works."""
    if group_of(stage) == UNDER_WAY:
        return "photos_during"
    return "photos_after" if group_of(stage) == FINISHED else "photos_before"


def missing(case: HousingCase) -> list[str]:
    """What the file of a case still lacks (E27), as sentences for its card; at import these only warn."""
    lacks = {
        _("The danger grade has not been appraised."): case.danger_grade,
        _("The way of repair has not been chosen."): case.mode,
        _("Photographs from before the works are missing."): case.photos_before,
    }
    if group_of(case.stage) == FINISHED:
        lacks[_("Photographs from after the works are missing.")] = case.photos_after
    return [sentence for sentence, value in lacks.items() if not value]


def check_eligible(case: HousingCase) -> list[str]:
    """Warnings when a house does not look like one for repair: grade C or D, and the only dwelling (002 §10)."""
    warnings = []
    if case.danger_grade in ("A", "B"):
        warnings.append(_("Houses of grade A or B are not repaired under this scheme."))
    if case.sole_dwelling is False:
        warnings.append(_("The house is said not to be the only dwelling of the household."))
    return warnings


def refuse_order(case: HousingCase, to: str, came: str | None) -> None:
    """Refuse a stage that is not next, as `case.order`, naming those that are."""
    allowed = next_stages(case, came)
    if to in allowed:
        return
    names = "、".join(word("house_stage", stage) for stage in allowed) or "—"
    text = _("This case stands at “{now}” and cannot go to “{to}”. Next may come: {next}. Nothing was changed.")
    now, then = word("house_stage", case.stage or ""), word("house_stage", to)
    raise Refusal("case.order", text.format(now=now, to=then, next=names), where={"field": "stage"})


def refuse_date(case: HousingCase, on: date, today: date) -> None:
    """Refuse a step in the future or before the step it follows, as `case.date`."""
    if on > today:
        message = _("A step cannot lie in the future. Nothing was changed; correct the date.")
        raise Refusal("case.date", message, where={"field": "on"})
    if case.stage_on and on < case.stage_on:
        message = _("This step would lie before the one it follows ({day}). Nothing was changed; correct the date.")
        raise Refusal("case.date", message.format(day=case.stage_on), where={"field": "on"})


def refuse_without_photos(case: HousingCase, to: str) -> None:
    """Refuse acceptance without photographs from before and from after the works, as `case.photos` (E27)."""
    if to == ACCEPTED and not (case.photos_before and case.photos_after):
        text = _("For acceptance there must be photographs from before and from after. Nothing was changed; add them.")
        field = "photos_after" if case.photos_before else "photos_before"
        raise Refusal("case.photos", text, where={"field": field})
