"""A form file that names what does not exist is refused with its line; every shipped one loads."""

from pathlib import Path

import pytest

from fupin_desktop.forms.grid import Cell, Grid, Row
from fupin_desktop.forms.loading import forms, load
from fupin_desktop.ledger.errors import Refusal

HEAD = 'code = "X"\ntitle = "试"\nfor = "household"\nmask = "family"\n\n[[part]]\nkind = "grid"\nwidths = [1, 1]\n'


def _refused(tmp_path: Path, text: str) -> tuple[str, int]:
    file = tmp_path / "X.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load(file)
    assert refused.value.code == "form.file"
    assert "X.toml" in refused.value.message
    return refused.value.code, int(str(refused.value.where["line"]))


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ('rows = [["户主", "=head.nickname"]]', 9),
        ('rows = [["户主", "=cat.name"]]', 9),
        ('rows = [["户主", "{$wisdom}"]]', 9),
        ('rows = [["户主", { field = "head.name", colour = "red" }]]', 9),
        ('rows = [["户主", "=notice.number"]]\n', 0),
        ('only = ["beautiful"]', 9),
    ],
)
def test_what_does_not_exist_is_refused_with_its_line(tmp_path: Path, row: str, line: int) -> None:
    if line:
        assert _refused(tmp_path, HEAD + row)[1] == line
    else:  # reached through the village the household lives in
        (tmp_path / "X.toml").write_text(HEAD + row, encoding="utf-8")
        assert load(tmp_path / "X.toml").code == "X"


def test_an_unknown_mask_and_a_broken_file(tmp_path: Path) -> None:
    assert _refused(tmp_path, HEAD.replace('"family"', '"naked"'))[1] == 4
    _refused(tmp_path, HEAD + "rows = [[")


def test_a_public_paper_shows_what_it_allows_and_never_a_number(tmp_path: Path) -> None:
    public = HEAD.replace('"family"', '"public"')
    assert _refused(tmp_path, public + 'rows = [["户主", "=head.name"]]')[1] == 9
    allowed = public.replace("\n[[part]]", 'allow = ["head.id_no"]\n\n[[part]]', 1)
    assert _refused(tmp_path, allowed + 'rows = [["证件", "=head.id_no"]]')[1] == 5


def test_every_shipped_form_loads_under_its_own_name() -> None:
    assert {"CARD", "F01", "F02", "F03", "F05", "F06", "F07", "F08", "F09", "F12", "F14", "F24", "F25"} <= set(forms())
    assert {"F35", "F36", "F37"} <= set(forms())


def test_cells_fill_their_rows() -> None:
    Grid([1, 1], [Row([Cell("甲", down=2), Cell()]), Row([Cell()])])
    with pytest.raises(ValueError, match="row 1"):
        Grid([1, 1], [Row([Cell("甲", across=3)])])
    with pytest.raises(ValueError, match="row 2"):
        Grid([1, 1], [Row([Cell(), Cell()]), Row([Cell()])])


def test_only_a_number_that_offices_quote_stands_before_a_title() -> None:
    assert (forms()["F16"].number, forms()["CARD"].number, forms()["OUT"].number) == ("F16", "", "")
