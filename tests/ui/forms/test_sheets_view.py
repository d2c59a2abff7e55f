"""The preview of a long notice: its first page at once, as it prints; far pages are drawn when one comes near."""

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.notices.page import NoticePage, PageColumn
from fupin_desktop.paper.documents.notice import NoticeSetting
from fupin_desktop.paper.preview import page_count, page_image
from fupin_desktop.ui.forms.pages.sheets_view import SheetsView
from fupin_desktop.ui.window.shell import Shell

NAMES, GIVEN = "张王李赵陈刘黄周吴徐", "明华国建强秀英梅芳兰"


def setting(rows: int, *, layout: str = "") -> NoticeSetting:
    """An invented list of so many households."""
    page = NoticePage(
        title="关于演示一镇2017年度拟脱贫户的公示",
        paras=(f"现将我镇2017年度拟脱贫户名单（共{rows}户）予以公示。",),
        columns=(
            PageColumn("序号", 0.8, "centre"),
            PageColumn("行政村", 2.0, "centre"),
            PageColumn("村民小组", 1.8, "centre"),
            PageColumn("户主姓名", 1.8, "centre"),
        ),
        rows=tuple(
            (str(n + 1), f"演示{n // 90 + 1}村", f"第{n % 12 + 1}组", NAMES[n % 10] + GIVEN[n // 10 % 10])
            for n in range(rows)
        ),
        closing=("公示期限：2017年12月1日至2017年12月7日，共7天。",),
        issuers=("演示一镇人民政府",),
        date="2017年12月1日",
        code="演示一镇公示〔2017〕1号",
        draft=False,
        layout=layout,
    )
    return NoticeSetting(page, watermark="演示")


@pytest.mark.parametrize(("rows", "layout"), [(2, ""), (40, ""), (400, "inline"), (400, "annex"), (1_493, "")])
def test_the_first_page_is_page_1_of_what_prints(rows: int, layout: str) -> None:
    made = setting(rows, layout=layout)
    (first, told), (whole, pages) = made.first(), made.whole()
    assert told == pages
    assert page_count(first) == 1
    assert page_image(first, 0, 800) == page_image(whole, 0, 800)
    if pages == 1:
        assert first == whole


def test_far_pages_are_drawn_when_one_comes_near_and_forgotten_again(qtbot: QtBot, shell: Shell) -> None:
    pdf, pages = setting(1_493).whole()
    view = SheetsView(shell.session)
    qtbot.addWidget(view)
    view.resize(500, 600)
    view.show()
    view.show_pdf(pdf)
    qtbot.waitUntil(lambda: view.pdf is pdf and shell.session.lane.idle, timeout=20000)
    assert len(view.pages) == pages > 20
    assert not view.pages[0].pixmap().isNull()
    assert view.pages[-1].pixmap().isNull(), "a thick file is not held as pictures"
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: not view.pages[-1].pixmap().isNull(), timeout=20000)
    assert view.pages[0].pixmap().isNull()


def test_what_is_not_finished_cannot_be_printed(qtbot: QtBot, shell: Shell) -> None:
    view = SheetsView(shell.session)
    qtbot.addWidget(view)
    view.show_first(setting(400).first()[0])
    qtbot.waitUntil(lambda: len(view.pages) == 1, timeout=20000)
    assert view.pdf is None
