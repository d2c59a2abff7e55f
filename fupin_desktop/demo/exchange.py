"""The exchange of the demonstration: laptops are enrolled, send their bundles and get the office's back."""

from collections.abc import Sequence
from pathlib import Path

from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.ledger.scope import SEALED, scope
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.sync.merging import MergeReport, merge_files
from fupin_desktop.sync.sealing import seal

QUARTERLY = (3, 6, 9, 12)
GOOD = ("merged", "already")


class NotMerged(Exception):
    """A bundle of the demonstration was not taken in: the demonstration itself is wrong."""


def enrol_laptops(county: County) -> None:
    """Every laptop gets its place: its village, and one of three its sealed data (bank cards) as well."""
    office = county.office.book
    for at, desk in enumerate(county.laptops):
        county.calendar.pass_by()
        card, welcome = county.out / "cards" / f"{desk.name}.card", county.out / "cards" / f"{desk.name}.fpb"
        write_own_card(desk.book, card)
        own = desk.book.identity.device.public.fingerprint
        scopes = [desk.code, *([scope(desk.code, SEALED)] if at % 3 == 0 else [])]
        enrol(office, card, scopes=scopes, person=desk.secretary, role="first_secretary", fingerprint=own, out=welcome)
        join(desk.book, welcome, office.identity.device.public.fingerprint)


def send(desk: VillageDesk, out: Path) -> tuple[Path, ...]:
    """What the office does not have yet, from a laptop, as files: the bundle, then its photographs."""
    sealed = seal(desk.book, out)
    return sealed.file, *sealed.volumes


def coming(county: County) -> list[VillageDesk]:
    """The laptops that exchange today: all at the end of a quarter, but for the silent ones."""
    if county.today.month not in QUARTERLY:
        return []
    return [desk for desk in county.laptops if not desk.is_silent]


def collect(county: County, desks: Sequence[VillageDesk]) -> None:
    """The bundles of these laptops, which the office merges all at once."""
    if not desks:
        return
    folder = county.out / "bundles" / f"{county.today:%Y-%m}"
    folder.mkdir(parents=True, exist_ok=True)
    files = [file for desk in desks for file in send(desk, folder / f"{desk.name}.fpb")]
    check(merge_files(county.office.book, files))


def give_back(county: County, desks: Sequence[VillageDesk]) -> None:
    """The office's bundle for these laptops: what it has that they do not, and how far it holds what they wrote."""
    folder = county.out / "bundles" / f"{county.today:%Y-%m}"
    for desk in desks:
        sealed = seal(county.office.book, folder / f"回执-{desk.name}.fpb", desk.book.identity.device.id)
        check(merge_files(desk.book, [sealed.file, *sealed.volumes]))


def check(reports: Sequence[MergeReport]) -> None:
    """A bundle that was not taken in ends the making: the demonstration would not be what it says."""
    for report in reports:
        if report.status not in GOOD:
            raise NotMerged(f"{report.file}: {report.status} {report.code} {report.message}")
