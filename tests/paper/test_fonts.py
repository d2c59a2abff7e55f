"""The shipped fonts are the ones listed, with their licences, and cover what they promise."""

import hashlib
import tomllib

import pytest
from fontTools.ttLib import TTFont

from fupin_desktop.files import resource
from fupin_desktop.paper import faces
from fupin_desktop.paper.fonts import FontFile, fangsong_candidates, file_of, font_files

FILES = font_files()


def characters(file: FontFile) -> set[int]:
    with TTFont(file.path, lazy=True) as font:
        return set(font.getBestCmap())


def test_roles_are_complete() -> None:
    assert {file.role for file in FILES} == {"song", "title", "hei", "kai", "ui", "rare"}


def test_every_file_is_the_one_listed_with_its_licence() -> None:
    for face in tomllib.loads(resource("fonts", "fonts.toml").read_text(encoding="utf-8"))["face"]:
        content = resource("fonts", face["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == face["sha256"]
        assert "SIL OPEN FONT LICENSE" in resource("fonts", face["licence_file"]).read_text(encoding="utf-8")


def test_fonts_fit_the_budget() -> None:
    assert sum(file.path.stat().st_size for file in FILES) < 62_000_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.role)
def test_outlines_names_and_permission(file: FontFile) -> None:
    with TTFont(file.path, lazy=True) as font:
        assert "glyf" in font
        assert "CFF " not in font
        assert font["name"].getDebugName(1) == file.family
        assert font["OS/2"].fsType == 0
        assert font["OS/2"].usWeightClass == file.weight
        for reserved in ("Noto", "Source", "LXGW", "霞鹜", "Hana", "花園"):
            assert reserved not in f"{font['name'].getDebugName(4)}{font['name'].getDebugName(6)}"


@pytest.mark.parametrize("file", [file for file in FILES if file.role != "rare"], ids=lambda file: file.role)
def test_latin_punctuation_and_gb2312_are_there(file: FontFile) -> None:
    cmap = characters(file)
    wanted = [
        *range(0x20, 0x7F),
        *map(ord, "，。、；：？！“”‘’《》〈〉（）【】〔〕…—·×％℃①⑩√"),
        *map(ord, faces._gb2312()),
    ]
    assert [chr(code) for code in wanted if code not in cmap] == []


def test_song_and_rare_cover_the_blocks_names_are_written_with() -> None:
    song = characters(file_of("song"))
    rare = characters(file_of("rare"))
    assert set(range(0x4E00, 0x9FEB)) <= song
    assert set(range(0x20000, 0x2A6D7)) <= song | rare
    assert not song & rare


def test_candidates_are_found_by_name_whatever_the_case(tmp_path, monkeypatch) -> None:
    for name in ("SIMFANG.TTF", "仿宋_GB2312.ttf", "simsun.ttf", "ZhuqueFangsong.otf"):
        (tmp_path / name).touch()
    monkeypatch.setattr("fupin_desktop.paper.fonts._font_folders", lambda: [tmp_path])
    assert [path.name for path in fangsong_candidates()] == ["SIMFANG.TTF", "仿宋_GB2312.ttf"]
