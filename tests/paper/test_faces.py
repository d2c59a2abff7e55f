"""Which font draws which character, and what none of them draws."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import look
from fupin_desktop.paper import faces
from fupin_desktop.paper.faces import Face, runs
from fupin_desktop.paper.fonts import file_of

RARE_NAMES = "䶮㛃𬱖𫖮𠅤𡋾𪛖"


def test_plain_text_is_one_run() -> None:
    assert runs("示例村2017年", Face.SONG) == [("fupin-song", "示例村2017年")]


def test_a_character_song_lacks_comes_from_the_rare_face() -> None:
    assert runs("王𪛖明", Face.SONG) == [("fupin-song", "王"), ("fupin-rare", "𪛖"), ("fupin-song", "明")]


def test_a_character_hei_lacks_comes_from_song() -> None:
    assert runs("㐀户", Face.HEI) == [("fupin-song", "㐀"), ("fupin-hei", "户")]
    assert "".join(run.text for run in runs(RARE_NAMES, Face.KAI)) == RARE_NAMES


def test_the_newest_ideographs_come_from_kai() -> None:
    assert runs("鿫", Face.SONG) == [("fupin-kai", "鿫")]


@pytest.mark.parametrize("char", ["\ue000", "😀", "\u200b", "\t", "\U00031350", "\ufffe"])
def test_what_no_font_has_is_refused_by_name(char: str) -> None:
    with pytest.raises(Refusal) as refusal:
        runs(f"陈{char}明", Face.SONG)
    assert refusal.value.code == "paper.no_glyph"
    assert refusal.value.where == {"text": f"陈{char}明", "character": f"U+{ord(char):04X}"}
    assert f"U+{ord(char):04X}" in refusal.value.message


@pytest.fixture
def candidate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file that stands for the user's FangSong."""
    path = tmp_path / "fangsong.ttf"
    monkeypatch.setattr(faces, "fangsong_candidates", lambda: iter([path]))
    caches = (faces._fangsong, faces._chain)
    for cache in caches:
        cache.cache_clear()
    yield path
    for cache in caches:
        cache.cache_clear()


def test_the_users_fangsong_is_the_body_face(candidate: Path) -> None:
    shutil.copy(file_of("kai").path, candidate)
    assert runs("村", Face.BODY) == [("fupin-fangsong", "村")]
    assert runs("㐀", Face.BODY) == [("fupin-song", "㐀")]


@pytest.mark.parametrize(("permission", "used"), [(2, "fupin-song"), (0x104, "fupin-song"), (8, "fupin-fangsong")])
def test_a_font_that_forbids_embedding_is_passed_over(candidate: Path, permission: int, used: str) -> None:
    with TTFont(file_of("kai").path) as font:
        font["OS/2"].fsType = permission
        font.save(candidate)
    assert runs("村", Face.BODY) == [(used, "村")]


def test_a_font_without_all_of_gb2312_is_passed_over(candidate: Path) -> None:
    shutil.copy(file_of("rare").path, candidate)
    assert runs("村", Face.BODY) == [("fupin-song", "村")]


def test_a_broken_file_is_passed_over(candidate: Path) -> None:
    candidate.write_bytes(b"no font at all")
    assert runs("村", Face.BODY) == [("fupin-song", "村")]


def test_a_refusal_of_a_sign_repeats_no_number() -> None:
    """What no font can draw may be a telephone number in the figures of another script."""
    with pytest.raises(Refusal) as refused:
        runs("联系١٣٨٠٠٠٠١٢٣٤", Face.SONG)
    assert look(refused.value.message) == []
    assert look(str(refused.value.where["text"])) == []
