"""The path of an identification as a table (E16): from the published letter to the long-term list and the file.

发布公开信→整村摸查→农户申请→核实→群众评议→公示→镇审核→（二次公示）→县批准→公告.
003 (四), 《广东省农村扶贫开发条例》art. 9.
"""

from fupin_desktop.casework.endings import ending
from fupin_desktop.casework.gates import Facts, Paper, Pictures, Posted
from fupin_desktop.casework.levels import COUNTY, TOWNSHIP, VILLAGE
from fupin_desktop.casework.path import ALWAYS, Column, Path, Side, Stage
from fupin_desktop.casework.signatures import SCANS, SIGNATURES, Signed
from fupin_desktop.casework.votes import MeetingPictures, Voted
from fupin_desktop.identification.effects import TakeIn, TurnAway
from fupin_desktop.identification.gates import Answered, BelowLine, NoBar, SecondNotice
from fupin_desktop.ledger.words import N_

APPLICATION, SURVEY = "application", "survey_scans"
ANSWERS = (
    *("looks", "priorities", "looks_note", "priorities_note"),
    *("entries", "bars", "entries_note", "bars_note", "screened_on", "screened_by"),
)

PATH = Path(
    name="identification",
    year="year",
    stages=(
        Stage(code="letter_published"),
        Stage(code="surveyed", moment=SURVEY, sets="surveyed_on", asks=("surveyor",), advises=(Facts(("surveyor",)),)),
        Stage(code="applied", moment=APPLICATION, sets="applied_on", asks=("persons", "income_year")),
        Stage(
            code="village_verified",
            moment=SCANS,
            asks=SIGNATURES,
            waits=(Facts(("screened_on", "entries")), Signed()),
            advises=(BelowLine(),),
        ),
        Stage(code="assembly_reviewed", waits=(Voted(),), advises=(BelowLine(),), does=(MeetingPictures(),)),
        Stage(code="posted_1", moment=SCANS, waits=(Posted("N01", VILLAGE),)),
        Stage(
            code="township_reviewed",
            level=TOWNSHIP,
            moment=SCANS,
            advises=(BelowLine(),),
        ),
        Stage(code="posted_2", level=TOWNSHIP, moment=SCANS, optional=ALWAYS, waits=(Posted("N02", TOWNSHIP),)),
        Stage(
            code="county_approved",
            level=COUNTY,
            on_paper=TOWNSHIP,
            moment=SCANS,
            sets="approved_on",
            asks=("override_reason", "override_paper", "override_on"),
            waits=(Facts(("entries",)), NoBar(), Answered(), BelowLine(), SecondNotice(), Paper()),
            does=(TakeIn(),),
        ),
        Stage(code="announced", level=TOWNSHIP, moment=SCANS, waits=(Posted("N03"),)),
        Stage(code="archived", moment=SCANS),
    ),
    sides=(
        ending("rejected", why="rejected_why", does=(TurnAway(),)),
        Side(code="returned", level=TOWNSHIP, ends=False),
        Side(code="objection", ends=False),
    ),
    asks=("way", "year", "persons", "income_year"),
    facts=(
        *("way", "year", "persons", "applied_on", "entries", "bars", "screened_on", "signed_on"),
        *("vote", "income_year", "approved_on", "override_reason", "override_paper", "rejected_why"),
    ),
    card=("entries", "way"),
    moments=(SURVEY, APPLICATION, SCANS),
    file=(
        ("", NoBar()),
        ("", Answered()),
        ("surveyed", Pictures((SURVEY,))),
        ("applied", Pictures((APPLICATION,))),
        ("village_verified", Pictures((SCANS,))),
    ),
    board={
        "survey": Column(N_("Letter, survey, application"), ("letter_published", "surveyed", "applied")),
        "village": Column(N_("Verification, assembly"), ("village_verified", "assembly_reviewed")),
        "notice": Column(N_("First notice"), ("posted_1",)),
        "township": Column(N_("Township's review"), ("township_reviewed", "posted_2")),
        "county": Column(N_("County, announcement"), ("county_approved", "announced")),
        "file": Column(N_("Into the file"), ("archived",)),
    },
)
