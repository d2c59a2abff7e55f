"""Killed at any moment of saving, sealing or merging: what was acknowledged is there, and no file is half."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

SCRIPT = Path(__file__).with_name("kills.py")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_hundred_kills(tmp_path: Path, seed: str) -> None:
    words = [sys.executable, SCRIPT, tmp_path, "--count", "100", "--seed", seed]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["wrong"] == 0, told["first"]
    assert told["count"] == 100
    assert {"nothing", "saved", "sealed"} <= set(told["killed_after"]), "the kills are spread over the work"
