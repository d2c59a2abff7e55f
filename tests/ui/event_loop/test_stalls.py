"""The watch over the event loop (tests/benchmarks/watchdog.py) finds what stops it, and where."""

import time

from pytestqt.qtbot import QtBot

from fupin_desktop.ui.window.shell import Shell
from tests.benchmarks.stalls import LIMIT_MS, Watch

PLANTED_S = 0.4


def a_planted_stall() -> None:
    time.sleep(PLANTED_S)


def places(watch: Watch) -> str:
    return "\n".join(map(str, watch.stalls))


def test_what_stops_the_loop_is_found_with_its_place(qtbot: QtBot, shell: Shell) -> None:
    watch = Watch()
    shell.session.changed.connect(a_planted_stall)
    with watch.on():
        watch.during = "a change"
        shell.session.changed.emit()
        shell.session.changed.disconnect(a_planted_stall)
        qtbot.wait(20)
    (found,) = [one for one in watch.stalls if any("a_planted_stall" in place for place, _count in one.where)]
    assert found.during == "a change"
    assert found.ms > LIMIT_MS
    assert found.worked_ms < found.ms, "it slept: its thread did not work all the time"


def test_what_the_lane_does_stops_nothing(qtbot: QtBot, shell: Shell) -> None:
    watch, done = Watch(), list[object]()
    with watch.on():
        shell.session.run(lambda _progress: a_planted_stall(), done.append, done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert done == [None]
    assert "a_planted_stall" not in places(watch)
