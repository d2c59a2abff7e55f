"""Forms by the command line."""

from pathlib import Path
from typing import Any

from fupin_desktop.paper.reading import texts


def test_a_visit_is_prepared_on_paper(run: Any, tmp_path: Path) -> None:
    book, out = tmp_path / "village.book", tmp_path / "sheet.pdf"
    run("book", "new", book, "--role=village", "--name=演示一甲村", "--division=441690101200", "--demo")
    codes = [f"4416901012002016000{serial}" for serial in (1, 2, 3)]
    for code in codes:
        run(
            "record",
            "new",
            book,
            "household",
            f"household_code={code}",
            "village_code=441690101200",
            "status=当前贫困户",
        )
    assert "visit_preparation" in {kind["code"] for kind in run("form", "kinds")["kinds"]}
    chosen = [f"--household={code}" for code in codes[:2]]
    made = run("form", "print", book, "visit_preparation", *chosen, "--out", out)
    assert (made["file"], made["households"], made["typed_cells"]) == (str(out), 2, 0)
    assert "serial 0002" in "".join(texts(out)).replace("\n", "")
    assert "serial 0003" not in "".join(texts(out))
    assert run("form", "print", book, "visit_preparation", "--all", "--out", out)["households"] == 3
    none = run("form", "print", book, "visit_preparation", "--out", tmp_path / "none.pdf", code=1)
    assert none["refused"]["code"] == "form.empty"
    assert run("form", "print", book, "F99", "--all", "--out", out, code=1)["refused"]["code"] == "form.unknown"
