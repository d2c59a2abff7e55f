"""Text of a cell, whatever format it comes from: what Excel and its kin write when there is no value."""

import re
import unicodedata

from fupin_desktop.sheets.decoding.wire import SharedCells

# As cells say them, as CSV files and pasted values repeat them; a row of # is a column too narrow when it was saved
_ERROR = re.compile(
    r"#(?:N/?A|REF!?|VALUE!?|DIV/0!?|NAME\?|NULL!?|NUM!?|GETTING_DATA|SPILL!?|CALC!?|FIELD!?|BLOCKED!?|CONNECT!?|BUSY!?"
    r"|UNKNOWN!?|EXTERNAL!?|PYTHON!?|TIMEOUT!?)|#{2,}|(?:ERR|错误):\d{3}",
    re.IGNORECASE,
)


def text_cell(text: str, shared: SharedCells) -> int | None:
    """The number of the shared cell for a text: None when it is empty, an error when it spells one."""
    if not text:
        return None
    if "#" in text or "＃" in text or ":" in text or "：" in text:
        plain = unicodedata.normalize("NFKC", text).strip()
        if _ERROR.fullmatch(plain):
            return shared.error("cell.error", plain)
    return shared.text(text)
