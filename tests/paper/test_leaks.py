"""The leak gate finds what it must and lets an honest notice pass."""

from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from fupin_desktop.ledger.leaks import Shape, look
from fupin_desktop.ledger.leaks.folding import folded
from fupin_desktop.paper.blocks import Align, Column, Document, Para, Signature, Table, Title
from fupin_desktop.paper.leaks import IN_FILE, find_leaks
from fupin_desktop.paper.write import write

IDENTITY, MOBILE, CARD = "44169019800230121X", "13800001234", "6228480012345678901"
WITH_A_DAY = "44169019800228121X"


def kinds(text: str) -> set[Shape]:
    return {found.shape for found in look(text)}


def digits(text: str) -> str:
    """The digits of a piece of text, and its end sign."""
    return "".join(sign for sign in folded(text) if sign.isdecimal() or sign == "X")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (WITH_A_DAY, Shape.IDENTITY),
        ("身份证44169019800228121x，", Shape.IDENTITY),
        ("４４１６９０１９８００２２８１２１Ｘ", Shape.IDENTITY),
        ("441690 19800228 1218", Shape.IDENTITY),
        ("441690-1980-02-28-1218", Shape.IDENTITY),
        ("441690．1980．0228．1218", Shape.IDENTITY),
        ("441690800228121", Shape.IDENTITY),
        ("残疾证441690198002281218431", Shape.IDENTITY),
        ("441690198002281218", Shape.IDENTITY),
        ("441690\u200b19800228\u30001218", Shape.IDENTITY),
        ("441690\x0219800228\r\n1218", Shape.IDENTITY),
        (CARD, Shape.NUMBER),
        ("6228 4800 1234 5678", Shape.NUMBER),
        (MOBILE, Shape.TELEPHONE),
        ("138 0000 1234", Shape.TELEPHONE),
        ("138-0000-1234", Shape.TELEPHONE),
        ("8613800001234", Shape.TELEPHONE),
        ("3 13800001234 2", Shape.TELEPHONE),
        ("电话①③⑧００００1234", Shape.TELEPHONE),
        # A telephone in a house is a household's, whatever its kind; a 12-digit account looks like a village's code
        ("0762-1234567", Shape.TELEPHONE),
        ("441690101200", Shape.NUMBER),
    ],
)
def test_found(text: str, kind: Shape) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "2017年12月1日至2017年12月7日",
        "2017.05.10-2017.05.16",
        "2017-05-10～2017-05-16",
        "2017/5/10",
        "1,234,567.00",
        "1000.00-20000.00",
        "12000.00",
        "（示发〔2018〕6号）",
        "2016-2018",
        "12317",
        "138****1234",
        "441690********121X",
        "尾号＊1218",
        "GS-2017-0001 KQZW",
        "",
    ],
)
def test_passed(text: str) -> None:
    assert kinds(text) == set()


SEPARATORS = st.text(alphabet=" -.·　－．—\u200b\u00a0\n", max_size=2)
IDS = st.builds(
    "{}{:%Y%m%d}{:03d}{}".format,
    st.integers(110000, 659000),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2030, 1, 1)),
    st.integers(0, 999),
    st.sampled_from("0123456789Xx"),
)


@given(IDS, st.data())
def test_identity_numbers_are_found_however_they_are_broken_up(number: str, data: st.DataObject) -> None:
    spread = "".join(char + data.draw(SEPARATORS) for char in number)
    assert any(number.upper() in digits(hit.text) for hit in look(f"张三{spread}号"))


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True, alphabet="0123456789"), st.data())
def test_mobile_numbers_are_found_however_they_are_broken_up(number: str, data: st.DataObject) -> None:
    cuts = data.draw(st.sets(st.integers(1, 10), max_size=4))
    spread = "".join((data.draw(SEPARATORS) if at in cuts else "") + char for at, char in enumerate(number))
    assume(folded(spread).count(".") < 2)  # 138.00-138000.12 is a range of amounts
    assert any(digits(hit.text) == number for hit in look(f"电话{spread}。"))


@given(st.text(alphabet="0123456789", min_size=1, max_size=9))
def test_short_numbers_pass(number: str) -> None:
    # Ten digits may be a telephone with the code of its area
    assert look(number) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(IDS, st.floats(0.2, 4.0), st.sampled_from(list(Align)), st.data())
def test_a_number_in_a_narrow_cell_is_found_over_its_line_breaks(printed, number, width, align, data) -> None:
    at = data.draw(st.integers(1, 17))
    text = number[:at] + data.draw(st.sampled_from(["", "\n", "\n\n", " ", "-", "　"])) + number[at:]
    columns = [Column("姓名"), Column("备注", width, align), Column("人数", 4.0)]
    leaks = find_leaks(printed(Table(columns, [["张三", text, "3"], ["李四", "无", "2"]])))
    assert [digits(leak.found) for leak in leaks if leak.shape is Shape.IDENTITY] == [number.upper()]


def test_an_honest_notice_passes(printed) -> None:
    columns = [Column("序号", 0.5), Column("组"), Column("姓名"), Column("人口"), Column("金额", 1, Align.RIGHT)]
    rows = [[str(n), f"{n % 9}", "张三", str(n % 7), f"{n * 1234}"] for n in range(1, 400)]
    pdf = printed(
        Title("关于2017年补助发放名单的公示"),
        Para("公示期自2017年12月1日起至12月7日止，联系电话：0762-1234567，监督电话：12317。"),
        Table(columns, rows),
        Signature(["示例村村民委员会"], "2017年11月30日"),
        code="GS-2017-0001  KQZWMTRA",
    )
    assert find_leaks(pdf, phone="0762-1234567", forbidden_names=["李小明"]) == []


