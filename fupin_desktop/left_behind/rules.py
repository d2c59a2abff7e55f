"""Rules of the survey: days that can be, a group that fits the age, and somebody who cares."""

from collections.abc import Iterator, Mapping
from datetime import date

from fupin_desktop.households.model import Member
from fupin_desktop.households.persons import is_under, person_of, refuse_person_day
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.left_behind.model import CareSurvey

CHILD, WIFE, ELDER = "child", "wife", "elder"
CHILD_UNDER, ELDER_FROM = 16, 60  # as the civil offices count 留守儿童 and 留守老人


def check_survey(ledger: Ledger, record: CareSurvey, before: CareSurvey | None) -> None:
    """Refuse a survey on a day to come (`day.ahead`), before birth or after the person left; tell what looks wrong."""
    del before
    refuse_ahead(record.surveyed_on, ledger.today, "surveyed_on")
    person = person_of(ledger, record.member)
    refuse_person_day(person, record.surveyed_on, "surveyed_on")
    ledger.note(list(_doubts(record, person, record.surveyed_on or ledger.today)))


def _doubts(record: CareSurvey, person: Member | None, day: date) -> Iterator[str]:
    if record.group == CHILD and not (record.carer or "").strip():
        yield _("A child left behind has nobody entered who cares for it.")
    born = person.birth_date if person is not None else None
    if record.group == CHILD and born is not None and not is_under(person, CHILD_UNDER, day):
        yield _("A child left behind is under 16; this person is older.")
    if record.group == ELDER and is_under(person, ELDER_FROM, day):
        yield _("An elder left behind is 60 or older; this person is younger.")
    if record.group == WIFE and person is not None and person.sex == "1":
        yield _("This person is entered as a man.")


RULES: Mapping[type[Record], Rule] = {CareSurvey: check_survey}
