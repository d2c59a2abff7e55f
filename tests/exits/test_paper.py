"""脱贫认定表（确认书） F10: checklist, income against the line, the notice's number, signatures, from records."""

from pathlib import Path
from typing import Any

from fupin_desktop.paper.reading import texts
from fupin_desktop.store.book.book import Book
from tests.exits.world import code_of, confirmed


def test_the_paper_shows_what_the_case_holds(run: Any, town: Book, tmp_path: Path) -> None:
    with town.write("test") as ledger:
        confirmed(ledger)
    town.close()
    out = tmp_path / "F10.pdf"
    wanted = ("form", "print", town.path, "F10", "--household", code_of(1), "--out", out)
    made = run(*wanted, "--confirm-day=测试")
    assert (made["papers"], made["pages"], made["typed_cells"]) == (1, 1, 0)
    told = "".join(texts(out)).replace("\r", "").replace("\n", "")
    for word in ("不愁吃", "不愁穿", "义务教育", "基本医疗", "住房安全", "入户查看", "8,000", "7,000", "文件规定"):
        assert word in told, word
    for word in ("演示一甲村公示〔2017〕1号", "演示扶贫〔2017〕9号", "户主本人", "户主（签名、按指印）", "2020-12-31"):
        assert word in told, word
