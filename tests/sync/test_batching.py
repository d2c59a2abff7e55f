"""Bundles that share a transaction: what one of them teaches the book the next one knows."""

from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.check import check
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.sync.merging import merge_files

ONE = "441690101200"


def test_a_bundle_that_was_judged_as_a_whole_is_followed_by_others(world: Any) -> None:
    """Put-aways are judged by replaying the scope, which gives new cells their numbers; the next file finds them."""
    with world["a"].write("new") as ledger:
        homes = ledger.save_all(
            Household(household_code=f"n{number}", village_code=ONE, status="registered") for number in range(3)
        )
    with world["a"].write("away") as ledger:
        ledger.put_away(homes[0], "moved")
        ledger.save(homes[1].but(bank_name="x"))
    world.save("b", world.household("b").but(remark="from b", phone="1"))
    files = [world.seal("a", "o"), world.seal("b", "o"), world.seal("c", "o")]
    for rehearse in (True, False):
        reports = merge_files(world["o"], files, rehearse=rehearse)
        assert [report.status for report in reports[:2]] == ["merged", "merged"]
    assert world.household("o").remark == "from b"
    assert check(world["o"], deep=True) == []


def test_a_bad_file_takes_nothing_of_a_good_one_away(world: Any) -> None:
    world.save("a", world.household("a").but(phone="5"))
    good, bad = world.seal("a", "o"), world.path()
    bad.write_bytes(good.read_bytes()[:-40])
    reports = merge_files(world["o"], [bad, good, bad])
    assert [report.status for report in reports] == ["refused", "merged", "refused"]
    assert world.household("o").phone == "5"


def test_a_file_refused_after_it_had_written_spoils_no_other(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the transaction begin anew then, and only what is good stays."""
    world.save("a", world.household("a").but(phone="5"))
    world.save("b", world.household("b").but(remark="from b"))
    files = [world.seal("a", "o"), world.seal("b", "o"), world.seal("c", "o")]
    keep = Exchange.keep_receipt

    def refuse_b(shelf: Exchange, partner: str, *rest: Any) -> None:
        if partner == world["b"].identity.device.id:
            raise Refusal("test", "refused after its rows were written")
        keep(shelf, partner, *rest)

    monkeypatch.setattr(Exchange, "keep_receipt", refuse_b)
    reports = merge_files(world["o"], files)
    assert [report.code for report in reports] == ["", "test", "bundle.nothing_new"]
    assert (world.household("o").phone, world.household("o").remark) == ("5", None)
    monkeypatch.undo()
    assert [report.status for report in merge_files(world["o"], files)] == ["already", "merged", "already"]
    assert world.household("o").remark == "from b"
    assert check(world["o"], deep=True) == []


def test_a_rehearsal_looks_at_each_file_as_if_those_before_were_in(world: Any) -> None:
    world.save("a", world.household("a").but(phone="5"))
    first = world.seal("a", "o")
    reports = merge_files(world["o"], [first, first], rehearse=True)
    assert [report.status for report in reports] == ["merged", "already"]
    assert world.household("o").phone != "5"
    assert reports[0].told["places"] == [{"scope": ONE, "kind": "household", "new": 0, "changed": 1}]
