"""What stands in the notes of a notice: whatever somebody wrote there, reading it never raises."""

import pytest

from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import households_in
from fupin_desktop.notices.wording import selection_of


@pytest.mark.parametrize("text", ["not json", "[]", '{"households":7,"where":[]}', "NaN"])
def test_a_note_that_is_no_table_lists_nobody(text: str) -> None:
    notice = Notice(kind="N01", snapshot=text, selection=text)
    assert households_in(notice) == frozenset()
    assert selection_of(notice)["where"] == {}
