"""A book whose file was moved, deleted or replaced while it was open says so, and saves nothing into nowhere."""

import shutil
import sys

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a file that is open stays there")


def test_nothing_is_saved_into_a_file_that_is_gone_and_it_goes_on_when_it_is_back(book: Book) -> None:
    away = book.path.with_name("away")
    book.path.rename(away)
    with pytest.raises(Refusal) as refused, book.write("test") as ledger:
        ledger.save(Village(code="441690101200", name="演示一甲村"))
    assert refused.value.code == "book.gone"
    assert book.path.name in refused.value.message
    shutil.copy(away, book.path)  # not the file that is open, though it reads the same
    with pytest.raises(Refusal), book.write("test"):
        pass
    away.replace(book.path)
    with book.write("test") as ledger:
        ledger.save(Village(code="441690101200", name="演示一甲村"))
    with book.read() as reader:
        assert [one.name for one in reader.find(Village)] == ["演示一甲村"]
