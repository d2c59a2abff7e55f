"""What an enrolled laptop writes past its desk: values that are not canonical are set aside, and nobody stumbles."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "vectors"))

from fupin_desktop.cli.showing import as_json
from fupin_desktop.households.model import Household, Member
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.entry import Edit, New
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import listing
from fupin_desktop.rights.table import office_writes
from fupin_desktop.store.book.check import check
from fupin_desktop.store.exchange import tray
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.lists.queries import VisitsWanted, visits
from fupin_desktop.store.lists.visiting import visit_days, visitors
from fupin_desktop.visits.model import Visit
from tests.sync import hostile

ONE = "441690101200"
WORLDS = 8  # among which the kinds are divided
OPEN = [kind for kind, cls in KINDS.items() if not cls.scope_class and not office_writes(kind)]


def acts_of(kind: str) -> list[tuple[list[New], list[Edit]]]:
    """A record of the kind, then an entry for each value that is not canonical, through new and through edit."""
    acts = [([New(kind, 1, {})], list[Edit]())]
    dot = 1
    for name, field in fields_of(KINDS[kind]).items():
        for value in hostile.wrong_values(field):
            dot += 1
            acts.append(([New(kind, dot, {name: value})], []))
    for cell, element, value in hostile.wrong_changes(KINDS[kind]):
        dot += 1
        acts.append(([], [Edit(kind, dot, 1, cell, element, value, (1,))]))
    return acts


def read_everything(book: Any) -> None:
    """Every listing, workbook cell, JSON and history of every kind."""
    with book.read() as reader:
        for cls in KINDS.values():
            records = reader.find(cls, with_away=True)
            for unmasked in (False, True):
                shown = listing(reader, cls, records, book.wall().date(), unmasked=unmasked)
                for record in records:
                    as_json(reader, record, today=book.wall().date(), unmask=unmasked)
                    [(shown.text(record, field), shown.cell(record, field)) for field in shown.fields]
            [Chronicle(reader).history(record) for record in records]
        visits(reader)
        visitors(reader)
        visit_days(reader, VisitsWanted())
        tray.items(reader)


@pytest.mark.parametrize("kinds", [OPEN[n::WORLDS] for n in range(WORLDS)], ids=lambda kinds: f"{kinds[0]} and others")
def test_no_malformed_value_of_any_field_is_stored_anywhere(levels: Any, kinds: list[str]) -> None:
    """Of every kind; a few share a world, whose books exchange and are read through once for all of them."""
    world = levels()
    wrong: dict[str, range] = {}  # the numbers of the entries of each kind that say what is not canonical
    for kind in kinds:
        acts = acts_of(kind)
        first = hostile.write_past_the_desk(world["a"], ONE, acts)
        wrong[kind] = range(first + 1, first + len(acts))
    world.settle_down()
    with world["a"].exchange() as shelf:
        shelf.judge_again([ONE])
    with world["o"].read() as reader:
        found = tray.items(reader)
    aside = {n: item.code for item in found for n in range(item.first, item.last + 1)}
    for kind, numbers in wrong.items():
        assert [n for n in numbers if aside.pop(n, None) != "entry.value"] == [], kind
        told = [item.places for item in found if item.first in numbers]
        assert {place["kind"] for places in told for place in places} == {kind}
    assert aside == {}, "the record of each kind that is sound is let in"
    for name in "oabk":
        read_everything(world[name])
    world.agree()


@pytest.mark.parametrize("said", [{"actor": "x" * 101}, {"command": "a\nb"}, {"why": "x" * 4_001}, {"actor": "\x00"}])
def test_an_entry_is_itself_of_limited_form(world: Any, said: dict[str, str]) -> None:
    hostile.write_past_the_desk(world["a"], ONE, [([New("household", 1, {"persons": 3})], [])], **said)
    world.send("a", "o")
    with world["o"].read() as reader:
        assert [item.code for item in tray.items(reader)] == ["entry.value"]


def test_no_office_lets_a_malformed_value_in(world: Any) -> None:
    hostile.write_past_the_desk(world["a"], ONE, [([New("visit", 1, {"visitors": "not json"})], [])])
    world.send("a", "o")
    with world["o"].read() as reader:
        (item,) = tray.items(reader)
    assert item.acts == ()
    with pytest.raises(Refusal) as refusal:
        tray.accept(world["o"], item.id, "because")
    assert refusal.value.code == "tray.final"


def test_what_a_newer_program_knows_is_let_in(world: Any) -> None:
    new = New("household", 1, {"status": "a_code_of_2030", "remark": "x" * 50_000, "not_known": "\x00" * 9})
    group = Edit("household", 2, 1, "danger", "", '{"house_danger_grade":"Z","later_member":7}', (1,))
    hostile.write_past_the_desk(world["a"], ONE, [([new], [group])])
    world.send("a", "o")
    with world["o"].read() as reader:
        assert tray.items(reader) == []
        found = [one for one in reader.find(Household) if one.status == "a_code_of_2030"]
    assert [(one.house_danger_grade, len(one.remark or "")) for one in found] == [("Z", 50_000)]


def test_a_few_bytes_never_become_a_county(world: Any, tmp_path: Path) -> None:
    before = (tmp_path / "world0" / "o.book").stat().st_size
    text = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(10_000))
    news = [New("household", n, {"remark": text}) for n in range(1, 5_001)]
    hostile.write_past_the_desk(world["a"], ONE, [(news, [])])
    file = world.seal("a", "o")
    assert file.stat().st_size < 64_000
    with pytest.raises(Refusal) as refusal:
        world.merge("o", file)
    assert refusal.value.code == "segment.content"
    assert (tmp_path / "world0" / "o.book").stat().st_size - before < 1_000_000


def test_an_honest_roster_of_equal_long_remarks_is_cut_so_that_everybody_takes_it(world: Any) -> None:
    with world["a"].write("roster.import") as ledger:
        ledger.save_all(
            Household(household_code=f"{ONE}2017{n:04}", village_code=ONE, status="registered", remark="好" * 4_000)
            for n in range(1, 400)
        )
    assert world.send("a", "o").status == "merged"
    world.settle_down()
    world.agree()


# --- what an older program let in -----------------------------------------------------------------------------------


def spoiled(world: Any, cls: type[Any], **stored: Any) -> Dot:
    """A record of the office's book with these stored values, as an older program would have taken them in."""
    with world["o"].read() as reader:
        record = reader.find(cls)[0]
    with world["o"].transaction() as connection:
        for name, value in stored.items():
            sql = f'UPDATE "{record_kind(cls)}" SET "{name}"=? WHERE id=?'
            connection.exec_driver_sql(sql, (value, record.id))
    return Dot(record.id)


