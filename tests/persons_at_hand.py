"""A village with a household of four and one that left poverty: those whom the features of help are tried on."""

from datetime import date

import pytest

from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.villages.model import Village

VILLAGE, TOWN = "441690101200", "441690101"
TODAY = date(2017, 6, 30)
# Name, relation, sex, birth, of the year: grade at school, labour, left behind
PEOPLE = (
    ("张三", "01", "1", date(1975, 3, 1), {"labour_capacity": "1", "training_need": "电工"}),
    ("李芳", "02", "2", date(1978, 8, 1), {"labour_capacity": "1"}),
    ("张小明", "03", "1", date(2008, 5, 1), {"school_state": "3", "left_behind": ("child",)}),
    ("张老", "11", "1", date(1945, 5, 1), {"labour_capacity": "4", "serious_relief": True}),
)


def settle(ledger: Ledger, serial: str = "0001", status: str = "registered") -> tuple[Household, list[Member]]:
    """A household of these people, in a village that is made with the first."""
    if not ledger.find(Village, code=VILLAGE):
        ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
    home = ledger.save(
        Household(
            household_code=f"{VILLAGE}2016{serial}", village_code=VILLAGE, persons=4, group_name="第一组", status=status
        ),
        managed=("status",),
    )
    members = [
        ledger.save(Member(household=home.id, name=name, relation=relation, sex=sex, birth_date=birth))
        for name, relation, sex, birth, _year in PEOPLE
    ]
    for member, (*_person, facts) in zip(members, PEOPLE, strict=True):
        ledger.save(MemberYear(member=member.id, year=2017).but(**facts))
    return home, members


def refused(ledger: Ledger, record: Record) -> str:
    """The code with which the door refuses this record; nothing of it stays."""
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(record) if record.id else make(ledger, record)
    return caught.value.code
