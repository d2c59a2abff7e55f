"""What two desks write of an identification or a verification and neither could alone is found after the merge."""

from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.kinds import make
from fupin_desktop.store.write.findings import findings
from fupin_desktop.verification.model import VerificationCard, VerificationRound


def _found(world: Any, name: str, *kinds: str) -> list[str]:
    book = world[name]
    with book.read() as reader:
        return [one.code for one in findings(reader, book.identity, book.wall().date(), kinds)]


def _case(world: Any, name: str) -> IdentificationCase:
    with world[name].read() as reader:
        return reader.find(IdentificationCase)[0]


def test_one_name_for_two_parties_is_found(world: Any) -> None:
    with world["o"].write("case.open") as ledger:
        make(ledger, IdentificationCase(household=ledger.find(Household)[0].id))
    world.settle_down()
    world.save("a", _case(world, "a").but(signed_cadre="甲"))
    world.save("b", _case(world, "b").but(signed_secretary="甲"))
    for laptop in ("a", "b"):
        world.send(laptop, "o")
    stands = _case(world, "o")
    assert (stands.signed_cadre, stands.signed_secretary) == ("甲", "甲"), "nothing of either is lost"
    assert "signatures.same" in _found(world, "o", "identification_case")


def test_two_cases_of_a_household_are_found(world: Any) -> None:
    for laptop in ("a", "b"):
        with world[laptop].write("case.open") as ledger:
            make(ledger, IdentificationCase(household=ledger.find(Household)[0].id))
        world.send(laptop, "o")
    assert "case.open_already" in _found(world, "o", "identification_case")


def test_an_answer_taken_apart_is_found(world: Any) -> None:
    with world["o"].write("verification") as ledger:
        day = ledger.today
        made = VerificationRound(county_code=ledger.division, year=day.year, name="核查", opened_on=day)
        ledger.save(made)
        home = ledger.find(Household)[0].id
        make(ledger, VerificationCard(household=home, result="exclude", bar="bar7_1", found="有房"))
    world.settle_down()
    for laptop, facts in (("a", {"result": "keep", "bar": None}), ("b", {"bar": "bar7_2"})):
        with world[laptop].read() as reader:
            card = reader.find(VerificationCard)[0]
        world.save(laptop, card.but(**facts))
        world.send(laptop, "o")
    assert "verification.bar" in _found(world, "o", "verification_card")