def record_kind(cls: type[Any]) -> str:
    return next(kind for kind, known in KINDS.items() if known is cls)


def problems(world: Any) -> set[tuple[Any, ...]]:
    return {(one.code, one.where.get("field")) for one in check(world["o"])}


def test_what_an_older_program_let_in_reads_as_unreadable_is_found_and_can_be_written_over(world: Any) -> None:
    id = spoiled(world, Household, cause_other="not json", house_area="NaN", entered_on="2018-02-30")
    read_everything(world["o"])
    with world["o"].read() as reader:
        record = reader.get(Household, id)
        told = as_json(reader, record, today=world["o"].wall().date())
        shown = listing(reader, Household, [record], world["o"].wall().date())
        text = {shown.text(record, fields_of(Household)[name]) for name in record.unreadable}
    assert record.unreadable == {"cause_other", "house_area", "entered_on"}
    assert told["house_area"] == told["cause_other"] == told["entered_on"] == {"unreadable": True}
    assert text == {_("unreadable")}
    assert problems(world) == {("value.unreadable", name) for name in record.unreadable}

    world.save("o", record.but(persons=4))
    with world["o"].read() as reader:
        again = reader.get(Household, id)
    assert again.persons == 4
    assert again.unreadable == record.unreadable, "nobody meant to empty it"

    world.save("o", again.but(cause_other=("02",), house_area=Decimal(60)))
    with world["o"].write("question.settle") as ledger:
        ledger.settle(ledger.get(Household, id), "entered_on", date(2018, 2, 3), "not to be read")
    with world["o"].read() as reader:
        healed = reader.get(Household, id)
        assert Chronicle(reader).history(healed)
    assert (healed.cause_other, healed.house_area, healed.entered_on) == (("02",), 60, date(2018, 2, 3))
    assert problems(world) == set()


def test_what_cannot_be_read_can_be_emptied(world: Any) -> None:
    id = spoiled(world, Household, house_area="NaN")
    with world["o"].read() as reader:
        record = reader.get(Household, id)
    world.save("o", record.but(house_area=None, unreadable=frozenset()))
    assert problems(world) == set()


def test_a_record_with_an_unreadable_value_can_be_put_away(world: Any) -> None:
    id = spoiled(world, Member, birth_date="soon", health="[1]")
    with world["o"].write("record.put_away") as ledger:
        ledger.put_away(ledger.get(Member, id), "registered twice")
    read_everything(world["o"])


def test_a_group_that_is_none_is_unreadable_and_can_be_settled(world: Any) -> None:
    with world["o"].read() as reader:
        home = reader.find(Household)[0]
    world.save("o", home.but(house_danger_grade="C"))
    with world["o"].transaction() as connection:
        connection.exec_driver_sql("UPDATE version SET value='not json' WHERE record=? AND head > 0", (home.id,))
        connection.exec_driver_sql("UPDATE household SET house_danger_grade=NULL WHERE id=?", (home.id,))
    with world["o"].read() as reader:
        found = reader.get(Household, home.id)
    assert found.unreadable == {"house_dangerous", "house_danger_grade"}
    assert problems(world) == {("value.unreadable", "danger")}
    world.save("o", found.but(house_danger_grade="D"))
    assert problems(world) == set()


@pytest.mark.parametrize("values", [{"photos": ("a.jpg",)}, {"visitors": ("甲" * 61,)}, {"findings": "1\x00"}])
def test_the_desk_refuses_by_the_same_function(world: Any, values: dict[str, Any]) -> None:
    home, day = world.household("a"), world["a"].wall().date()
    visit = Visit(household=home.id, date=day, type="daily", visitors=("甲",), findings="x").but(**values)
    with pytest.raises(Refusal) as refusal:
        world.save("a", visit)
    assert refusal.value.code in ("value.form", "value.long", "text.unshowable")
    assert not {"a.jpg", "甲" * 61} & set(str(refusal.value).split())
