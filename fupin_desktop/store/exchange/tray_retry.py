"""Judging again what waits in the tray, after something it waits for may have come."""

from fupin_desktop.store.exchange.exchanging_book import ExchangingBook
from fupin_desktop.store.exchange.tray import items


def retry(book: ExchangingBook) -> int:
    """Judge everything in the tray again; how many items are left."""
    with book.exchange() as exchange:
        exchange.judge_again({item.scope for item in items(exchange, placed=False)})
        return len(items(exchange, placed=False))
