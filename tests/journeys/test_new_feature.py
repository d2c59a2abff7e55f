"""What a new feature costs: one folder, one line in kinds.py, one migration; everything else follows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from fupin_desktop.store.schema import SCHEMA

ROOT = Path(__file__).parents[2]
PARTS = Path(__file__).with_name("new_feature")


def _copy(target: Path) -> Path:
    for part in ("fupin_desktop", "i18n"):
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    (target / "resources").symlink_to(ROOT / "resources")
    shutil.copy(ROOT / "pyproject.toml", target)
    (target / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "feature_layers.py", target / "tests")
    shutil.copytree(PARTS / "gardens", target / "fupin_desktop" / "gardens")
    migration = (PARTS / "9999_gardens.py").read_text(encoding="utf-8").replace("NEWEST", f"{SCHEMA:04}")
    versions = target / "fupin_desktop" / "store" / "migrations" / "versions"
    (versions / "9999_gardens.py").write_text(migration, encoding="utf-8")
    kinds = target / "fupin_desktop" / "kinds.py"
    text = kinds.read_text(encoding="utf-8")
    kinds.write_text(text.replace('    "households",', '    "gardens",\n    "households",', 1), encoding="utf-8")
    return target


def test_an_invented_feature_costs_a_folder_a_line_and_a_migration(tmp_path: Path) -> None:
    copy, books = _copy(tmp_path / "copy"), tmp_path / "books"
    books.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(copy), "FUPIN_STATE": str(tmp_path / "state")}

    def told(*words: object) -> None:
        done = subprocess.run(
            [*map(str, words)], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]

    told(sys.executable, PARTS / "journey.py", books)
    told(sys.executable, PARTS / "window.py", books)
    told(Path(sys.executable).with_name("lint-imports"), "--no-cache")
