"""Who writes a reader from FORMAT.md alone comes to the same verdict on every vector."""

import ast
import json
from pathlib import Path

import pytest

from tests.sync.second_reader import Reader

HERE = Path(__file__).parent / "vectors"
KEYS = json.loads((HERE / "keys.json").read_text())
BEGINS = json.loads((HERE / "reader.json").read_text(encoding="utf-8"))
NAMES = sorted(path.stem for path in HERE.glob("*.json") if path.stem not in ("keys", "reader"))
TOLD = ("impostors", "copied", "strange_receipt")  # of what an outcome counts, what the text defines
PARTS = sorted(Path(__file__).parent.glob("second_*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_the_second_reader_agrees(name: str) -> None:
    expected = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    reader = Reader(KEYS, BEGINS, KEYS[expected["lent"]]["age_identity"] if "lent" in expected else "")
    for file, outcome in zip(expected["files"], expected["outcomes"], strict=True):
        assert reader.read(HERE / file) == (outcome["status"], outcome["code"]), expected["why"]
        told = {name: found for name, found in reader.told.items() if found}
        assert told == {name: outcome[name] for name in TOLD if name in outcome}, expected["why"]
    wanted = expected.get("digests", {})
    assert reader.digests(wanted) == wanted, expected["why"]


def test_it_shares_nothing_with_the_program() -> None:
    nodes = [node for part in PARTS for node in ast.walk(ast.parse(part.read_text("utf-8")))]
    named = {one.module or "" for one in nodes if isinstance(one, ast.ImportFrom)}
    named |= {alias.name for one in nodes if isinstance(one, ast.Import) for alias in one.names}
    assert not any(name.startswith("fupin") for name in named)
    assert len(NAMES) >= 230
