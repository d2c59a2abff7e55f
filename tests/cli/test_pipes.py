"""Whoever reads an answer may stop reading, know few signs, or have no room: what became of the call stays so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def test_a_reader_that_has_enough_is_no_error() -> None:
    words = [sys.executable, "-m", "fupin_desktop", "dictionary"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_refusal_stays_one_when_nobody_reads_it() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = [sys.executable, "-m", "fupin_desktop", "--json", "book", "info", "none.book"]
    done = subprocess.run(words, stdout=writing, stderr=subprocess.DEVNULL, check=False)
    os.close(writing)
    assert done.returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
@pytest.mark.parametrize("name", ["none.book", "台账😀.book", os.fsdecode(b"\xff.book")])
def test_a_terminal_that_knows_few_signs(encoding: str, name: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "FUPIN_LANG": "zh_CN", "FUPIN_PASSPHRASE": "x" * 12}
    words = [sys.executable, "-m", "fupin_desktop", "--json", "book", "info", name]
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    answer = json.loads(done.stdout.decode(encoding))
    assert (done.returncode, answer["refused"]["where"]["path"]) == (1, name)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize(("words", "code"), [(["dictionary"], 1), (["--json", "book", "info", "none.book"], 1)])
def test_no_room_for_the_answer(words: list[str], code: int) -> None:
    environment = {**os.environ, "FUPIN_PASSPHRASE": "x" * 12}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "fupin_desktop", *words], env=environment, stdout=full, stderr=subprocess.PIPE,
            check=False, text=True,
        )  # fmt: skip
    assert done.returncode == code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("words", "code"), [("dictionary", 0), ("--json book info none.book", 1)])
def test_no_streams_at_all(words: str, code: int) -> None:
    """As a program without a console is started."""
    done = subprocess.run(["sh", "-c", f"{sys.executable} -m fupin_desktop {words} >&- 2>&-"], check=False)
    assert done.returncode == code
