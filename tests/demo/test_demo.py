"""The demonstration: the same for a seed, sound, counted by the product as its chapters count, with nothing unmeant."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.demo.dice import Dice
from fupin_desktop.demo.lateness import LATE_FOLDER
from fupin_desktop.demo.making import Made, make_demo
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.demo.people import COUNTY, Numbers, card_number, places, settle
from fupin_desktop.households.model import ENDED, OUTSIDE, Household
from fupin_desktop.households.rules import birth_and_sex, id_number_problem
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.housing.path import PATH
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.incomes.rules import card_checks
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import GAPS, gap_count
from fupin_desktop.reports.table import Line, make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history.questions import questions
from fupin_desktop.store.write.findings import findings
from fupin_desktop.sync.merging import merge_files
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import is_overdue

VILLAGES, HOUSEHOLDS = 4, 48  # as `conftest` makes them
LAST = date(2018, 6, 25)


def test_people_are_invented_and_their_numbers_pass_their_checks() -> None:
    numbers, dice = Numbers(), Dice(3)
    homes = [home for place in places(4) for home in settle(dice, place, 40, numbers)]
    people = [one for home in homes for one in home.people]
    assert all(one.id_no.startswith(COUNTY) and id_number_problem(one.id_no) is None for one in people)
    assert all(birth_and_sex(one.id_no) == (one.born, one.sex) for one in people)
    assert len({one.id_no for one in people}) == len(people)
    assert all(home.head.relation == "01" for home in homes)
    assert all(card_checks(card_number(dice.of(n))) for n in range(50))


def test_the_same_seed_is_the_same_and_another_is_another(tmp_path: Path) -> None:
    short = {"villages": 2, "households": 4, "until": date(2016, 9, 25)}
    small = [make_demo(tmp_path / str(n), seed=seed, **short) for n, seed in enumerate((1, 1, 2))]  # type: ignore[arg-type]
    assert small[0].digest == small[1].digest != small[2].digest
    assert small[0].counts == small[1].counts


def test_every_book_is_what_its_log_gives(made: Made) -> None:
    for path in made.books:
        with Book.open(path, PASSPHRASE) as book:
            assert check(book, deep=True) == [], path.name


def test_the_office_counts_what_the_chapters_counted(office: Book, made: Made) -> None:
    """What the two late laptops kept to themselves is missing at the office, and nothing else."""
    kinds = [kind for kind in made.counts if kind in KINDS]
    assert {"visit", "year_measure", "housing_case", "notice", "meeting_vote", "household_change"} <= set(kinds)
    late = made.books[-2:]
    for kind in kinds:
        with office.read() as reader:
            held = {reader.text_of(one.id) for one in reader.find(KINDS[kind]) if one.id is not None}
        for path in late:
            with Book.open(path, PASSPHRASE) as book, book.read() as reader:
                held |= {reader.text_of(one.id) for one in reader.find(KINDS[kind]) if one.id is not None}
        assert len(held) == made.counts[kind], kind


def test_a_report_says_what_the_chapters_meant(office: Book) -> None:
    with office.read() as reader:
        wanted = asked(reader, office.identity.division, LAST, None)
        report = make_report(report_named("progress"), wanted, reader, "")
        total = next(row for row in report.rows if row.line is Line.TOTAL)
        by_name = {column.name: report.value(total, at) for at, column in enumerate(report.columns)}
        running = [home for home in reader.find(Household) if home.status not in ENDED | OUTSIDE]
    assert by_name["households"] == len(running)
    assert by_name["persons"] == sum(home.persons or 0 for home in running)


def test_nothing_is_found_that_was_not_meant(made: Made) -> None:
    """Some plans are not signed, a household that moved keeps its code, a child born in the year of an exit is not
    insured yet, matters wait for their last disclosure, some aid is below its share, one household that moved was not
    helped since.  No rule says anything else."""
    for path in made.books:
        with Book.open(path, PASSPHRASE) as book, book.read() as reader:
            found = {(kind_of(type(one.record)), one.code) for one in findings(reader, book.identity, LAST)}
        meant = {"household_plan", "household_year_plan", "household", "exit_case", "matter_trail", "relocation_case"}
        assert found <= {(kind, "warn") for kind in meant | {"medical_case"}}, path.name


def test_every_room_has_its_chapter(office: Book) -> None:
    """What only an exchange or a person at the desk makes is left out; everything else has records to look at."""
    with office.read() as reader:
        empty = {kind for kind, cls in KINDS.items() if not reader.find(cls)}
    assert empty <= {
        *("housing_paper", "question_asked", "question_comment", "signed_paper", "waiver", "day_confirmation"),
        *("decision", "same_as", "housing_payment"),  # so small a township may not have come to a payment
    }


def test_applicants_stand_at_several_stages_and_a_bar_keeps_one_out(office: Book) -> None:
    with office.read() as reader:
        cases = reader.find(IdentificationCase)
        refused = [case for case in cases if case.stage == "rejected"]
        assert {"archived", "rejected", "applied"} <= {case.stage for case in cases}
        assert [case.bars for case in refused] == [("bar7_1",)]
        taken = {case.household for case in cases if case.approved_on is not None}
        assert {reader.get(Household, id).status for id in taken if id} == {"registered"}
        (barred,) = [reader.get(Household, case.household or Dot(0)) for case in refused]
        assert barred.status == "not_admitted"


def test_gap_lists_are_of_a_size_to_work_off(office: Book) -> None:
    """Most of what is missing is of the two villages whose laptops are late; nothing is missing everywhere."""
    late = 2 * HOUSEHOLDS // VILLAGES
    with office.read() as reader:
        wanted = asked(reader, office.identity.division, LAST, None)
        counts = {name: gap_count(gap, wanted, reader) or 0 for name, gap in GAPS.items()}
    assert max(counts[name] for name in counts if name not in ("helper_no_visit", "no_skill")) <= late + 10
    assert {"dispute_open", "trail_not_whole", "no_year_plan", "verification_to_exclude"} <= {
        name for name, count in counts.items() if count
    }


def test_three_questions_wait_and_promises_are_overdue(office: Book) -> None:
    with office.read() as reader:
        assert {one.field for one in questions(reader)} == {"road_km", "house_area", "farmland"}
        overdue = [task for task in reader.find(FollowUpTask) if is_overdue(task, LAST)]
        assert "promise" in {task.origin for task in overdue}
        assert {"posted", "closed", "withdrawn"} <= {one.state for one in reader.find(Notice)}


def test_houses_stand_in_many_stages_with_their_pictures(office: Book) -> None:
    with office.read() as reader:
        cases = reader.find(HousingCase)
        assert {"applied", "paid", "archived"} & {case.stage for case in cases}
        assert len({case.stage for case in cases} & set(PATH.order)) > 5
        for case in cases:
            pictures = (*case.photos_before, *case.photos_during, *case.photos_after)
            assert len(list(office.photo_contents(pictures))) == len(set(pictures)) > 1


def test_the_late_bundle_can_be_taken_in(made: Made, tmp_path: Path) -> None:
    copied = shutil.copytree(made.books[0].parent, tmp_path / "out")
    late = sorted((copied / LATE_FOLDER).glob("*.fpb"), key=lambda file: len(file.name))
    with Book.open(copied / made.books[0].name, PASSPHRASE) as book:
        with book.read() as reader:
            before = len(reader.find(Visit))
        assert {report.status for report in merge_files(book, late)} == {"merged"}
        with book.read() as reader:
            assert len(reader.find(Visit)) > before
        assert check(book, deep=True) == []


def test_the_verb_tells_its_books(run: Any, tmp_path: Path) -> None:
    told = run("demo", tmp_path / "demo", "--villages=1", "--households=2", "--seed=5")
    assert (told["households"], len(told["books"])) == (2, 2)
    assert told["members"] >= 2
    assert Path(told["file"]).read_text(encoding="utf-8").count("口令") >= 2
    json.dumps(told)


@pytest.mark.parametrize(("villages", "households"), [(0, 5), (3, 2)])
def test_a_size_that_cannot_be_is_refused(tmp_path: Path, villages: int, households: int) -> None:
    with pytest.raises(Refusal) as caught:
        make_demo(tmp_path / "out", villages=villages, households=households)
    assert caught.value.code == "demo.size"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_somebodys_stays(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refusal) as caught:
        make_demo(tmp_path, villages=1, households=1)
    assert caught.value.code == "output.exists"
    assert (tmp_path / "letter.txt").read_text() == "mine"
