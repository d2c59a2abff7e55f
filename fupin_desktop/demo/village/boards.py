"""Chapter of the notices: what hangs on the boards of villages and the township, who objected, what was withdrawn.

`hang` and `take_down` serve the chapters whose cases wait for a notice.
"""

from datetime import timedelta
from random import Random
from typing import Any

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import Desk, VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.demo.places import VILLAGE_PHONE
from fupin_desktop.imaging.drawing import BOARD
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.notices.commands import (
    close_notice,
    draft_notice,
    issue_notice,
    object_to,
    post_notice,
    reply_to,
    withdraw_notice,
)
from fupin_desktop.notices.contacts import contact_of, set_contact
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rules import ISSUED, POSTED, settings
from fupin_desktop.store.write.writing import BookLedger

FUNDS_IN, _WITHDRAWN_IN = 12, 2016
_OBJECTED = 0.15
_ADDRESS = {"contact_phone": VILLAGE_PHONE, "contact_address": "村委会一楼驻村工作队"}
_CHANNELS = ("visit", "phone", "letter", "board")


def hang(
    county: County, desk: Desk, ledger: BookLedger, kind: str, division: str, where: dict[str, Any] | None = None,
    **facts: Any,
) -> Notice:  # fmt: skip
    """Draft a notice, issue it from today on and post it, with a drawn picture of the board."""
    dice = county.dice.of("board", kind, division, county.today)
    draft = draft_notice(ledger, kind, where=where, division=division, **facts)
    issued = issue_notice(ledger, draft, county.today, desks=county.divisions)
    level = "village" if len(division) == 12 else "township"
    picture = desk.picture(ledger, BOARD, issued.title or "", dice)
    post_notice(ledger, issued, place=settings()["issuer"][level]["place"], photos=[picture])
    county.count(division, "notice")
    county.count(division, "posting")
    return issued


def take_down(county: County, ledger: BookLedger, division: str) -> None:
    """Close what has run out; some of it was objected to, and answered, while it hung."""
    for notice in ledger.find(Notice, division=division, state=[ISSUED, POSTED]):
        if notice.posted_to is None or notice.posted_to >= county.today:
            continue
        dice = county.dice.of("objection", notice.number)
        if dice.random() < _OBJECTED:
            _object(county, ledger, notice, dice)
        close_notice(ledger, notice)


def _object(county: County, ledger: BookLedger, notice: Notice, dice: Random) -> None:
    told, first = words()["objection"], notice.posted_from or county.today
    at = dice.randrange(len(told["matters"]))
    objection = object_to(
        ledger, notice, matter=told["matters"][at], channel=dice.choice(_CHANNELS), received_on=first + timedelta(2)
    )
    reply_to(ledger, objection, reply=told["replies"][at], upheld=at == 1, on=first + timedelta(5))
    county.count(notice.division or "", "objection")


# --- what hangs besides the notices of cases ------------------------------------------------------------------------


def _month(county: County, desk: VillageDesk) -> None:
    now = county.today
    with desk.write("notice.close") as ledger:
        take_down(county, ledger, desk.code)
        if contact_of(ledger, desk.code) is None:
            set_contact(ledger, division=desk.code, contact=desk.secretary, **_ADDRESS)
    if now.month == FUNDS_IN:
        _publish_funds(county, desk)


def _publish_funds(county: County, desk: VillageDesk) -> None:
    """What the village spent in the year; of one village a figure was wrong, and it was withdrawn and hung anew."""
    rows = _funds(county.dice.of("funds", desk.code, county.today))
    with desk.write("notice.issue") as ledger:
        notice = hang(county, desk, ledger, "N08", desk.code, typed_rows=rows)
    if desk is county.villages[0] and county.today.year == _WITHDRAWN_IN:
        with desk.write("notice.withdraw") as ledger:
            withdraw_notice(ledger, ledger.get(Notice, notice.id or Dot(0)), "有一笔金额写错，重新公示")
        with desk.write("notice.issue") as ledger:
            hang(county, desk, ledger, "N08", desk.code, typed_rows=rows)


def _funds(dice: Random) -> str:
    rows = [
        ("省级财政专项资金", "百香果种苗和肥料", "村经济合作社", "按种植面积", "种植户"),
        ("帮扶单位自筹", "慰问困难户", "驻村工作队", "按户", "全部在册户"),
        ("镇级配套", "路灯二十盏", "村委会", "按自然村", "三个自然村"),
    ]
    chosen = rows[: dice.choice((2, 3))]
    return "\n".join("\t".join((row[0], f"{(2 + dice.randrange(30)) * 1000}", *row[1:])) for row in chosen)


def _office(county: County) -> None:
    with county.office.write("notice.close") as ledger:
        take_down(county, ledger, ledger.division)


CHAPTER = Chapter("boards", at_village=_month, at_office=_office)
