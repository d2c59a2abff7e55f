"""What a new feature costs: one folder of three files, one line in kinds.py, one migration, data files; no engine.

The invention is a hard one: a meeting with votes, a case that waits for it and for photographs, money given to it from
a source, its notice, report, chart and board; written by window, command line and workbook, exchanged and merged.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages import mofile, pofile

from fupin_desktop.store.schema import SCHEMA

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
PARTS = Path(__file__).with_name("new_feature")
DATA = {"toilet_stage.toml": "words", "T01.toml": "notices"}
MOST_FILES, MOST_LINES = 3, 250


def _copy_program(target: Path) -> None:
    for part in ("fupin_desktop", "i18n"):
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "resources").mkdir()
    for part in (ROOT / "resources").iterdir():
        if part.name not in DATA.values():
            (target / "resources" / part.name).symlink_to(part)
    shutil.copy(ROOT / "pyproject.toml", target)
    (target / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "feature_layers.py", target / "tests")


def _add_feature(target: Path) -> None:
    shutil.copytree(PARTS / "toilets", target / "fupin_desktop" / "toilets")
    migration = (PARTS / "9999_toilets.py").read_text(encoding="utf-8").replace("NEWEST", f"{SCHEMA:04}")
    versions = target / "fupin_desktop" / "store" / "migrations" / "versions"
    (versions / "9999_toilets.py").write_text(migration, encoding="utf-8")
    kinds = target / "fupin_desktop" / "kinds.py"
    text = kinds.read_text(encoding="utf-8")
    kinds.write_text(text.replace('    "team",', '    "team",\n    "toilets",', 1), encoding="utf-8")


def _add_data(target: Path) -> None:
    for name, folder in DATA.items():
        shutil.copytree(ROOT / "resources" / folder, target / "resources" / folder)
        shutil.copy(PARTS / "data" / name, target / "resources" / folder)
    messages = target / "i18n" / "zh_CN" / "LC_MESSAGES" / "messages.po"
    with messages.open("a", encoding="utf-8") as file:
        file.write("\n" + (PARTS / "data" / "zh_CN.po").read_text(encoding="utf-8"))
    with messages.open("rb") as source, messages.with_suffix(".mo").open("wb") as out:
        mofile.write_mo(out, pofile.read_po(source, locale="zh_CN"))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the invention in it."""
    target = tmp_path_factory.mktemp("copy")
    _copy_program(target)
    _add_feature(target)
    _add_data(target)
    (target / "books").mkdir()
    return target


def _run(copy: Path, *words: object) -> None:
    environment = {**os.environ, "PYTHONPATH": str(copy), "FUPIN_STATE": str(copy / "state")}
    done = subprocess.run([*map(str, words)], cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


def test_it_costs_a_folder_of_few_lines() -> None:
    files = list((PARTS / "toilets").glob("*.py"))
    assert len(files) <= MOST_FILES
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= MOST_LINES


def test_no_engine_knows_it() -> None:
    rooms = ("ui", "cli", "store", "paper", "sheets", "sync")
    sources = [file for room in rooms for file in (ROOT / "fupin_desktop" / room).rglob("*.py")]
    named = re.compile(r"fupin_desktop.toilets|toilet_|village_meeting|T01")
    assert not [file for file in sources if named.search(file.read_text(encoding="utf-8"))]


def test_it_goes_through_command_line_workbook_exchange_and_merge_and_stands_in_the_window(copy: Path) -> None:
    for part in ("journey.py", "window.py"):  # the window opens the books the journey leaves
        _run(copy, sys.executable, PARTS / part, copy / "books")


def test_it_keeps_the_directions(copy: Path) -> None:
    _run(copy, Path(sys.executable).with_name("lint-imports"), "--no-cache")
