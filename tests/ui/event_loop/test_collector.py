"""What closed dialogs leave behind is collected in the window's thread alone, whatever the lanes allocate meanwhile."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fupin_desktop.ui.frame.worker import Lane, collect_all

WHERE: list[threading.Thread] = []


class Noted:
    """Says in which thread it was collected."""

    def __del__(self) -> None:
        WHERE.append(threading.current_thread())


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    WHERE.clear()
    made = Lane()
    yield made
    made.drain()
    qtbot.waitUntil(lambda: made.idle)


def _closed_dialog() -> None:
    """A dialog with a timer, in a cycle, that nobody knows any more."""
    dialog = QDialog()
    dialog.timer = QTimer(dialog)
    dialog.timer.start(10)
    dialog.noted, dialog.self = Noted(), dialog


def _busy(_progress: object) -> bool:
    """Allocate as a merge does: enough for many collections."""
    for _round in range(200):
        [[QObject, {}] for _one in range(1000)]
    return gc.isenabled()


def test_a_lane_never_collects(qtbot: QtBot, lane: Lane) -> None:
    answers: list[object] = []
    _closed_dialog()
    for _time in range(3):
        lane.run(_busy, answers.append, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=20000)
    assert answers == [False] * 3
    assert gc.isenabled()
    gc.collect()
    assert set(WHERE) <= {threading.main_thread()}
    assert WHERE, "the dialog was collected"


def test_what_a_long_job_made_is_not_looked_through_when_it_ends(qtbot: QtBot, lane: Lane) -> None:
    answers: list[object] = []
    gc.collect()
    lane.run(lambda _progress: [[at] for at in range(100_000)], answers.append, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=20000)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
    assert gc.get_count()[0] < 100_000  # what comes next looks through what is new since
    gc.unfreeze()


def test_what_was_put_out_of_sight_is_collected_while_nobody_waits(qtbot: QtBot, lane: Lane) -> None:
    answers: list[object] = []
    gc.collect()
    _closed_dialog()
    gc.freeze()
    gc.collect()
    assert WHERE == []
    collect_all()
    assert [threading.main_thread()] == WHERE
    lane.run(lambda _progress: None, answers.append, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    gc.unfreeze()


def test_a_job_that_is_dropped_with_its_lane_leaves_the_collector_on(qtbot: QtBot) -> None:
    lane = Lane()
    lane.run(_busy, lambda _what: None, lambda _what: None)
    lane.drain()
    lane.deleteLater()
    del lane
    qtbot.waitUntil(gc.isenabled, timeout=5000)