def test_figures_one_below_the_other_are_not_put_together(printed) -> None:
    rows = [[str(13800 + n)] for n in range(60)]
    assert find_leaks(printed(Table([Column("金额")], rows))) == []
    assert find_leaks(printed(Table([Column("组"), Column("金额")], [["", *row] for row in rows]))) == []


def test_a_number_with_an_empty_line_or_a_wide_space_on_a_line_of_its_own_is_found(printed) -> None:
    for between in ("\n\n", "\n　\n", "　", "\n \n-\n"):
        columns = [Column("备注", 1.0), Column("人数", 4.0)]
        leaks = find_leaks(printed(Table(columns, [[f"441690198{between}002281218", "3"]])))
        assert [digits(leak.found) for leak in leaks] == ["441690198002281218"]


def test_page_and_shape_are_told_and_the_number_stays_out_of_logs(printed) -> None:
    (leak,) = find_leaks(printed(Para("甲"), Para(f"电话{MOBILE}")))
    assert (leak.page, leak.shape, leak.found) == (1, Shape.TELEPHONE, MOBILE)
    assert MOBILE not in repr(leak)


def test_only_the_contact_number_is_exempt_and_only_at_its_place(printed) -> None:
    pdf = printed(Para(f"联系电话：138-0000-1234；户主电话：{MOBILE[:-1]}5；再写138-0000-1234"))
    assert [digits(leak.found) for leak in find_leaks(pdf, phone="138-0000-1234")] == [MOBILE[:-1] + "5", MOBILE]


def test_a_contact_that_is_no_telephone_is_not_exempt(printed) -> None:
    for number in (WITH_A_DAY, CARD, f"{MOBILE} {CARD}", "44169010120020160001"):
        assert find_leaks(printed(Para(f"电话：{number}；")), phone=number), number


def test_an_exempt_number_does_not_hide_what_is_written_around_it(printed) -> None:
    pdf = printed(Para(f"电话：{MOBILE}441690198002281218、44169019800228电话：{MOBILE}1218"))
    assert Shape.IDENTITY in {leak.shape for leak in find_leaks(pdf, phone=MOBILE)}


def test_a_number_across_two_lines_of_a_paragraph_is_found(printed) -> None:
    pdf = printed(Para("国" * 20 + "441690 19800228 1218"))
    assert [leak.shape for leak in find_leaks(pdf)] == [Shape.IDENTITY]


def test_minors_are_found_by_name_over_breaks_but_not_within_longer_names(printed) -> None:
    columns = [Column("姓名", 0.1), Column("备注", 9)]
    rows = [["陈小明", "陈小"], ["陈小\n明", "其子陈 小红上学"], ["王芳", "无"]]
    leaks = find_leaks(
        printed(Table(columns, rows)),
        forbidden_names=["陈小", "陈小红", "王芳芳"],
        other_names=["陈小明", "王芳"],
    )
    # 陈小 stands alone once; within 陈小红 it is the first part of another hit
    assert sorted("".join(leak.found.split()) for leak in leaks) == ["陈小", "陈小", "陈小红"]


def test_names_outside_the_plane_zero_are_compared_character_by_character(printed) -> None:
    pdf = printed(Table([Column("姓名"), Column("人口")], [["王𬱖", "1"], ["王颋", "2"]]))
    assert [leak.found for leak in find_leaks(pdf, forbidden_names=["王𬱖"])] == ["王𬱖"]


def test_metadata_is_read(tmp_path: Path) -> None:
    write(Document(f"公示{WITH_A_DAY}", [Para("甲")]), tmp_path / "x.pdf")
    (leak,) = find_leaks(tmp_path / "x.pdf")
    assert (leak.page, leak.found) == (IN_FILE, WITH_A_DAY)


def test_bookmarks_and_annotations_are_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry(f"tel {MOBILE}", "a")
    canvas.linkURL("example", (0, 0, 9, 9))
    canvas.showPage()
    canvas.save()
    found = {(leak.shape, leak.found) for leak in find_leaks(tmp_path / "x.pdf")}
    assert found == {(Shape.HIDDEN, "annotation"), (Shape.TELEPHONE, MOBILE)}


def test_attachments_and_metadata_streams_are_named(printed, tmp_path: Path) -> None:
    with pdfium.PdfDocument(printed(Para("甲"))) as document:
        document.new_attachment("roster.xlsx").set_data(b"names")
        document.save(tmp_path / "y.pdf")
    (tmp_path / "z.pdf").write_bytes(printed(Para("甲")).read_bytes() + b"% /Metadata 9 0 R")
    assert [leak.found for leak in find_leaks(tmp_path / "y.pdf")] == ["attachment"]
    assert [leak.found for leak in find_leaks(tmp_path / "z.pdf")] == ["metadata stream"]


def test_figures_of_neighbouring_cells_are_not_put_together(printed) -> None:
    columns = [Column("人口", 1, Align.RIGHT), Column("金额", 1, Align.LEFT)]
    # Figures: no figure begins with nought, as the second half of a number may
    assert find_leaks(printed(Table(columns, [["138", "12,345.00"], ["3", "2017"], ["1", "1234567"]]))) == []


def test_a_number_in_two_cells_is_put_together(printed) -> None:
    columns = [Column("备注"), Column("另注"), Column("再注")]
    for cells in (["441690", "19800228", "121X"], ["138", "00001234", ""], ["", "13800", "001234"]):
        assert find_leaks(printed(Table(columns, [cells]))), cells


def test_white_and_outlying_text_is_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "x.pdf"))
    canvas.setFillGray(1)
    canvas.drawString(50, 50, MOBILE)
    canvas.drawString(50, -500, CARD)
    canvas.save()
    assert {leak.shape for leak in find_leaks(tmp_path / "x.pdf")} == {Shape.TELEPHONE, Shape.NUMBER}
