"""The photo tray by the command line."""

from pathlib import Path
from typing import Any

from PIL import Image

CODE = "44169010120020160001"


def test_photographs_wait_and_are_given_to_a_visit(run: Any, tmp_path: Path) -> None:
    book = tmp_path / "village.book"
    run("book", "new", book, "--role=village", "--name=演示一甲村", "--division=441690101200")
    run("record", "new", book, "household", f"household_code={CODE}", "village_code=441690101200", "status=当前贫困户")
    files = []
    for n in (1, 2):
        files.append(tmp_path / f"{n}.png")
        Image.new("RGB", (40, 30), (90 * n, 0, 0)).save(files[-1])
    (tmp_path / "x.jpg").write_bytes(b"no photograph")
    laid = run("photo", "lay", book, *files, tmp_path / "x.jpg")
    assert [one["file"] for one in laid["photos"]] == ["1.png", "2.png"]
    assert [one["file"] for one in laid["refused_files"]] == ["x.jpg"]
    first, second = (one["key"] for one in laid["photos"])
    how = (f"--household={CODE}", "--date=2017-06-03", "--visitors=甲", "--type=日常", "--notes=看房")
    made = run("visit", "log", book, *how, f"--from-tray={first[:12]}")
    assert run("record", "show", book, "visit", made["id"])["record"]["photos"] == [first]
    assert [one["key"] for one in run("photo", "tray", book)["photos"]] == [second]
    assert run("visit", "log", book, *how, f"--from-tray={first}", code=1)["refused"]["code"] == "tray.photo"
    assert run("photo", "drop", book, second)["photos"] == []
    assert len(list(Path(f"{book}.photos").iterdir())) == 1
