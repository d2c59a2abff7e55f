"""The path of a relocation (E28) as a table: asked, approved, agreed, moved, followed up (002 §12, 004 二(二)).

A household that does not wish to move may stay and look after nature instead (就地转化为护林员): a side of its own.
"""

from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import Facts, Kept, Pictures
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP
from fupin_desktop.casework.path import ALWAYS, Column, Path, Side, Stage
from fupin_desktop.ledger.words import N_

BEFORE, AFTER = "photos_before", "photos_after"
MOVED = ("moved", "cleared", "supported", "closed")

PATH = Path(
    name="relocation",
    stages=(
        Stage(code="applied", moment=BEFORE, advises=(Facts(("mode", "from_place")),)),
        Stage(code="reviewed", moment=BEFORE, waits=(Facts(("wishes_to_move",)),)),
        Stage(code="town_checked", level=TOWNSHIP, moment=BEFORE),
        Stage(
            code="approved",
            level=COUNTY,
            on_paper=TOWNSHIP,
            moment=BEFORE,
            asks=("subsidy", "planned_on"),
            advises=(Facts(("subsidy",)),),
        ),
        Stage(
            code="agreed", moment=BEFORE, asks=("to_place", "site", "agreed_on"), waits=(Facts(("mode", "to_place")),)
        ),
        Stage(code="moved", moment=AFTER, sets="moved_on", waits=(Pictures((BEFORE, AFTER)),)),
        Stage(code="cleared", moment=AFTER, asks=("old_site",), waits=(Facts(("old_site",)),), optional=ALWAYS),
        Stage(code="supported", moment=AFTER, waits=(Kept("relocation_follow_up"),)),
        Stage(code="closed", level=TOWNSHIP, moment=AFTER),
    ),
    sides=(
        ending("rejected", level=TOWNSHIP),
        ending("withdrawn"),
        Side(code="stays", asks=("stays_as",), waits=(Facts(("stays_as",)),)),
    ),
    asks=("mode", "from_place", "reason", "harsh", "wishes_to_move", "wished_on", "persons"),
    facts=("mode", "from_place", "to_place", "site", "persons", "subsidy", "planned_on", "moved_on", "old_site"),
    card=("mode", "from_place"),
    moments=(BEFORE, AFTER),
    board={
        "apply": Column(N_("Application, review"), ("applied", "reviewed")),
        "approve": Column(N_("Approval"), ("town_checked", "approved")),
        "sign": Column(N_("Agreement"), ("agreed",)),
        "move": Column(N_("Moved in"), ("moved", "cleared")),
        "follow": Column(N_("Follow-up"), ("supported", "closed")),
    },
)
