"""Training and skills: once in an event, alive and there; who wants training and has had none, who has no skill."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.duties.model import Cadre
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import code_of
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.training.model import CadreTraining, MemberSkill, TrainingAttendance, TrainingEvent
from tests.persons_at_hand import TODAY, TOWN, VILLAGE, refused, settle


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def event(**facts: object) -> TrainingEvent:
    given = {"name": "电工培训班", "type": "transfer", "start": date(2017, 3, 6), "end": date(2017, 3, 10)}
    return TrainingEvent(village_code=VILLAGE).but(**{**given, **facts})


def missing(ledger: Ledger, name: str) -> list[object]:
    figure = gap_named(name).figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    return [one.id for one in ledger.select(figure.behind)]


def test_a_person_is_in_an_event_once(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    held, other = ledger.save(event()), ledger.save(event(name="又一期"))
    mine = ledger.save(TrainingAttendance(member=members[0].id, event=held.id))
    assert refused(ledger, TrainingAttendance(member=members[0].id, event=held.id)) == "training.twice"
    second = ledger.save(TrainingAttendance(member=members[0].id, event=other.id))
    assert refused(ledger, second.but(event=held.id)) == "training.twice"
    ledger.save(mine.but(passed=True))
    with pytest.raises(Exception, match="already") as caught:
        ledger.save_all(TrainingAttendance(member=members[1].id, event=held.id) for _ in range(2))
    assert getattr(caught.value, "code", "") == "training.twice"


def test_nobody_attends_an_event_to_come_before_birth_or_after_leaving(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    ahead, early = ledger.save(event(start=date(2017, 7, 3), end=None)), ledger.save(event(start=date(2007, 1, 1)))
    assert refused(ledger, TrainingAttendance(member=members[0].id, event=ahead.id)) == "day.ahead"
    assert refused(ledger, TrainingAttendance(member=members[2].id, event=early.id)) == "person.unborn"
    gone = members[3].but(change_type="died", change_date=date(2017, 3, 5))
    ledger.save(gone, managed=("change_type", "change_date"))
    held = ledger.save(event())
    assert refused(ledger, TrainingAttendance(member=members[3].id, event=held.id)) == "person.gone"
    assert refused(ledger, event(end=date(2017, 3, 5))) == "training.end"
    assert refused(ledger, event(type="other")) == "other.word"
    assert refused(ledger, MemberSkill(member=members[0].id, skill="电工", gained_on=date(2017, 7, 1))) == "day.ahead"


def test_who_wanted_training_and_who_has_no_skill(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    assert missing(ledger, "not_trained") == [members[0].id]
    assert missing(ledger, "no_skill") == [members[0].id, members[1].id]
    held, before = ledger.save(event()), ledger.save(event(start=date(2016, 3, 6), end=None))
    ledger.save(TrainingAttendance(member=members[0].id, event=before.id))
    assert missing(ledger, "not_trained") == [members[0].id], "last year's training is not this year's"
    ledger.save(TrainingAttendance(member=members[0].id, event=held.id))
    assert missing(ledger, "not_trained") == []
    ledger.save(MemberSkill(member=members[1].id, skill="缝纫"))
    assert missing(ledger, "no_skill") == []


@pytest.mark.parametrize("name", ["农民工职业培训", "富余劳动力转移就业培训", "农民适用技术培训", "科技扶贫培训"])
def test_the_kinds_the_papers_name_and_a_word_for_any_other(ledger: Ledger, name: str) -> None:
    code = code_of("training_type", name)
    assert code is not None
    ledger.save(event(type=code))
    ledger.save(event(name="电商班", type="other", type_other="电商培训", order_based=True))


def test_a_cadre_is_trained_and_who_was_not_is_named(ledger: Ledger) -> None:
    settle(ledger)
    one, other = (ledger.save(Cadre(village_code=VILLAGE, name=name, roles=("member",))) for name in ("陈一", "李二"))
    taught = CadreTraining(cadre=one.id, name="岗前培训", start=date(2017, 3, 1), hours=16)
    assert refused(ledger, taught.but(start=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, taught.but(end=date(2017, 2, 1))) == "training.end"
    saved = ledger.save(taught)
    assert refused(ledger, taught) == "record.exists"
    assert missing(ledger, "cadre_not_trained") == [other.id]
    ledger.save(saved.but(start=date(2016, 3, 1)))
    assert len(missing(ledger, "cadre_not_trained")) == 2, "that was another year"


def test_a_skill_is_entered_once_however_its_name_is_typed(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    ledger.save(MemberSkill(member=members[0].id, skill="电工"))
    assert refused(ledger, MemberSkill(member=members[0].id, skill=" 电　工")) == "skill.twice"
    ledger.save(MemberSkill(member=members[1].id, skill="电工"))
