"""FORMAT.md says of each kind what its declaration says, and names every code the program has."""

import re
from pathlib import Path
from typing import Any

import fupin_desktop
from fupin_desktop.dictionary import as_schema
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.rights.table import office_writes

PACKAGE = Path(fupin_desktop.__file__).parent
TEXT = (PACKAGE / "sync" / "FORMAT.md").read_text(encoding="utf-8")
CODE = re.compile(r"""["']((?:bundle|sender|device|segment|stream|entry)\.[a-z_]+)["']""")
# Of commands at the desk and of `check`, not of files that are read
ELSEWHERE = {"device.enrol", "device.revoke", "device.grant", "device.new", "device.unclear", "device.own",
             "device.office", "device.ended", "segment.device", "segment.chain", "stream.end"}  # fmt: skip


def rows() -> dict[str, list[str]]:
    part = TEXT.split("## 12. Kinds")[1].split("## 13.")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("| ")
    ]
    return {row[0]: row[1:] for row in cells[1:]}


def test_the_table_of_kinds_is_what_is_declared() -> None:
    told = rows()
    assert told.keys() == KINDS.keys()
    for kind, cls in KINDS.items():
        groups: dict[str, list[str]] = {}
        for field in fields_of(cls).values():
            if field.group:
                groups.setdefault(field.group, []).append(field.name)
        listed = "; ".join(f"{name}: {', '.join(members)}" for name, members in groups.items())
        klass = f"/{cls.scope_class}" if cls.scope_class else "data"
        assert told[kind] == [klass, cls.home, "office" if office_writes(kind) else "", listed], kind


def test_no_field_holds_several_links() -> None:
    # An element of a cell travels as the text it is: the number of a record there would be that of the sender's book
    assert [
        (kind, name) for kind, cls in KINDS.items() for name, one in fields_of(cls).items() if one.link and one.many
    ] == []


def test_the_dictionary_tells_what_a_reader_needs() -> None:
    schema: dict[str, Any] = as_schema()["$defs"]
    assert schema["bank_card"]["x-scope-class"] == "s"
    assert schema["member_year"]["x-home"] == "member"
    assert schema["grant"]["x-office-only"] is True
    assert schema["household"]["properties"]["house_danger_grade"]["x-group"] == "danger"


def test_every_code_of_reading_is_in_the_text() -> None:
    sources = [*(PACKAGE / "sync").glob("*.py"), *(PACKAGE / "store").glob("*.py"), *(PACKAGE / "seal").glob("*.py")]
    found = {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))} - ELSEWHERE
    assert {code for code in found if f"`{code}`" not in TEXT} == set()
