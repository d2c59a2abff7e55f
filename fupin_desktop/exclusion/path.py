"""The path of an exclusion (000 五(一): 坚决予以排除，并通报当地党委、政府; 003 (四)).

It ends a registration by the same hands that began it: three signatures, the assembly, a notice, township, county.
"""

from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import Facts, Paper, Pictures, Posted
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP, VILLAGE
from fupin_desktop.casework.path import Column, Path, Side, Stage
from fupin_desktop.casework.signatures import SCANS, SIGNATURES, Signed
from fupin_desktop.casework.votes import MeetingPictures, Voted
from fupin_desktop.exclusion.effects import TakeOff
from fupin_desktop.ledger.words import N_

EVIDENCE = "evidence"

PATH = Path(
    name="exclusion",
    year="year",
    stages=(
        Stage(code="proposed", moment=EVIDENCE),
        Stage(
            code="village_verified",
            moment=EVIDENCE,
            asks=("bar", "found", *SIGNATURES),
            waits=(Facts(("bar", "found")), Pictures((EVIDENCE,)), Signed()),
        ),
        Stage(code="assembly_reviewed", waits=(Voted(),), does=(MeetingPictures(),)),
        Stage(code="posted", moment=SCANS, waits=(Posted("N04", VILLAGE),)),
        Stage(code="township_reviewed", level=TOWNSHIP, moment=SCANS),
        Stage(
            code="county_decided",
            level=COUNTY,
            on_paper=TOWNSHIP,
            moment=SCANS,
            sets="benefits_end",
            waits=(Paper(),),
            does=(TakeOff(),),
        ),
        Stage(
            code="reported",
            level=TOWNSHIP,
            moment=SCANS,
            sets="reported_on",
            asks=("reported_to",),
            waits=(Facts(("reported_to",)), Paper()),
        ),
        Stage(code="archived", level=TOWNSHIP, moment=SCANS),
    ),
    sides=(
        ending("withdrawn", why="withdrawn_why"),
        Side(code="objection", ends=False),
    ),
    asks=("year", "bar", "found"),
    facts=(
        *("year", "bar", "persons", "signed_on", "vote", "benefits_end", "reported_to", "reported_on"),
        "found",
    ),
    card=("bar",),
    moments=(EVIDENCE, SCANS),
    file=(("village_verified", Pictures((EVIDENCE, SCANS))),),
    board={
        "village": Column(N_("Verification, assembly"), ("proposed", "village_verified", "assembly_reviewed")),
        "notice": Column(N_("Notice"), ("posted",)),
        "township": Column(N_("Township's review"), ("township_reviewed",)),
        "county": Column(N_("County, report"), ("county_decided", "reported")),
        "file": Column(N_("Into the file"), ("archived",)),
    },
)
