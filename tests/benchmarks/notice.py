"""A notice through check, leak gate and print, beside a plain canvas that only sets the same cells: time and memory;
and how soon its first page is seen.

python tests/benchmarks/notice.py [rows …]      1,493 and 42,000 by default; each in a process of its own
"""

import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
COUNTS = (1_493, 42_000)
SURNAMES, GIVEN = "张王李赵陈刘黄周吴徐", "明华国建强秀英梅芳兰永福德胜玉珍"


def page_of(count: int) -> Any:
    """An invented list of so many households, as a notice prints it."""
    from fupin_desktop.notices.page import NoticePage, PageColumn

    labels = (
        ("序号", 0.8),
        ("行政村", 2.0),
        ("村民小组", 1.8),
        ("户主姓名", 1.8),
        ("家庭人口数", 1.5),
        ("脱贫年度", 1.5),
    )
    rows = tuple(
        (str(n), f"演示{n // 90 + 1}村", f"第{n % 12 + 1}组", name(n), str(n % 6 + 1), "2017") for n in range(count)
    )
    return NoticePage(
        title="关于演示县2017年度拟脱贫户的公示",
        paras=(f"根据《广东省农村扶贫开发条例》，现将拟脱贫户名单（共{count}户）予以公示。",),
        columns=tuple(PageColumn(label, width, "centre") for label, width in labels),
        rows=rows,
        closing=("公示期限：2017年12月1日至2017年12月7日，共7天。公示地点：县政府公示栏。",),
        issuers=("演示县扶贫开发办公室",),
        date="2017年12月1日",
        code="",
        draft=False,
    )  # fmt: skip


def name(n: int) -> str:
    """An invented name."""
    return SURNAMES[n % 10] + GIVEN[n // 10 % 16] + GIVEN[n // 160 % 16]


def ours(count: int) -> dict[str, float]:
    """Check and gate in the text, then draw, then the gate over the finished file."""
    from fupin_desktop.ledger.leaks import Names
    from fupin_desktop.notices.checking import find_leaks_in
    from fupin_desktop.paper.documents.notice import render_notice

    page, children = page_of(count), {f"童{name(n)}" for n in range(count // 5)}
    others = {name(n) for n in range(count)}
    begun = time.process_time()
    assert not list(find_leaks_in(page, Names(children, others)))
    gated = time.process_time()
    content, pages = render_notice(page, minors=children, others=others)
    return {"check": gated - begun, "print": time.process_time() - gated, "pages": pages, "bytes": len(content)}


def first(count: int) -> dict[str, float]:
    """Until the picture of page 1 is there, as the preview shows it: at first, with the fonts to be read; again."""
    told = [first_page(count), first_page(count)]
    return dict(zip(("first time", "again"), told, strict=True))


def first_page(count: int) -> float:
    """Laid out and counted, page 1 drawn, looked through, and painted."""
    from fupin_desktop.paper.documents.notice import NoticeSetting
    from fupin_desktop.paper.preview import page_image

    page, others = page_of(count), {name(n) for n in range(count)}
    children = {f"童{one}" for one in others}
    begun = time.process_time()
    content, _pages = NoticeSetting(page, minors=children, others=others).first()
    page_image(content, 0, 1000)
    return time.process_time() - begun


def plain(count: int) -> dict[str, float]:
    """The same cells with nothing but a canvas: no breaking of lines, no rules, no gate."""
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.pdfgen.canvas import Canvas

    page, out = page_of(count), io.BytesIO()
    begun = time.process_time()
    pdfmetrics.registerFont(ttfonts.TTFont("song", str(ROOT / "resources/fonts/FupinSong-Regular.ttf")))
    canvas = Canvas(out)
    for start in range(0, count, 30):
        canvas.setFont("song", 12)
        for line, row in enumerate(page.rows[start : start + 30]):
            for column, text in enumerate(row):
                canvas.drawString(60 + column * 80, 760 - line * 23, text)
        canvas.showPage()
    canvas.save()
    return {"print": time.process_time() - begun}


def measured(what: str, count: int) -> dict[str, Any]:
    """One of both in a process of its own: seconds of processor time, and the most memory in MB."""
    command = [sys.executable, __file__, "--one", what, str(count)]
    told = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def main() -> None:
    """One line each."""
    if sys.argv[1:2] == ["--one"]:
        work = {"ours": ours, "plain": plain, "first": first}[sys.argv[2]]
        answer = work(int(sys.argv[3]))
        print(json.dumps({**answer, "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
        return
    for count in [int(one) for one in sys.argv[1:]] or COUNTS:
        for what in ("plain", "ours", "first"):
            told = {name: round(value, 2) for name, value in measured(what, count).items()}
            print(f"{count:>6} rows {what:<6} {told}", flush=True)


if __name__ == "__main__":
    main()
