"""A backup opens, holds what the book held, and old ones are thinned."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies import backup as backups
from fupin_desktop.store.book.copies.backup import backups_of, kept, safeguard
from fupin_desktop.store.book.copies.restoring import restore

PASSPHRASE = "wu ge pin yin ci"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_backup_holds_what_was_saved_and_becomes_a_new_device(book: Book, tmp_path: Path) -> None:
    with book.write("x") as ledger:
        ledger.save(Household(household_code="44169010120020160001", village_code="441690101200", status="registered"))
    out = tmp_path / "restored.book"
    restore(safeguard(book), out)
    with Book.open(out, PASSPHRASE) as again:
        with again.read() as reader:
            assert [found.household_code for found in reader.find(Household)] == ["44169010120020160001"]
        assert again.digests() == book.digests()


def test_24_hourly_14_daily_8_weekly_12_monthly() -> None:
    stay = kept(NOW - timedelta(minutes=30 * number) for number in range(2 * 24 * 500))
    ages = sorted((NOW - at) / timedelta(days=1) for at in stay)
    assert len([age for age in ages if age < 1]) == 25  # 24 hours, and one of the newest three that ends no hour
    assert len([age for age in ages if 1 <= age < 60]) == 19  # 12 days, then ends of weeks and of months
    assert len([age for age in ages if age >= 60]) == 9  # ends of months, twelve with those before
    assert 320 < ages[-1] < 366


@given(st.lists(st.datetimes(NOW.replace(tzinfo=None) - timedelta(2000), NOW.replace(tzinfo=None)), unique=True))
def test_the_newest_stay_and_thinning_twice_is_thinning_once(times: list[datetime]) -> None:
    stay = kept(times)
    assert stay <= set(times)
    assert set(sorted(times)[-3:]) <= stay
    assert kept(stay) == stay
    assert len(stay) <= 3 + 24 + 14 + 8 + 12


def test_what_is_thinned_goes_with_its_keys_and_strangers_stay(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        at = NOW

        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return cls.at

    monkeypatch.setattr(backups, "datetime", Clock)
    folder = backups_of(book.path)
    folder.mkdir()
    (folder / f"{book.path.stem}-mine{book.path.suffix}").write_text("a person put this here")
    for minutes in range(0, 50, 10):
        Clock.at = NOW + timedelta(minutes=minutes)
        newest = safeguard(book)
    left = sorted(folder.glob("*.book"))
    assert len(left) == 4  # the newest three and the stranger
    assert newest in left
    assert len(list(folder.glob("*.keys"))) == 3
    Clock.at = NOW - timedelta(days=400)  # a clock gone back throws nothing away
    safeguard(book)
    assert len(list(folder.glob("*.keys"))) == 4
