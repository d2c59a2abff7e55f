"""Real files, read back with two readers: text, geometry, repetition, sameness."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.paper import passages as geometry
from fupin_desktop.paper import reading
from fupin_desktop.paper.blocks import (
    Align,
    Column,
    Document,
    Foot,
    Heading,
    Note,
    PageBreak,
    Para,
    Signature,
    Table,
    Title,
)
from fupin_desktop.paper.passages import page_texts
from fupin_desktop.paper.preview import page_count, page_image
from fupin_desktop.paper.reading import texts
from fupin_desktop.paper.sheet import LANDSCAPE, MM, PORTRAIT, SEAL
from fupin_desktop.paper.write import count_pages, write

NAMES = ["陈䶮", "李㛃", "王𬱖", "𫖮明远", "何𠅤", "𡋾大山", "钟𪛖"]
COLUMNS = [Column("序号", 0.7), Column("户主姓名"), Column("金额（元）", 1.0, Align.RIGHT)]
LIST = Table(COLUMNS, [[str(n), NAMES[n % len(NAMES)], f"{n * 1000:,}.00"] for n in range(1, 121)])
NOTICE = (
    Title("关于2017年拟脱贫户名单的公示"),
    Para("示例村全体村民：", indent=False),
    Heading("一、公示内容"),
    Heading("（一）名单", 2),
    Para("现将我村拟脱贫户名单予以公示，" * 6),
    LIST,
    Note("注：姓名按户口簿登记。"),
    Para("如有异议，请向驻村工作队反映。"),
    Signature(["示例村村民委员会"], "2017年11月30日"),
)


def pdftotext(pdf: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("poppler is not installed")
    return subprocess.run([tool, "-raw", pdf, "-"], check=True, capture_output=True).stdout.decode()


def pieces(pdf: Path, index: int) -> list[geometry.Piece]:
    with reading.opened(pdf) as document:
        page = document[index].get_textpage()
        found = geometry.pieces(page)
        page.close()
        return found


def test_rare_names_are_read_back_by_two_readers(printed) -> None:
    pdf = printed(*NOTICE)
    for text in ("".join(texts(pdf)), pdftotext(pdf)):
        for name in NAMES:
            assert text.count(name) >= LIST_COUNT[name]


LIST_COUNT = {name: sum(row[1] == name for row in LIST.rows) for name in NAMES}


def test_every_row_is_printed_whole_and_once(printed) -> None:
    cells = [text for page in page_texts(printed(LIST)) for text in page.passages]
    for row in LIST.rows:
        assert cells.count(row[2]) == 1


def test_the_heading_row_and_the_page_number_stand_on_each_page(printed) -> None:
    pages = texts(printed(*NOTICE))
    assert len(pages) == count_pages(Document("公示", NOTICE)) > 4
    with_rows = [text for text in pages if ",000.00" in text]
    assert all(text.count("户主姓名") == 1 for text in with_rows)
    for number, text in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in "".join(text.split())


def test_the_type_area_is_the_standards(printed) -> None:
    pdf = printed(Para("国" * 28 * 30, indent=False), foot=Foot.NONE)
    first = pieces(pdf, 0)
    assert [len(piece.text) for piece in first] == [28] * 22
    assert len(pieces(pdf, 1)) == 8
    assert min(piece.left for piece in first) == pytest.approx(28 * MM, abs=0.5)
    assert max(piece.right for piece in first) == pytest.approx((28 + 156) * MM, abs=0.5)
    top_of_text = 297 * MM - first[0].base - 0.88 * 16
    assert top_of_text == pytest.approx(37 * MM, abs=0.5)
    assert 297 * MM - first[-1].base <= (37 + 225) * MM
    assert {round(piece.size, 2) for piece in first} == {16.0}


def test_paragraphs_are_indented_two_characters_and_full_lines_are_flush(printed) -> None:
    lines = pieces(printed(Para("现将我村名单，予以公示；" * 8), foot=Foot.NONE), 0)
    assert lines[0].left == pytest.approx(28 * MM + 2 * 156 * MM / 28, abs=0.5)
    assert [line.right for line in lines[:-1]] == [pytest.approx(184 * MM, abs=0.8)] * (len(lines) - 1)


def test_signature_date_is_four_characters_in_and_the_seal_is_clear(printed) -> None:
    found = pieces(printed(Para("正文。"), Signature(["示例村村民委员会"], "2017年1月5日"), foot=Foot.NONE), 0)
    body, issuer, date = found
    assert PORTRAIT.right - date.right == pytest.approx(4 * 16, abs=1.0)
    assert (issuer.left + issuer.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.5)
    middle = (issuer.base + date.base) / 2 + 0.38 * 16
    assert body.base - 0.12 * 16 > middle + SEAL / 2


def test_a_signature_never_stands_alone_on_a_page(printed) -> None:
    for length in range(14, 24):
        pdf = printed(Para("\n".join(["国"] * length)), Signature(["示例村村民委员会"], "2017年1月5日"), foot=Foot.NONE)
        assert "国" in texts(pdf)[-1]


def test_several_issuers_have_a_seal_each(printed) -> None:
    names = ["示例县扶贫开发办公室", "示例县财政局", "示例县民政局"]
    found = pieces(printed(Signature(names, "2017年1月5日"), foot=Foot.NONE), 0)
    middles = [((p.left + p.right) / 2, p.base) for p in found if p.text in names]
    for index, (x, y) in enumerate(middles):
        assert all(max(abs(x - a), abs(y - b)) >= SEAL - 1 for a, b in middles[index + 1 :])


def test_amounts_are_not_cut_in_narrow_columns(printed) -> None:
    columns = [Column("序号", 0.1), Column("内容", 9.0, Align.LEFT), Column("金额", 0.2, Align.RIGHT)]
    cells = page_texts(printed(Table(columns, [["1", "村道" * 40, "12,345,678.00"]])))[0].passages
    assert "12,345,678.00" in cells
    assert "村道" * 40 in [cell.replace("\n", "") for cell in cells]


def test_a_row_higher_than_a_page_goes_on(printed) -> None:
    long = "".join(chr(0x4E00 + n) for n in range(1500))
    pdf = printed(Table([Column("序号"), Column("内容", 2)], [["1", long]]), foot=Foot.NONE)
    text = "".join("".join(texts(pdf)).split())
    assert page_count(pdf) > 1
    assert text.replace("序号内容", "") == "1" + long


def test_wrong_row_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells"):
        Table(COLUMNS, [["1"]])


def test_a_page_break_and_a_landscape_sheet(printed) -> None:
    pdf = printed(Para("甲"), PageBreak(), Para("乙"), sheet=LANDSCAPE)
    assert [("甲" in text, "乙" in text) for text in texts(pdf)] == [(True, False), (False, True)]
    picture = page_image(pdf, 0, 297)
    assert (picture.width, picture.height) == (297, 210)


def test_bulletins_number_pages_at_the_outer_edge(printed) -> None:
    pdf = printed(Para("甲"), PageBreak(), Para("乙"), foot=Foot.BULLETIN)
    odd, even = pieces(pdf, 0)[-1], pieces(pdf, 1)[-1]
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert odd.left > PORTRAIT.width / 2 > even.right


def test_a_long_title_is_set_in_lines_of_like_length(printed) -> None:
    first, second = pieces(printed(Title("示例县驻村扶贫工作队第一季度工作简报以及下一步打算"), foot=Foot.NONE), 0)
    assert abs(len(first.text) - len(second.text)) <= 1
    assert (first.left + first.right) / 2 == pytest.approx(PORTRAIT.left + PORTRAIT.area_width / 2, abs=0.5)


def test_the_foot_is_below_the_type_area_and_on_the_sheet(printed) -> None:
    number, code = pieces(printed(Para("甲"), code="GS-1"), 0)[-2:]
    assert code.text == "GS-1"
    assert 5 * MM < code.base < number.base < PORTRAIT.height - PORTRAIT.bottom - 7 * MM


def test_watermark_and_code_are_on_each_page(printed) -> None:
    pages = texts(printed(Para("甲"), PageBreak(), Para("乙"), watermark="草稿", code="GS-1 KQZW"))
    assert all("GS-1 KQZW" in text and set("草稿") <= set(text) for text in pages)


def test_same_input_same_bytes_and_neutral_metadata(tmp_path: Path) -> None:
    document = Document("公示", NOTICE, watermark="草稿", code="GS-1")
    first, second = (write(document, tmp_path / name) for name in ("a.pdf", "b.pdf"))
    content = (tmp_path / "a.pdf").read_bytes()
    assert content == (tmp_path / "b.pdf").read_bytes()
    assert first == second
    assert (first.sha256, first.bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    with pdfium.PdfDocument(tmp_path / "a.pdf") as pdf:
        about = pdf.get_metadata_dict()
    assert about["Title"] == "公示"
    assert {about["Author"], about["Producer"], about["Creator"]} == {"fupin-desktop"}


def test_only_our_fonts_are_in_the_file_and_all_are_embedded(printed) -> None:
    content = printed(*NOTICE).read_bytes()
    assert b"Helvetica" not in content
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor") > 0


def test_a_missing_glyph_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"U\+E000"):
        write(Document("公示", [Table([Column("姓名")], [["陈\ue000"]])]), tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        write(Document("公示", [Para("甲")]), tmp_path / "absent" / "x.pdf")
    assert refusal.value.code == "output.missing"


def test_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"old")

    def stop(done: int, total: int, text: str) -> None:
        raise InterruptedError(f"{done}/{total} {text}")

    with pytest.raises(InterruptedError, match=r"^1/2 "):
        write(Document("公示", [Para("甲"), PageBreak(), Para("乙")]), out, progress=stop)
    assert out.read_bytes() == b"old"


def test_the_preview_shows_ink_where_the_title_is(printed) -> None:
    picture = page_image(printed(Title("公示")), 0, 600)
    assert len(picture.rgba) == picture.width * picture.height * 4
    row = round(picture.height * (37 + 4) / 297)
    band = picture.rgba[row * picture.width * 4 : (row + 1) * picture.width * 4]
    assert min(band[0::4]) < 64
    assert set(band[3::4]) == {255}
    with pytest.raises(IndexError):
        page_image(printed(Title("公示")), 1, 600)
