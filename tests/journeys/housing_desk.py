"""A county's desk with the demonstration roster, at which two people work by the command line."""

from pathlib import Path
from typing import Any

from PIL import Image

from fupin_desktop.files import resource

VILLAGE, TOWN, COUNTY = "441690101200", "441690101", "441690"
SECOND = "er hao jing ban ren"
ACCEPTORS = "镇村建办李工、村委会张主任、户主"


class Desk:
    """`second` are the words by which the second person opens the book."""

    def __init__(self, run: Any, folder: Path) -> None:
        self.run, self.folder, self.book = run, folder, folder / "county.book"
        self.second = (f"--passphrase-file={folder / 'second.txt'}",)
        self._pictures = 0
        (folder / "second.txt").write_text(SECOND)
        run("book", "new", self.book, "--role=county", "--name=演示县", f"--division={COUNTY}", "--demo")
        with resource("demo", "demo-county-roster.xlsx").open("rb") as file:
            (folder / "roster.xlsx").write_bytes(file.read())
        run("roster", "import", self.book, folder / "roster.xlsx")
        run("user", "add", self.book, "乙", f"--new-passphrase-file={folder / 'second.txt'}")

    def picture(self) -> str:
        """A picture that stands nowhere yet, as an option."""
        self._pictures += 1
        path = self.folder / f"picture{self._pictures}.png"
        shades = (self._pictures * 37 % 256, self._pictures * 91 % 256, 90)  # apart enough for two JPEGs to differ
        Image.new("RGB", (64, 48), shades).save(path)
        return f"--photo={path}"

    def laid(self, field: str = "photos") -> str:
        """The key of a picture in the photo tray, as the photographs of a new record."""
        path = self.picture().removeprefix("--photo=")
        known = {one["key"] for one in self.run("photo", "tray", self.book)["photos"]}
        (key,) = {one["key"] for one in self.run("photo", "lay", self.book, path)["photos"]} - known
        return f"{field}={key}"

    def go(self, home: str, to: str, on: str, *more: str, code: int = 0) -> Any:
        """A step of the case of a household; with `code` 1 the refusal."""
        told = self.run("case", "advance", self.book, "housing", home, f"--to={to}", f"--on={on}", *more, code=code)
        return told["refused"] if code else told

    def refused(self, home: str, to: str, on: str, *more: str) -> tuple[str, str]:
        """The code and the sentence by which a step is refused."""
        told = self.go(home, to, on, *more, code=1)
        return told["code"], told["message"]

    def post(self, kind: str, first: str, *how: str) -> str:
        """A notice drafted, issued and posted."""
        name: str = self.run("notice", "draft", self.book, kind, *how)["id"]
        self.run("notice", "issue", self.book, name, f"--from={first}")
        self.run("notice", "post", self.book, name, "--place=村务公开栏", self.picture())
        return name

    def hang(self, kind: str, first: str, *how: str) -> str:
        """A notice that has run out and was taken down."""
        name = self.post(kind, first, *how)
        self.run("notice", "close", self.book, name)
        return name

    def voted(self, home: str, on: str) -> str:
        """The vote of a meeting on a household, as an option of its step: photographed, with its minutes."""
        facts = ("type=村民代表会议", f"on={on}", "due=30", "attended=24", "minutes=逐户评议", self.laid("scans"))
        meeting = self.run("record", "new", self.book, "meeting", f"division={home[:12]}", *facts)["id"]
        of = (f"meeting={meeting}", f"household={home}", "matter=危房改造对象", "agreed=20", "against=2")
        return f"--meeting={self.run('record', 'new', self.book, 'meeting_vote', *of)['id']}"

    def case(self, home: str) -> Any:
        """The case of a household, its steps, what it lacks."""
        return self.run("case", "show", self.book, "housing", home)

    def open(self, home: str, *facts: str) -> str:
        """Open a case on 1 April 2018; its id."""
        told = self.run(
            "case", "open", self.book, "housing", home, "--on=2018-04-01", *(f"--set={one}" for one in facts)
        )
        return str(told["id"])

    def card(self, home: str) -> str:
        """The bank card of a household."""
        (found,) = self.run("record", "list", self.book, "bank_card", f"--where=household={home}")["records"]
        return str(found["id"])

    def pay(self, case: str, card: str, yuan: str, on: str, *, code: int = 0, by: tuple[str, ...] = ()) -> Any:
        """A payment, by the second person unless somebody else is named; with `code` 1 the code of the refusal."""
        facts = (f"case={case}", f"card={card}", f"amount={yuan}", f"on={on}")
        told = self.run("record", "new", self.book, "housing_payment", *facts, *(by or self.second), code=code)
        return told["refused"]["code"] if code else told
