"""Files of subjects in tests: a tab is read off the window's thread, so one waits before one looks."""

from pytestqt.qtbot import QtBot

from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.file import SubjectFile
from fupin_desktop.ui.subject.sections.section import Section


def settled(qtbot: QtBot, session: Session) -> None:
    """Wait until nothing is written or read any more, and what was read is shown."""
    qtbot.waitUntil(lambda: session.idle, timeout=8000)
    qtbot.wait(20)  # what was made meanwhile is laid out


def section_of(qtbot: QtBot, session: Session, file: SubjectFile, tab: str, at: int = 0) -> Section:
    """A section of a file, with its tab in front and what it shows read."""
    page = file.page(tab)
    file.tabs.setCurrentWidget(page)
    settled(qtbot, session)
    return page.sections[at]
