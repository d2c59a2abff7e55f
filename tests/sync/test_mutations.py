"""No mutated bundle is accepted, none changes a row; what an enrolled laptop lies stays in its own village."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.long

SCRIPT = Path(__file__).with_name("mutations.py")
MEMORY_MB = 300


def attacked(folder: Path, *options: str) -> Any:
    done = subprocess.run(
        [sys.executable, SCRIPT, folder, *options],
        env={**os.environ, "FUPIN_STATE": str(folder / "state")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["wrong"] == 0, told["first"]
    assert told["rss_mb"] < MEMORY_MB
    return told


def test_every_truncation_and_every_bit_of_a_small_bundle(tmp_path: Path) -> None:
    size = (SCRIPT.parent / "vectors" / "good.fpb").stat().st_size
    assert attacked(tmp_path, "--small")["count"] == 2 + 9 * size


@pytest.mark.parametrize("seed", ["1", "2"])
def test_random_mutations_of_a_large_bundle(tmp_path: Path, seed: str) -> None:
    told = attacked(tmp_path, "--random", "10000", "--seed", seed)
    assert told["codes"]["merged"] == 2  # the two that were not harmed
    assert len(told["codes"]) > 6, "the mutations reach more than one check"


def test_hostile_payloads_under_a_valid_signature(tmp_path: Path) -> None:
    told = attacked(tmp_path, "--hostile", "2000")
    assert {"merged", "set_aside", "held"} <= set(told["codes"])
