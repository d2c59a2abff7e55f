"""What others can read of a running process: its environment and its core dumps (real children, real /proc)."""

import os
import subprocess
import sys

import pytest

SECRET = "wu ge pin yin ci 五个词"
_REPORT = """
import os, resource, sys
from pathlib import Path
from fupin_desktop.process_secrets import keep_no_core, take_passphrase
assert os.environ.get("FUPIN_PASSPHRASE") == sys.stdin.read()
block = Path("/proc/self/environ")
assert b"FUPIN_PASSPHRASE=" in block.read_bytes()
passphrase = take_passphrase()
kept = block.read_bytes()
keep_no_core()
import ctypes
print(len(passphrase), b"FUPIN_PASSPHRASE" in kept, b"KEPT=1" in kept, os.environ.get("KEPT"),
      resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
_VERBS = """
import sys
from pathlib import Path
from fupin_desktop.cli import main
try:
    main(["device", "list", "no-such.book"])
finally:
    print(b"FUPIN_PASSPHRASE" in Path("/proc/self/environ").read_bytes())
"""

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows its environment so")


def told(code: str) -> str:
    surroundings = {**os.environ, "FUPIN_PASSPHRASE": SECRET, "KEPT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], input=SECRET, env=surroundings, capture_output=True, text=True, check=True
    )
    return done.stdout.strip().splitlines()[-1]


@linux
def test_the_passphrase_leaves_the_environment_and_nothing_is_dumped() -> None:
    assert told(_REPORT) == f"{len(SECRET)} False True 1 (0, 0) 0"


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="/proc is closed to ourselves after it")
def test_a_verb_takes_it_out_before_anything_else() -> None:
    assert told(_VERBS) == "False"
