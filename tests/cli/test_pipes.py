"""Whoever reads an answer may stop reading."""

import os
import subprocess
import sys


def test_a_reader_that_has_enough_is_no_error() -> None:
    words = [sys.executable, "-m", "fupin_desktop", "dictionary"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, check=False, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
