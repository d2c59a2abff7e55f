"""What cannot be, as it is typed: one table for every door, with the code it is refused with, or what is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fupin_desktop.households.rules import check_digit

VILLAGE, AHEAD = "441690101200", "2099-01-01"
VISIT = {"household": "@home", "date": "2017-03-01", "visitors": "甲", "type": "日常走访", "findings": "稳定"}
WORK = {"member": "@member", "employer": "演示厂", "kind": "临时就业", "channel": "自主外出务工", "start": "2017-03-01"}
VOTE = {"meeting": "@meeting", "matter": "名单", "agreed": "20"}


# A number of the test division that passes its check
NUMBER = "44169019600101001" + check_digit("44169019600101001")


@dataclass(frozen=True)
class Bad:
    """What is typed of a new record, by field; the code it is refused with, or what is kept.

    `beyond`: not by workbook, whose cells cannot hold it.  `desk`: a matter of the desk alone, for the border sets it
    aside (tests/sync/test_canonical_border.py).
    """

    name: str
    kind: str
    typed: Mapping[str, str]
    code: str = ""
    kept: Mapping[str, Any] | None = None
    beyond: bool = False
    desk: bool = False


SON = {"household": "@home", "name": "甲", "relation": "子"}
HEAD = {**SON, "relation": "户主"}
YEAR = {"household": "@home", "year": "2016", "persons": "3"}
AGAIN = {"household": "@home", "year": "2017", "way": "review"}
FAMILY = "稳定😀👨‍👩‍👧"

TABLE = (
    Bad("a visit to come", "visit", {**VISIT, "date": AHEAD}, "visit.future"),
    Bad("a meeting to come", "meeting", {"division": VILLAGE, "type": "村民会议", "on": AHEAD}, "meeting.date"),
    Bad("a birth to come", "member", {**SON, "birth_date": AHEAD}, "member.birth"),
    Bad("work before birth", "employment_record", {**WORK, "start": "1950-01-01"}, "person.unborn"),
    Bad("work after death", "employment_record", {**WORK, "member": "@dead", "start": "2017-05-01"}, "person.gone"),
    Bad("votes above attendance", "meeting_vote", {**VOTE, "agreed": "25"}, "meeting.votes"),
    Bad("carried without a majority", "meeting_vote", {**VOTE, "agreed": "12", "carried": "是"}, "meeting.carried"),
    # A row of a workbook means the case that is open
    Bad("a second case", "identification_case", AGAIN, "case.open_already", beyond=True),
    Bad("a second head", "member", HEAD, "member.head"),
    Bad("a year of loss", "income_year", {**YEAR, "business_cost": "5000"}, "income.negative"),
    Bad("a loss with its reason", "income_year", {**YEAR, "business_cost": "5000", "negative_why": "养殖亏损"},
        kept={"business_cost": 5_000_00}),
    Bad("a household of 201", "income_year", {**YEAR, "persons": "201"}, "value.high"),
    Bad("a household of 100", "income_year", {**YEAR, "persons": "100"}, kept={"persons": 100}),
    Bad("NUL", "visit", {**VISIT, "findings": "稳\0定"}, "text.unshowable", beyond=True, desk=True),
    Bad("a sign that turns the line", "visit", {**VISIT, "findings": "稳\u202e定"}, "text.unshowable", desk=True),
    Bad("a sign nobody sees", "member", {**SON, "name": "甲\u200b乙"}, kept={"name": "甲乙"}, desk=True),
    Bad("half a sign", "visit", {**VISIT, "findings": "稳\ud83d定"}, "text.unshowable", beyond=True, desk=True),
    Bad("64 KB in a line", "visit", {**VISIT, "visitors": "甲" * 65_536}, "value.long", beyond=True, desk=True),
    Bad("64 KB of words", "visit", {**VISIT, "findings": "定" * 65_536}, "value.long", beyond=True),
    Bad("emoji", "member", {**SON, "name": FAMILY}, kept={"name": FAMILY}),
    Bad("full-width digits", "income_year", {**YEAR, "wage": "１２，０００．５", "persons": "３"},
        kept={"wage": 12_000_50, "persons": 3}),
)  # fmt: skip


TWIN = {**SON, "name": "张三", "id_type": "id_card", "id_no": NUMBER}
DIED = {
    "household": "@widow",
    "type": "decrease",
    "date": "2017-04-02",
    "member": "@widow_head",
    "member_change": "died",
}

# What is kept and only said: by its code and sentence at every door, and found by the same code after a merge.  `on` is
# the kind and the record at which it is found, where that is another than what was written.
SAID = (
    Bad("a member of two households", "member", TWIN, "member.twice"),
    Bad("a household whose head died", "household_change", DIED, "household.headless"),
)

# What cannot become of a record that stands: its name in the world, and what is typed over it
CHANGES = (Bad("a meeting after its decision", "identification_case", {"vote": "@late"}, "case.meeting"),)
