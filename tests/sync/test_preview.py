"""What a rehearsal tells: new records of laptops the book never heard of, and every question the merge would raise."""

import json
from typing import Any

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.history.questions import count_questions
from fupin_desktop.sync.merging import MergeReport, merge_file, merge_files, take_back

ONE = "441690101200"


def rehearsed(world: Any, sender: str, to: str = "o") -> MergeReport:
    [report] = merge_files(world[to], [world.seal(sender, to)], rehearse=True)
    return report


def asked(world: Any, name: str) -> int:
    with world[name].read() as reader:
        return count_questions(reader)


def test_case_44_preview_unknown_stream(world: Any) -> None:
    world.add("d", "village", ONE, upper="o")
    world.send("o", "d")
    with world["d"].write("household.add") as ledger:
        home = ledger.save(Household(household_code=f"{ONE}0099", village_code=ONE, status="registered"))
        head = ledger.save(Member(household=home.id, name="新来的", relation="01", person_code="p99"))
        ledger.save(home.but(phone="1"))
        ledger.save(head.but(name="后来的"))
        ledger.save(ledger.by_key(Household, f"{ONE}20160001").but(phone="7"))
    report = rehearsed(world, "d")
    assert report.status == "merged"
    preview = report.preview
    device = world["d"].identity.device.id
    made = {(one.kind, one.head.name if one.head else "") for one in preview.made}
    assert {("household", "后来的"), ("member", "后来的")} <= made
    assert all(one.record.startswith(device) and one.actor for one in preview.made)
    changed = {(one.kind, one.field, one.record.startswith(device)) for one in preview.changes}
    assert ("household", "phone", False) in changed
    told = json.loads(json.dumps(report.as_json()))
    assert [one["record"] for one in told["made"]] == [one.record for one in preview.made]
    assert len(told["changes"]) == len(preview.changes)
    with world["o"].read() as reader:
        assert not [scope for scope in reader.streams.of_device(device) if scope == ONE], "the rehearsal left nothing"


def test_new_records_are_counted_whole_and_described_in_part(world: Any, monkeypatch: Any) -> None:
    from fupin_desktop.store.history import previewing

    monkeypatch.setattr(previewing, "MOST", 3)
    with world["a"].write("household.add") as ledger:
        ledger.save_all(
            Household(household_code=f"{ONE}01{n:02}", village_code=ONE, status="registered") for n in range(7)
        )
    preview = rehearsed(world, "a").preview
    assert preview.new[ONE, "household"] == 7
    assert len(preview.made) == 3


def put_away(world: Any, name: str) -> None:
    with world[name].write("away") as ledger:
        ledger.put_away(ledger.by_key(Household, f"{ONE}20160001"), "去世")


def test_case_39_edit_against_put_away(world: Any) -> None:
    """The household stays visible with a question, and whoever merges is told that there is one."""
    put_away(world, "o")
    world.save("a", world.household("a").but(phone="5"))
    assert rehearsed(world, "a").questions == 1
    file = world.seal("a", "o")
    report = merge_file(world["o"], file)
    assert (report.status, report.questions, asked(world, "o")) == ("merged", 1, 1)
    assert report.as_json()["questions"] == 1
    assert world.household("o").phone == "5"
    world.save("a", world.household("a").but(phone="6"))
    assert world.send("a", "o").questions == 0, "the same question, told once"
    assert merge_file(world["o"], file).status == "already"


def test_the_other_way_round(world: Any) -> None:
    """The put-away comes second, and with a question of the common kind in the same bundle."""
    world.save("o", world.household("o").but(phone="5", remark="office"))
    world.save("a", world.household("a").but(remark="village"))
    put_away(world, "a")
    report = world.send("a", "o")
    assert (report.questions, asked(world, "o")) == (2, 2)
    assert report.journal is not None
    take_back(world["o"], report.journal)
    assert asked(world, "o") == 0
