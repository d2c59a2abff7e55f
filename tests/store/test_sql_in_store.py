"""SQL stands in `store/` only: elsewhere no module runs, holds or puts together a statement (rooms.md §7)."""

import ast
import re
from pathlib import Path

import fupin_desktop

PACKAGE = Path(fupin_desktop.__file__).parent
OUTSIDE = sorted(
    file for file in PACKAGE.rglob("*.py") if file.relative_to(PACKAGE).parts[0] not in ("store", "__pycache__")
)
CALLS = {"exec_driver_sql", "execute", "executemany", "executescript"}
LIBRARIES = ("sqlalchemy", "sqlite3", "sqlcipher3")
STATEMENT = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s|CREATE\s+(TABLE|INDEX)\s"
    r"|.*\sWHERE\s+\S+\s*(=|IN\b|IS\b|LIKE\b|<|>))",
    re.DOTALL,
)


def text_of(node: ast.AST) -> str:
    """What a text says, with x for what is put into it; empty for anything else."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node] if isinstance(node, ast.Constant) else []
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in parts)


def statements(tree: ast.AST) -> list[str]:
    """What in a module is SQL: a call that runs it, a library of it, a text that reads as a statement."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CALLS:
            found.append(f"{node.lineno}: {node.attr}")
        elif STATEMENT.match(text := text_of(node)):
            found.append(f"{node.lineno}: {text[:40]!r}")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            found += [
                f"{node.lineno}: {name}" for name in names if name.startswith(("sqlalchemy", "sqlite3", "sqlcipher3"))
            ]
    return found


def test_no_module_outside_the_store_holds_sql() -> None:
    assert len(OUTSIDE) > 100
    told = {
        str(file.relative_to(PACKAGE)): found
        for file in OUTSIDE
        if (found := statements(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert told == {}


def test_it_would_be_seen() -> None:
    for text in (
        "reader.connection.exec_driver_sql(sql)",
        "import sqlalchemy as sa",
        "from sqlite3 import connect",
        "x = 'SELECT value FROM meta'",
        "x = f'UPDATE {kind} SET away=1'",
        "x = 'delete from draft'.upper() or 'DELETE FROM draft'",
        "x = f'{kind}.id WHERE away IS NULL'",
    ):
        assert statements(ast.parse(text)), text
    assert not statements(ast.parse("x = 'Select a household from the list.'"))
