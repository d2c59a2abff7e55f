"""Chapter of the log: what the first secretary adds each month in own words to what the day's records tell."""

from datetime import timedelta

from fupin_desktop.demo.chapter import Chapter
from fupin_desktop.demo.county import County
from fupin_desktop.demo.desk import VillageDesk
from fupin_desktop.demo.dice import words
from fupin_desktop.duties.model import Cadre
from fupin_desktop.journal.commands import write_line
from fupin_desktop.journal.model import JournalLine

_DAYS = (2, 9, 16)  # so many days before the working day of the month


def _month(county: County, desk: VillageDesk) -> None:
    dice = county.dice.of("journal", desk.code, county.today)
    days = dice.sample(_DAYS, 2)
    with desk.write("journal.write") as ledger:
        cadre = ledger.find(Cadre, village_code=desk.code, name=desk.secretary)[0]
        for ago, line in zip(days, dice.sample(words()["journal"]["lines"], 2), strict=True):
            write_line(ledger, JournalLine(cadre=cadre.id, date=county.today - timedelta(ago)), line)
    county.count(desk.code, "journal_line", len(days))


CHAPTER = Chapter("journal", at_village=_month)
