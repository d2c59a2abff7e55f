"""What village and township enter of the same days comes together; nothing is lost, what cannot both be is found."""

from pathlib import Path
from typing import Any

import pytest

VILLAGE, HOME = "441690101200", "44169010120020160001"
OLD, DAY = "start=2014-01-01", "2017-06-05"


def enrol(run: Any, folder: Path) -> tuple[Path, Path]:
    office, village = folder / "town.book", folder / "village.book"
    main = run("book", "new", office, "--role=township", "--name=甲镇", "--division=441690101")["fingerprint"]
    laptop = run("book", "new", village, "--role=village", "--name=一甲", f"--division={VILLAGE}")["fingerprint"]
    run("device", "card", village, "--out", folder / "card")
    run(
        "device", "enrol", office, folder / "card", f"--scope={VILLAGE}", "--person=甲", "--role=first_secretary",
        f"--fingerprint={laptop}", "--out", folder / "welcome.fpb",
    )  # fmt: skip
    run("device", "join", village, folder / "welcome.fpb", f"--fingerprint={main}")
    return office, village


def exchange(run: Any, village: Path, office: Path, folder: Path) -> None:
    run("bundle", "seal", village, "--out", folder / "up.fpb")
    run("bundle", "merge", office, folder / "up.fpb")
    run("bundle", "seal", office, "--to=all", "--out", folder / "down")
    for file in sorted((folder / "down").iterdir()):
        run("bundle", "merge", village, file)
        file.unlink()
    (folder / "up.fpb").unlink()
    ours, theirs = (run("book", "info", book)["digests"][VILLAGE] for book in (office, village))
    assert ours == theirs


@pytest.fixture
def desks(run: Any, tmp_path: Path) -> tuple[Path, Path]:
    """Both hold the village, a household, a cadre; the village has a leader's visit and a meeting."""
    office, village = enrol(run, tmp_path)
    new(run, village, "village", f"code={VILLAGE}", "name=演示一甲村", "is_poor_village=yes")
    new(run, village, "household", f"household_code={HOME}", "status=registered")
    new(run, village, "cadre", "name=陈一")
    new(run, village, "leader_visit", f"date={DAY}", "leader=刘县长", "level=county", "purposes=study", "solved=路")
    exchange(run, village, office, tmp_path)
    return office, village


def new(run: Any, book: Path, kind: str, *values: str) -> str:
    home = () if kind in ("village", "leader_call", "journal_line") else (f"village_code={VILLAGE}",)
    return str(run("record", "new", book, kind, *home, *values)["id"])


def at(run: Any, book: Path, kind: str) -> list[Any]:
    return list(run("record", "list", book, kind)["records"])


def test_both_desks_write_of_the_same_days(run: Any, tmp_path: Path, desks: tuple[Path, Path]) -> None:
    office, village = desks
    (came,) = at(run, village, "leader_visit")
    new(run, village, "village_visit", f"date={DAY}", "visitors=陈一", "whom=villager", "findings=水渠")
    new(run, village, "committee_member", "name=林甲", "post=secretary", OLD)
    run("journal", "write", village, "--cadre=陈一", f"--date={DAY}", "--line=下雨")
    new(run, office, "committee_member", "name=林乙", "post=secretary", "start=2017-01-01")
    new(run, office, "leader_call", f"leader_visit={came['id']}", f"household={HOME}", "words=看屋顶")
    exchange(run, village, office, tmp_path)
    for book in desks:
        events = run("timeline", book, "--household", HOME)["events"]
        assert [(one["day"], one["people"]) for one in events] == [(DAY, ["刘县长"])]
        (day,) = run("journal", "show", book, "--cadre=陈一", "--month=2017-06")["days"]
        assert (len(day["events"]), day["line"]) == (1, "下雨")
        assert run("gaps", book, "two_in_a_post")["count"] == 2
        assert "committee.overlap" in str(run("record", "findings", book))
    refused = run("record", "new", office, "committee_member", f"village_code={VILLAGE}", "name=林丙", "post=secretary",
                  OLD, code=1)  # fmt: skip
    assert refused["refused"]["code"] == "committee.overlap"


def test_one_line_written_at_both_desks_stays_twice_until_somebody_joins_them(
    run: Any, tmp_path: Path, desks: tuple[Path, Path]
) -> None:
    office, village = desks
    for book, words in ((village, "下雨"), (office, "大雨")):
        run("journal", "write", book, "--cadre=陈一", f"--date={DAY}", f"--line={words}")
    exchange(run, village, office, tmp_path)
    for book in desks:
        assert {one["line"] for one in at(run, book, "journal_line")} == {"下雨", "大雨"}
