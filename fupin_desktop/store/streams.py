"""Local numbers: a stream and a cell have a small integer in this book, so that dots and versions are cheap."""

from dataclasses import dataclass

from sqlalchemy import Connection

from fupin_desktop.store import driver


@dataclass
class Reach:
    """How far the segments of one stream reach here."""

    number: int
    counter: int
    hash: str


class Streams:
    """The streams a book has heard of, by number and by name; new names are numbered as they come."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number: dict[tuple[str, str], int] = {}
        self._name: dict[int, tuple[str, str]] = {}
        self._of_scope: dict[str, list[tuple[str, int]]] = {}
        self.reach: dict[int, Reach] = {}
        self.reload()

    def reload(self) -> None:
        """Read names and reaches again, after somebody else moved them."""
        rows = driver.rows(self._connection, "SELECT no, device, scope, number, counter, hash FROM stream")
        self._name = {no: (device, scope) for no, device, scope, *_reach in rows}
        self._number = {name: no for no, name in self._name.items()}
        self._of_scope = {}
        for no, (device, scope) in self._name.items():
            self._of_scope.setdefault(scope, []).append((device, no))
        self.reach = {no: Reach(number, counter, last) for no, _device, _scope, number, counter, last in rows}

    def _remember(self, no: int, device: str, scope: str, reach: Reach) -> None:
        self._number[device, scope] = no
        self._name[no] = (device, scope)
        self._of_scope.setdefault(scope, []).append((device, no))
        self.reach[no] = reach

    def number(self, device: str, scope: str) -> int:
        """The local number of a stream, made when it is new."""
        known = self._number.get((device, scope))
        if known is not None:
            return known
        no = len(self._name) + 1
        driver.run(self._connection, "INSERT INTO stream (no, device, scope) VALUES (?, ?, ?)", (no, device, scope))
        self._remember(no, device, scope, Reach(0, 0, ""))
        return no

    def known(self, device: str, scope: str) -> int | None:
        """The local number of a stream; None when the book has not heard of it."""
        return self._number.get((device, scope))

    def name(self, no: int) -> tuple[str, str]:
        """Device and scope of a local number."""
        return self._name[no]

    def scope(self, no: int) -> str:
        """The scope of a local number."""
        return self._name[no][1]

    def of_scope(self, scope: str) -> list[int]:
        """The streams of a scope, by device."""
        return [no for _device, no in sorted(self._of_scope.get(scope, ()))]

    def of_device(self, device: str) -> set[str]:
        """The scopes in which a device has a stream."""
        return {scope for name, scope in self._number if name == device}

    def scopes(self) -> list[str]:
        """The scopes of which the book has entries or has heard, sorted."""
        return sorted(self._of_scope)

    def advance(self, no: int, reach: Reach) -> None:
        """Segments of this stream now reach further."""
        told = (reach.number, reach.counter, reach.hash, no)
        driver.run(self._connection, "UPDATE stream SET number=?, counter=?, hash=? WHERE no=?", told)
        self.reach[no] = reach


class Cells:
    """The local numbers of cells, by kind and name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number: dict[tuple[str, str], int] = {}
        self._name: dict[int, tuple[str, str]] = {}
        self.reload()

    def reload(self) -> None:
        """Read the numbers again, after somebody else gave some."""
        rows = driver.rows(self._connection, "SELECT no, kind, name FROM cell")
        self._number = {(kind, name): no for no, kind, name in rows}
        self._name = {no: key for key, no in self._number.items()}

    def number(self, kind: str, name: str) -> int:
        """The local number of a cell, made when it is new."""
        known = self._number.get((kind, name))
        if known is None:
            known = len(self._number) + 1
            self._connection.exec_driver_sql("INSERT INTO cell VALUES (?, ?, ?)", (known, kind, name))
            self._number[kind, name] = known
            self._name[known] = (kind, name)
        return known

    def knows(self, kind: str, name: str) -> bool:
        """Was this cell ever written by a change of its own?"""
        return (kind, name) in self._number

    def name(self, no: int) -> tuple[str, str]:
        """Kind and cell of a local number."""
        return self._name[no]
