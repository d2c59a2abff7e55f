"""A limited child is fed whatever it does: it may start slowly, read late, never or nothing, and can be stopped."""

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop import limited
from fupin_desktop.ledger.errors import Cancelled
from fupin_desktop.limited import Ended, run_limited

MUCH = bytes(range(256)) * 8192  # 2 MB, many times what a pipe holds
LONG = 60.0
Child = Callable[[str], Callable[..., Ended]]


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Child:
    """A module that is run as a limited child."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(limited, "_LOOK", 0.02)

    def make(text: str) -> Callable[..., Ended]:
        (tmp_path / "a_child.py").write_text("import hashlib, sys, time\n" + textwrap.dedent(text))

        def start(given: object = MUCH, seconds: float = LONG, tick: Callable[[], object] = lambda: None) -> Ended:
            return run_limited("a_child", given, seconds=seconds, tick=tick)

        return start

    return make


def test_case_43_limited_child_hangs(child: Child) -> None:
    late = child("time.sleep(0.6); print(len(sys.stdin.buffer.read()))")
    assert late(MUCH) == Ended(f"{len(MUCH)}\n".encode(), 0)


def test_what_comes_back_is_as_large_as_what_was_given(child: Child) -> None:
    echo = child("time.sleep(0.1); sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])")
    assert echo(MUCH).said == MUCH[::-1]
    assert echo(b"").said == b""


def test_a_child_may_answer_before_it_has_read_all(child: Child) -> None:
    both = child("""
        while piece := sys.stdin.buffer.read(4096):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        time.sleep(0.1)
    """)
    assert both(MUCH).said == MUCH


def test_an_open_file_goes_to_the_child_as_it_is(child: Child, tmp_path: Path) -> None:
    (tmp_path / "given").write_bytes(MUCH)
    with (tmp_path / "given").open("rb") as file:
        late = child("time.sleep(0.3); print(hashlib.sha256(open(0, 'rb').read()).hexdigest())")
        assert len(late(file).said) == 65


def test_a_child_that_dies_at_once_or_answers_without_reading(child: Child) -> None:
    assert child("sys.exit(3)")(MUCH) == Ended(b"", 3)
    assert child("import os; os.abort()")(MUCH).by_limits
    assert child("print('enough')")(MUCH) == Ended(b"enough\n", 0)
    assert child("sys.stdin.close(); print('closed')")(MUCH) == Ended(b"closed\n", 0)


def test_a_child_that_never_reads_is_stopped(child: Child) -> None:
    with pytest.raises(TimeoutError):
        child("time.sleep(600)")(MUCH, seconds=0.5)


def test_a_child_that_works_for_ever_is_stopped(child: Child) -> None:
    with pytest.raises(TimeoutError):
        child("while True: pass")(MUCH, seconds=0.5)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only here a parent is told how long a child worked")
def test_a_busy_machine_costs_a_child_nothing(child: Child) -> None:
    """It stands still again and again, and longer than its limit in all; what it works is little."""
    starved = child("""
        for _turn in range(12):
            time.sleep(0.25)
            end = time.process_time() + 0.03
            while time.process_time() < end: pass
        print(len(sys.stdin.buffer.read()))
    """)
    assert starved(MUCH, seconds=1.5).said == f"{len(MUCH)}\n".encode()


def test_where_nobody_tells_how_long_it_worked_the_wall_counts(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "_worked", lambda _pid: None)
    with pytest.raises(TimeoutError):
        child("time.sleep(600)")(MUCH, seconds=0.1)
    assert child("time.sleep(0.4); print(1)")(MUCH, seconds=LONG).said == b"1\n"


def test_the_kernel_ends_what_works_too_long_as_the_clock_does(child: Child) -> None:
    with pytest.raises(TimeoutError):
        child("""
            from fupin_desktop.limited import limit_self
            limit_self(address_space=2**30, cpu_seconds=1)
            while True: pass
        """)(MUCH)


def test_a_person_stops_a_child_that_reads_nothing(child: Child) -> None:
    """Within a few looks: were the child waited for, this would last ten minutes."""
    looks = []

    def tick() -> None:
        looks.append(None)
        if len(looks) > 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        child("time.sleep(600)")(MUCH, tick=tick)
    assert len(looks) == 4


def test_nothing_stays_behind(child: Child) -> None:
    before = set(Path("/proc/self/fd").iterdir()) if Path("/proc/self/fd").exists() else set()
    for _turn in range(3):
        with pytest.raises(TimeoutError):
            child("time.sleep(600)")(MUCH, seconds=0.2)
    after = set(Path("/proc/self/fd").iterdir()) if Path("/proc/self/fd").exists() else set()
    assert len(after) <= len(before)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another kind")
def test_a_child_that_closes_its_ear_half_way(child: Child) -> None:
    assert child("import os; os.read(0, 10); os.close(0); print('half')")(MUCH) == Ended(b"half\n", 0)
