"""Documents on disk for the tests of paper."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.paper.blocks import Block, Document
from fupin_desktop.paper.write import write

Printer = Callable[..., Path]


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    """Writes blocks as a PDF and gives its path."""

    def make(*blocks: Block, **more: object) -> Path:
        out = tmp_path / "公示.pdf"
        write(Document("公示", blocks, **more), out)
        return out

    return make
