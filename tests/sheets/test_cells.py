"""Every cell of a workbook has a value or a reason: workbooks as Excel, WPS and other programs write them, by hand."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sheets.decoding.child import answer
from fupin_desktop.sheets.decoding.formats import DAY, LENGTH, TIME, kind_of
from fupin_desktop.sheets.decoding.texts import text_cell
from fupin_desktop.sheets.decoding.wire import SharedCells, SheetWire
from fupin_desktop.sheets.decoding.xlsx import read_xlsx
from fupin_desktop.sheets.process import REASONS, read_workbook
from fupin_desktop.sheets.workbook import Broken, Sheet, from_wire, shared_cells
from fupin_desktop.sheets.writing.table import OPTIONS, Formats, put

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_LINK = "http://purl.oclc.org/ooxml/officeDocument/relationships"
OPC = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    '<numFmts count="2"><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="201" formatCode="0.0&quot;m²&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="200"/><xf numFmtId="201"/>'
    '<xf numFmtId="20"/><xf numFmtId="46"/></cellXfs>'
)

Make = Callable[..., Sheet]


def package(rows: str, *, prefix: str = "", strict: bool = False, **more: str) -> bytes:
    """A workbook of one sheet; `more`: other markup by its place (book, before, after, strings, table)."""
    main, link = (STRICT_MAIN, STRICT_LINK) if strict else (MAIN, LINK)
    p = f"{prefix}:" if prefix else ""
    space = f'xmlns{":" if prefix else ""}{prefix}="{main}" xmlns:rel="{link}"'
    head = more.get("workbook", "xl/workbook.xml")
    folder = head.rpartition("/")[0]

    def links(*found: tuple[str, str]) -> str:
        each = (f'<Relationship Id="r{n}" Type="{link}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(found))
        return f'<Relationships xmlns="{OPC}">{"".join(each)}</Relationships>'

    sheet = (
        f"<{p}worksheet {space}>{more.get('before', '')}<{p}sheetData>{rows}</{p}sheetData>{more.get('after', '')}"
        f"</{p}worksheet>"
    )
    parts = {
        "_rels/.rels": links(("officeDocument", head)),
        head: f"<{p}workbook {space}>{more.get('book', '')}<{p}sheets>"
        f'<{p}sheet name="甲" sheetId="1" rel:id="r0"{more.get("state", "")}/></{p}sheets></{p}workbook>',
        f"{folder}/_rels/{head.rpartition('/')[2]}.rels": links(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "strings.xml"), ("styles", "styles.xml")
        ),
        f"{folder}/worksheets/sheet1.xml": sheet,
        f"{folder}/strings.xml": f"<{p}sst {space}>{more.get('strings', '')}</{p}sst>",
        f"{folder}/styles.xml": f'<styleSheet xmlns="{main}">{STYLES}</styleSheet>',
    }
    if "table" in more:
        parts[f"{folder}/worksheets/_rels/sheet1.xml.rels"] = links(("table", "../tables/table1.xml"))
        parts[f"{folder}/tables/table1.xml"] = f'<table xmlns="{main}">{more["table"]}</table>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """The sheet of a workbook with these rows, read through the child."""

    def make(rows: str, **more: object) -> Sheet:
        path = tmp_path / "hand.xlsx"
        path.write_bytes(package(rows, **more))
        return read_workbook(path)[0]

    return make


ERRORS = [
    ('<c r="A1" t="e"><f>B1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
    ("<c t='e' s='1' r='A1'><v>#N/A</v></c>", "#N/A"),
    ('<c r="A1" vm="1" t="e"><v>#VALUE!</v></c>', "#VALUE!"),
    ('<c r="A1" t="e"/>', "#"),
    ('<c t="e"><v>#REF!</v></c>', "#REF!"),
    ('<c r="A1" t="str"><f>x</f><v>#N/A</v></c>', "#N/A"),
    ('<c r="A1" t="inlineStr"><is><t> #n/a </t></is></c>', "#n/a"),
    ('<c r="A1" t="inlineStr"><is><t>＃ＲＥＦ！</t></is></c>', "#REF!"),
    ('<c r="A1" t="inlineStr"><is><t>########</t></is></c>', "########"),
]


@pytest.mark.parametrize(("cell", "said"), ERRORS)
@pytest.mark.parametrize("strict", [False, True])
def test_an_error_is_an_error_however_it_is_written(made: Make, cell: str, said: str, *, strict: bool) -> None:
    sheet = made(f"<row>{cell}</row>", strict=strict)
    assert sheet.rows == [[Broken("cell.error", said)]]
    assert (sheet.odd, sheet.said) == ({(0, 0): "cell.error"}, {(0, 0): said})


@pytest.mark.parametrize(
    "cell",
    [
        "<c><f>1000+3200</f></c>",
        "<c><f>1000+3200</f><v/></c>",
        '<c r="A1"><f t="shared" si="0"/><v></v></c>',
        '<c r="A1" t="str"><f>A2&amp;A3</f></c>',
        '<c r="A1"><f t="array" ref="A1">SUM(B1:B2)</f></c>',
    ],
)
def test_a_formula_without_a_value_is_no_empty_cell(made: Make, cell: str) -> None:
    assert made(f"<row>{cell}</row>").odd == {(0, 0): "cell.uncomputed"}


def test_where_a_workbook_waits_to_be_computed_nought_is_no_value(made: Make) -> None:
    rows = "<row><c><f>1+1</f><v>0</v></c><c><f>1+1</f><v>2</v></c><c><v>0</v></c></row>"
    assert made(rows, book='<calcPr fullCalcOnLoad="1"/>').odd == {(0, 0): "cell.uncomputed"}
    assert made(rows).rows == [[0.0, 2.0, 0.0]]


def test_a_formula_may_end_in_nothing_or_in_a_text(made: Make) -> None:
    rows = '<row><c t="str"><f>IF(1,"")</f><v></v></c><c t="str"><f>"a"</f><v>a</v></c></row>'
    sheet = made(rows)
    assert (sheet.rows, sheet.odd) == ([[None, "a"]], {})


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v>7</v></c>',
        '<c t="s"><v>-1</v></c>',
        "<c><v>一</v></c>",
        "<c><v>NaN</v></c>",
        "<c><v>1_000</v></c>",
        '<c s="99"><v>1</v></c>',
        '<c t="b"><v>maybe</v></c>',
        '<c t="d"><v>2016-02-30</v></c>',
        '<c t="new"><v>1</v></c>',
        '<c s="1"><v>-3</v></c>',
        '<c s="1"><v>60</v></c>',
        '<c s="1"><v>1E+300</v></c>',
    ],
)
def test_what_cannot_be_read_is_said_at_its_cell(made: Make, cell: str) -> None:
    assert made(f"<row>{cell}</row>").odd == {(0, 0): "cell.unreadable"}


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "book/Main.xml"])
def test_the_form_of_the_markup_does_not_matter(made: Make, part: str, prefix: str, *, strict: bool) -> None:
    p = f"{prefix}:" if prefix else ""
    cells = (
        f'<{p}c t="s"><{p}v>0</{p}v></{p}c><{p}c r="C1"><{p}v>1.5</{p}v></{p}c>'
        f'<{p}c t="b"><{p}v>1</{p}v></{p}c><{p}c s="2"><{p}v>42551</{p}v></{p}c>'
    )
    rows = f'<{p}row>{cells}</{p}row><{p}row r="3" hidden="true"><{p}c r="A3"><{p}v>7</{p}v></{p}c></{p}row>'
    strings = f"<{p}si><{p}t>梁_x000D_</{p}t></{p}si>"
    sheet = made(rows, prefix=prefix, strict=strict, strings=strings, workbook=part)
    assert sheet.rows[0] == ["梁\r", None, 1.5, True, date(2016, 6, 30)]
    assert (sheet.cell(2, 0), sheet.hidden) == (7.0, {2})


def test_runs_are_joined_and_reading_signs_left_out(made: Make) -> None:
    text = (
        '<r><rPr><b/></rPr><t>朱</t></r><rPh sb="0" eb="1"><t>zhu</t></rPh><r><t>国安</t></r><phoneticPr fontId="1"/>'
    )
    sheet = made(f'<row><c t="s"><v>0</v></c><c t="inlineStr"><is>{text}</is></c></row>', strings=f"<si>{text}</si>")
    assert sheet.rows == [["朱国安", "朱国安"]]


def test_what_is_hidden_is_known(made: Make) -> None:
    states = {3: ' hidden="1"', 5: ' hidden="1"'}
    rows = "".join(f'<row r="{n}"{states.get(n, "")}><c><v>{n}</v></c></row>' for n in range(1, 7))
    sheet = made(
        rows + '<row r="7" ht="0"><c><v>1</v></c></row>',
        before='<cols><col min="2" max="3" width="0"/><col min="5" max="16384" hidden="1"/></cols>',
        after='<autoFilter ref="A2:A4"><filterColumn colId="0"><filters/></filterColumn></autoFilter>',
        state=' state="veryHidden"',
    )
    assert (sheet.hidden, sheet.filtered, sheet.hidden_sheet) == ({2, 4, 6}, {2}, True)
    assert {1, 2, 4, 701} <= sheet.hidden_columns
    assert not {0, 3, 702} & sheet.hidden_columns


def test_a_filter_of_a_table_hides_too(made: Make) -> None:
    rows = '<row><c><v>1</v></c></row><row hidden="1"><c><v>2</v></c></row>'
    assert made(rows, table='<autoFilter ref="A1:A9"/>').filtered == {1}


def test_merged_cells_are_filled_with_what_is_odd_about_them(made: Make) -> None:
    rows = '<row r="1"><c r="B1" t="e"><v>#N/A</v></c></row><row r="3"><c r="A3"><v>1</v></c></row>'
    sheet = made(rows, after='<mergeCells><mergeCell ref="B1:B3"/><mergeCell ref="A3:B3"/></mergeCells>')
    assert sheet.filled == {(1, 1): 0, (2, 1): 0}
    assert set(sheet.odd) == {(0, 1), (1, 1), (2, 1)}


def test_what_a_merged_range_covers_is_told(made: Make) -> None:
    rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c></row><row><c><v>1</v></c></row>"
    sheet = made(rows, after='<mergeCells><mergeCell ref="A1:A3"/></mergeCells>')
    assert (sheet.rows, sheet.odd, sheet.said[1, 0]) == ([[1.0]] * 3, {(1, 0): "cell.covered"}, "2.0")


@pytest.mark.parametrize(
    ("cell", "value", "odd"),
    [
        ('<c s="1"><v>42551</v></c>', date(2016, 6, 30), {}),
        ('<c s="3"><v>42551.99999999</v></c>', date(2016, 7, 1), {}),
        ('<c s="2"><v>42551.5</v></c>', date(2016, 6, 30), {(0, 0): "cell.time"}),
        ('<c s="1"><v>42551.999502314814</v></c>', date(2016, 6, 30), {(0, 0): "cell.midnight"}),
        ('<c t="d"><v>2016-06-30</v></c>', date(2016, 6, 30), {}),
        ('<c t="d"><v>2016-06-30T08:00:00</v></c>', date(2016, 6, 30), {(0, 0): "cell.time"}),
        ('<c s="4"><v>53.1</v></c>', 53.1, {}),
        ('<c s="5"><v>0.5</v></c>', "12:00:00", {}),
        ('<c s="6"><v>1.5</v></c>', "36:00:00", {}),
    ],
)
def test_a_day_and_its_time(made: Make, cell: str, value: object, odd: dict[tuple[int, int], str]) -> None:
    sheet = made(f"<row>{cell}</row>")
    assert (sheet.rows, sheet.odd) == ([[value]], odd)


def test_a_day_seconds_short_names_the_day_that_is_meant(made: Make) -> None:
    assert made('<row><c s="1"><v>42551.999502314814</v></c></row>').said[0, 0] == "2016-06-30 23:59:17 → 2016-07-01"


def test_days_may_begin_in_1904(made: Make) -> None:
    sheet = made('<row><c s="1"><v>41089</v></c></row>', book='<workbookPr date1904="1"/>')
    assert sheet.rows == [[date(2016, 6, 30)]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", ""),
        ("G/通用格式", ""),
        ("@", ""),
        ("0.00E+00", ""),
        ('#,##0.00"元";[Red]-#,##0.00', ""),
        ('0"个月"', ""),
        ("yyyy年m月d日", DAY),
        ("[$-804]yyyy/m/d;@", DAY),
        ('[DBNum1][$-804]yyyy"年"m"月"', DAY),
        ('m"月"', DAY),
        ("aaaa", DAY),
        ("h:mm:ss.000", TIME),
        ("上午/下午h时mm分", TIME),
        ("[h]:mm", LENGTH),
    ],
)
def test_a_format_says_what_a_number_is(code: str, kind: str) -> None:
    assert kind_of(code) == kind


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1"><c r="A2"><v>1</v></c></row>', "sheet.broken"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "sheet.broken"),
        ('<row r="x"><c><v>1</v></c></row>', "sheet.broken"),
        ('<row r="1"><c r="$"><v>1</v></c></row>', "sheet.broken"),
        ('<row r="200001"><c><v>1</v></c></row>', "sheet.large"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(made: Make, rows: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        made(rows)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("part", "program"),
    [("xl/workbook.bin", "Excel .xlsb"), ("content.xml", "OpenDocument .ods"), ("word/document.xml", "Word .docx")],
)
def test_other_programs_files_are_named(tmp_path: Path, part: str, program: str) -> None:
    path = tmp_path / "roster.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<a/>")
    with pytest.raises(Refusal) as refused:
        read_workbook(path)
    assert (refused.value.code, refused.value.where["format"]) == ("sheet.format", program)
    assert program in refused.value.message


def test_a_sheet_whose_part_is_missing_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    out = io.BytesIO(package("<row/>"))
    with zipfile.ZipFile(out) as whole, zipfile.ZipFile(path, "w") as archive:
        for name in whole.namelist():
            if "worksheets" not in name:
                archive.writestr(name, whole.read(name))
    with pytest.raises(Refusal) as refused:
        read_workbook(path)
    assert refused.value.code == "sheet.broken"


@given(st.text(max_size=20))
def test_no_text_is_lost_on_the_wire(text: str) -> None:
    shared = SharedCells()
    number = text_cell(text, shared)
    cells = shared_cells(shared.entries)
    found = None if number is None else cells[number].cell
    assert str(found or "") == text or isinstance(found, Broken)


def test_text_itself_may_stand_on_the_wire() -> None:
    assert from_wire(SheetWire("", [["a", 1.0, None]])).rows == [["a", 1.0, None]]


CELL = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), min_size=1, max_size=12),
    st.floats(-1e14, 1e14).map(lambda number: float(f"{number:.15g}")),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2099, 12, 31)),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=5))
def test_what_a_library_writes_is_read_back(table: list[list[object]]) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page, formats = book.add_worksheet("甲"), Formats(book)
        for row, cells in enumerate(table):
            for column, cell in enumerate(cells):
                put(page, row, column, cell, formats)
    shared = SharedCells()
    sheet = from_wire(read_xlsx(out, shared)[0], shared_cells(shared.entries))
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            found = sheet.cell(row, column) if row < len(sheet.rows) else None
            assert isinstance(found, Broken) or found == (str(cell) if isinstance(cell, bool) else cell)


@given(st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]), st.binary(max_size=600))
def test_whatever_bytes_come_there_is_one_answer(start: bytes, rest: bytes) -> None:
    said = answer(io.BytesIO(start + rest))
    assert said.sheets or said.refused in REASONS


@given(st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_a_sheet_with_wrong_bytes_in_it_has_one_answer(at: int, wrong: bytes) -> None:
    rows = '<row r="1"><c r="A1" s="1"><f>1+1</f><v>42551</v></c><c r="B1" t="inlineStr"><is><t>梁</t></is></c></row>'
    whole = io.BytesIO(package(rows))
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[:at] + wrong + sheet[at + len(wrong) :]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    said = answer(out)
    assert said.sheets or said.refused in REASONS
