"""The tour: a county office and three villages, from the roster workbook to the printed notice and back."""

import contextlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import say
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.exits.gates import ITEMS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.outputs import make_folder
from fupin_desktop.ledger.words import _, language

COUNTY = "441690"
VILLAGES = (
    ("441690101200", "演示一甲村", "队员甲"),
    ("441690102200", "演示二甲村", "队员乙"),
    ("441690103200", "演示三甲村", "队员丙"),
)
EXIT_YEAR = 2018  # the year whose line the papers print
_MARK = ".fupin-tour"  # in a folder an earlier tour made
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Tour:
    """Walks the line and keeps the time of each step."""

    def __init__(self, out: Path, roster: Path) -> None:
        self.out = out
        self.roster = roster
        self.steps: list[dict[str, Any]] = []
        self.files: list[str] = []
        self.office = out / "county.book"
        self.books = [out / f"village-{code[-6:]}.book" for code, _name, _person in VILLAGES]
        self._fingerprints: dict[Path, str] = {}

    def walk(self) -> dict[str, Any]:
        """Every step, one line each; the digests of what the books share must agree at the end."""
        self._make_room()
        (self.out / "board.png").write_bytes(_PIXEL)
        for name, step in self._plan():
            self._timed(name, step)
        digest = self._agree()
        return {"steps": self.steps, "files": sorted(self.files), "digest": digest, "folder": str(self.out)}

    def _make_room(self) -> None:
        """An earlier tour goes; a folder that holds anything else is somebody's."""
        if self.out.exists() and any(self.out.iterdir()) and not (self.out / _MARK).exists():
            message = _("The folder {name} holds other files. Nothing was changed; choose a new or empty folder.")
            raise Refusal("output.exists", message.format(name=self.out.name))
        if self.roster.resolve().is_relative_to(self.out.resolve()):
            message = _("The roster lies in the folder of the tour, which is emptied first. Nothing was changed.")
            raise Refusal("output.same", message)
        shutil.rmtree(self.out, ignore_errors=True)
        make_folder(self.out)
        (self.out / _MARK).touch()

    def _plan(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("books", self._make_books),
            ("roster", self._import_roster),
            ("enrolment", self._enrol),
            ("visits", self._visit),
            ("housing", self._housing),
            ("exits", self._exits),
            ("bundles", self._seal),
            ("merge", self._merge),
            ("questions", self._settle),
            ("notice", self._notice),
            ("receipts", self._receipts),
            ("pictures", self._pictures),
        ]

    def _timed(self, name: str, step: Callable[[], None]) -> None:
        start = time.perf_counter()
        step()
        seconds = round(time.perf_counter() - start, 2)
        self.steps.append({"name": name, "seconds": seconds})
        say(f"{name}: {seconds} s")

    def run(self, *words: str | Path) -> dict[str, Any]:
        """One verb in this process, as an office would type it; a refusal stops the tour.  Code `tour.step`."""
        from fupin_desktop.cli import main

        os.environ["FUPIN_PASSPHRASE"] = PASSPHRASE
        with contextlib.redirect_stdout(io.StringIO()) as told, contextlib.redirect_stderr(io.StringIO()):
            code = main([*map(str, words), "--json", f"--lang={language()}"])
        answer: dict[str, Any] = json.loads(told.getvalue() or "{}")
        if code != 0:
            why = answer.get("refused", {}).get("message") or _("an error in the program")
            if "bug" in answer:
                say(f"{answer['bug']['kind']}: {' > '.join(answer['bug']['places'])}")
            raise Refusal("tour.step", f"{' '.join(map(str, words[:2]))}: {why}")
        return answer

    # --- the steps --------------------------------------------------------------------------------------------------

    def _make_books(self) -> None:
        made = self.run(
            "book", "new", self.office, "--role=township", "--name=演示县扶贫办", f"--division={COUNTY}", "--demo"
        )
        self._fingerprints[self.office] = made["fingerprint"]
        for book, (code, name, _person) in zip(self.books, VILLAGES, strict=True):
            made = self.run(
                "book", "new", book, "--role=village", f"--name={name}工作队", f"--division={code}", "--demo"
            )
            self._fingerprints[book] = made["fingerprint"]

    def _import_roster(self) -> None:
        report = self.out / "roster-report.xlsx"
        self.run("roster", "import", self.office, self.roster, "--report", report)
        self.files.append(str(report))

    def _enrol(self) -> None:
        for book, (code, _name, person) in zip(self.books, VILLAGES, strict=True):
            card, welcome = book.with_suffix(".card"), book.with_suffix(".enrol.fpb")
            self.run("device", "card", book, "--out", card)
            self.run(
                "device", "enrol", self.office, card, f"--scope={code}", f"--person={person}",
                "--role=first_secretary", f"--fingerprint={self._fingerprints[book]}", "--out", welcome,
            )  # fmt: skip
            self.run("device", "join", book, welcome, f"--fingerprint={self._fingerprints[self.office]}")

    def _households(self, book: Path, **where: str) -> list[dict[str, Any]]:
        conditions = [f"--where={name}={value}" for name, value in where.items()]
        found: list[dict[str, Any]] = self.run("record", "list", book, "household", *conditions, "--limit=3")["records"]
        return found

    def _visit(self) -> None:
        today = time.strftime("%Y-%m-%d")
        for book, (_code, _name, person) in zip(self.books, VILLAGES, strict=True):
            for household in self._households(book):
                code = household["household_code"]
                self.run(
                    "visit", "log", book, f"--household={code}", f"--date={today}", f"--visitors={person}",
                    "--type=日常",
                    "--notes=家中情况稳定，秋收已完。", "--request=希望介绍就近务工。",
                )  # fmt: skip
            self.run(
                "record", "new", book, "year_measure", f"household={code}", f"year={today[:4]}",
                "project8=1", "batch5=1",
                "category=产业扶贫", "content=种植百香果三亩", "planned_fund=3000", "state=planned",
            )  # fmt: skip

    def _housing(self) -> None:
        cases = self.run("case", "list", self.office, "housing")["cases"]
        for case in cases:
            following = self.run("case", "show", self.office, "housing", case["id"])["next"]
            calm = [stage for stage in following if stage in ("started", "foundation", "main_body", "completed")]
            if calm:
                self.run("case", "advance", self.office, "housing", case["id"], f"--to={calm[0]}", "--by=镇村建办")
                return

    def _exits(self) -> None:
        """Some households of two villages, from the first list to their consent: then their notice hangs."""
        for book, (code, _name, person) in list(zip(self.books, VILLAGES, strict=True))[:2]:
            homes = [one["household_code"] for one in self._households(book, status="registered")]
            for home in homes:
                self._earn(book, home)
            vote = self._vote(book, code)
            facts = [f"--set={name}=是" for name in ITEMS] + [f"--set={name}_evidence=入户查看" for name in ITEMS]
            self.run("case", "open", book, "exit", *homes, f"--set=year={EXIT_YEAR}")
            for to, papers in (
                ("assembly_reviewed", [f"--set=vote={vote}"]),
                ("village_and_team_verified", facts),
                ("household_agreed", ["--set=consent=同意", "--set=consent_by=户主本人"]),
            ):
                self.run("case", "advance", book, "exit", *homes, f"--to={to}", f"--by={person}", *papers)

    def _earn(self, book: Path, home: str) -> None:
        """An income above the line of the year, and a measure that is done."""
        self.run("income", "enter", book, home, str(EXIT_YEAR), "persons=4", "wage=36000")
        measure = self.run(
            "record", "new", book, "year_measure", f"household={home}", f"year={EXIT_YEAR}", "project8=1", "batch5=1",
            "category=产业扶贫", "content=养鸡一百只",
        )["id"]  # fmt: skip
        today = time.strftime("%Y-%m-%d")
        self.run("record", "new", book, "measure_progress", f"measure={measure}", f"date={today}", "percent=100")

    def _vote(self, book: Path, village: str) -> str:
        """A meeting of today that carried the list."""
        today = time.strftime("%Y-%m-%d")
        votes = ("due=30", "attended=25")
        meeting = self.run(
            "record", "new", book, "meeting", f"division={village}", "type=representatives", f"on={today}", *votes
        )["id"]
        matter = ("matter=拟脱贫户评议", "agreed=24", "against=1")
        return str(self.run("record", "new", book, "meeting_vote", f"meeting={meeting}", *matter)["id"])

    def _seal(self) -> None:
        self._same_field_twice()
        for book in self.books:
            bundle = book.with_suffix(".fpb")
            self.run("bundle", "seal", book, "--out", bundle)
            self.files.append(str(bundle))

    def _same_field_twice(self) -> None:
        code = self._households(self.books[0])[0]["household_code"]
        self.run("record", "set", self.books[0], "household", code, "road_km=0.5")
        self.run("record", "set", self.office, "household", code, "road_km=0.6")

    def _merge(self) -> None:
        bundles = [book.with_suffix(".fpb") for book in self.books]
        self.run("bundle", "merge", self.office, *bundles, "--dry-run")
        self.run("bundle", "merge", self.office, *bundles)

    def _settle(self) -> None:
        found = self.run("question", "list", self.office)["questions"]
        if not found:
            raise Refusal("tour.step", _("The planted question did not come up."))
        for question in found:
            self.run("question", "settle", self.office, question["id"], "--take=1", "--why=电话核实")

    def _notice(self) -> None:
        self._print_notice("N05-village", self.books[0])
        self._print_notice("N05-county", self.office)

    def _print_notice(self, name: str, book: Path) -> None:
        notice = self.run("notice", "draft", book, "N05", f"--where=year={EXIT_YEAR}")["id"]
        self.run("notice", "check", book, notice)
        self.run("notice", "issue", book, notice, "--from", time.strftime("%Y-%m-%d"))
        self.run("notice", "post", book, notice, "--place=村务公开栏", "--photo", self.out / "board.png")
        out = self.out / f"{name}.pdf"
        self.run("notice", "print", book, notice, "--out", out)
        self.files.append(str(out))

    def _receipts(self) -> None:
        for book in self.books:
            self.run("bundle", "seal", book, "--out", book.with_suffix(".again.fpb"))
            self.run("bundle", "merge", self.office, book.with_suffix(".again.fpb"))
        folder = self.out / "receipts"
        made = self.run("bundle", "seal", self.office, "--to=all", "--out", folder)
        self.files.extend(made["files"])
        for book in self.books:
            device = self.run("book", "info", book)["device_id"]
            file = next(name for name in made["files"] if device[:8] in name)
            self.run("bundle", "merge", book, file)

    def _pictures(self) -> None:
        if importlib.util.find_spec("PySide6") is None:
            say(_("Without Qt there are no pictures of the window; the rest of the tour is complete."))
            return
        folder, bundle = self.out / "pictures", self.out / "tomorrow.fpb"
        code = self._households(self.books[1])[0]["household_code"]
        self.run("record", "set", self.books[1], "household", code, "broadband=是")
        self.run("bundle", "seal", self.books[1], "--out", bundle)
        words = [
            sys.executable,
            "-m",
            "fupin_desktop.cli.practice.picturing",
            str(folder),
            str(self.office),
            str(bundle),
            language(),
        ]
        environment = {**os.environ, "FUPIN_PASSPHRASE": PASSPHRASE}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            say(done.stderr)  # for whoever looks after the program; the refusal itself is for anybody
            message = _(
                "The window could not be pictured (its report stands above). Everything before that is whole, in the "
                "folder {name}."
            )
            raise Refusal("tour.pictures", message.format(name=self.out.name))
        self.run("bundle", "merge", self.office, bundle)
        self.files.extend(str(path) for path in sorted(folder.iterdir()))

    def _agree(self) -> str:
        office = self.run("book", "info", self.office)
        for book in self.books:
            info = self.run("book", "info", book)
            for scope, digest in info["digests"].items():
                if office["digests"].get(scope) != digest:
                    raise Refusal("tour.digest", _("The books do not agree about {scope}.").format(scope=scope))
        return str(office["digest"])
