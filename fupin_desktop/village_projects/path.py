"""The path of a project (E31) as a table: planned, established, awarded, under way, completed, accepted, handed over.

The way of awarding chooses it: who tenders or buys as government does awards it, the villagers who build themselves
have voted on it instead (002 §12 一事一议、自建自管).  Three notices (三公开, 000 五(二)): the project before it
begins, its money and its effect before it is handed over.
"""

from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import Facts, Pictures, Posted, Settled
from fupin_desktop.casework.levels import TOWNSHIP, VILLAGE
from fupin_desktop.casework.path import Column, Path, Side, Stage, but_ways
from fupin_desktop.ledger.words import N_
from fupin_desktop.village_projects.gates import Decided, Funded, InTime

BEFORE, DURING, AFTER = "photos_before", "photos_during", "photos_after"
AWARDED = ("tender", "government")  # ways in which somebody is chosen to build

PATH = Path(
    name="projects",
    way="procurement",
    single=False,
    stages=(
        Stage(code="planned", moment=BEFORE),
        Stage(
            code="established",
            level=TOWNSHIP,
            on_paper=VILLAGE,
            moment=BEFORE,
            sets="established_on",
            asks=("plan_item", "budget", "procurement"),
            waits=(Facts(("plan_item", "budget", "procurement")), Decided()),
            advises=(Funded(), Facts(("content", "planned_end", "poor_households"))),
        ),
        Stage(
            code="tendered",
            level=TOWNSHIP,
            on_paper=VILLAGE,
            moment=BEFORE,
            sets="tendered_on",
            asks=("contractor", "responsible", "tender"),
            waits=(Facts(("contractor",)),),
            absent=but_ways(*AWARDED),
        ),
        Stage(
            code="started",
            moment=DURING,
            sets="started_on",
            asks=("contractor", "responsible"),
            waits=(Posted("N07"),),
            advises=(Facts(("contractor", "responsible")), Pictures((BEFORE,)), Funded()),
        ),
        Stage(
            code="completed",
            moment=AFTER,
            sets="completed_on",
            asks=("result", "quantity", "unit", "local_poor_hired", "hired_days"),
            advises=(Facts(("result", "local_poor_hired")), Pictures((DURING,))),
        ),
        Stage(
            code="accepted",
            level=TOWNSHIP,
            moment=AFTER,
            sets="accepted_on",
            asks=("acceptors", "final_cost", "cost_reason"),
            waits=(
                Facts(("acceptors", "final_cost")),
                Pictures((BEFORE, AFTER)),
                Settled("project_check", "to_mend", "mended_on"),
            ),
        ),
        Stage(
            code="handed_over",
            moment=AFTER,
            sets="handed_on",
            asks=("keeper",),
            waits=(Facts(("keeper",)), Posted("N08", of="project_funding"), Posted("N09")),
        ),
    ),
    sides=(Side(code="suspended", ends=False), ending("cancelled", level=TOWNSHIP, on_paper=VILLAGE)),
    asks=(
        *("name", "type", "subtype", "type_other", "plan_item", "place", "content", "goal", "quantity", "unit"),
        *("planned_start", "planned_end", "budget", "fund_source", "procurement"),
        *("households", "persons", "poor_households", "poor_persons"),
    ),
    facts=(
        *("type", "subtype", "budget", "final_cost", "procurement", "contractor", "planned_end", "poor_households"),
        *("started_on", "completed_on", "accepted_on", "keeper"),
    ),
    card=("type", "budget"),
    filters=("type", "procurement"),
    moments=(BEFORE, DURING, AFTER),
    file=(("", InTime()), ("started", Funded()), ("completed", Pictures((BEFORE, AFTER)))),
    board={
        "plan": Column(N_("In the plan"), ("planned",)),
        "establish": Column(N_("Established, awarded"), ("established", "tendered")),
        "build": Column(N_("Works"), ("started",)),
        "accept": Column(N_("Completed, accepted"), ("completed", "accepted")),
        "hand": Column(N_("Handed over"), ("handed_over",)),
    },
)
