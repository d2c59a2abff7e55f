"""Every code list that a field names is there, complete in both languages, and says nothing twice."""

from collections import Counter

import pytest

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import code_of, words

LISTS = sorted({field.words for cls in KINDS.values() for field in fields_of(cls).values() if field.words})


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_complete_in_both_languages(name: str) -> None:
    for word in words(name).values():
        assert word.zh.strip()
        assert word.en.strip()
        assert word.en.isascii()


@pytest.mark.parametrize("name", LISTS)
def test_a_word_means_one_code(name: str) -> None:
    spoken = [text for word in words(name).values() for text in {word.code, word.zh, word.en, *word.aliases}]
    assert [text for text, times in Counter(spoken).items() if times > 1] == []


def test_words_of_the_national_platform_are_understood() -> None:
    assert code_of("relation", "户主") == "01"
    assert code_of("house_mode", "异地相对集中新建") == "new_grouped"
    assert code_of("hh_status", "未脱贫") == "registered"
    assert code_of("cause", "因婚") is None
    assert code_of("cause_other", "因婚") == "12"
