"""A second kind of case is a table: its stages, whose they are and what they wait for; no line of window or command."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from fupin_desktop.store.schema import SCHEMA

ROOT = Path(__file__).parents[2]
PARTS = Path(__file__).with_name("invented")
MOST_LINES = 40


def _copy(target: Path) -> Path:
    for part in ("fupin_desktop", "i18n"):
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "resources").mkdir()
    for part in (ROOT / "resources").iterdir():
        if part.name != "words":
            (target / "resources" / part.name).symlink_to(part)
    shutil.copytree(ROOT / "resources" / "words", target / "resources" / "words")
    shutil.copy(PARTS / "well_stage.toml", target / "resources" / "words")
    shutil.copytree(PARTS / "wells", target / "fupin_desktop" / "wells")
    migration = (PARTS / "9998_wells.py").read_text(encoding="utf-8").replace("NEWEST", f"{SCHEMA:04}")
    versions = target / "fupin_desktop" / "store" / "migrations" / "versions"
    (versions / "9998_wells.py").write_text(migration, encoding="utf-8")
    kinds = target / "fupin_desktop" / "kinds.py"
    text = kinds.read_text(encoding="utf-8")
    kinds.write_text(text.replace('    "visits",', '    "visits",\n    "wells",', 1), encoding="utf-8")
    return target


def test_an_invented_case_is_a_table_of_few_lines(tmp_path: Path) -> None:
    table = (PARTS / "wells" / "model.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in table if line.strip() and not line.startswith(("from ", '"""'))]) <= MOST_LINES
    copy, books = _copy(tmp_path / "copy"), tmp_path / "books"
    books.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(copy), "FUPIN_STATE": str(tmp_path / "state")}
    for part in ("journey.py", "window.py"):
        done = subprocess.run(
            [sys.executable, PARTS / part, books],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
