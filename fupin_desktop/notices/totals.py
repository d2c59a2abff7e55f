"""Totals of a notice: the 合计 row, amounts in yuan and in capitals (大写)."""

from collections.abc import Mapping, Sequence

from fupin_desktop.notices.rows import Row
from fupin_desktop.notices.template import ROW_NUMBER, TableColumn

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
TOTAL, SUBTOTAL = "合计", "小计"


def sums_of(columns: Sequence[TableColumn], rows: Sequence[Row]) -> dict[int, int]:
    """The sum of each column that is summed, by its place; money in fen."""
    return {
        at: sum(row.figures[at] or 0 for row in rows if at < len(row.figures))
        for at, column in enumerate(columns)
        if column.sum
    }


def total_row(columns: Sequence[TableColumn], sums: Mapping[int, int], called: str = TOTAL) -> list[str]:
    """The 合计 row; empty where nothing is summed.  The word stands in the first column that holds text."""
    if not sums:
        return []
    named = next((at for at, column in enumerate(columns) if column.source != ROW_NUMBER and not column.sum), 0)
    return [
        called if at == named else _figure(column, sums[at]) if at in sums else "" for at, column in enumerate(columns)
    ]


def _figure(column: TableColumn, amount: int) -> str:
    return yuan_of(amount) if is_money(column) else str(amount)


def is_money(column: TableColumn) -> bool:
    """Are the figures of this column fen?"""
    return "元" in column.label


def yuan_of(fen: int) -> str:
    """An amount as a board shows it: 12,000.00."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def capitals(fen: int) -> str:
    """An amount in capitals as receipts have it (中国人民银行 支付结算办法 附一): 壹万贰仟元整, 叁佰元零伍分."""
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    head = f"{_whole(yuan)}元" if yuan else ""
    if not (jiao or rest):
        return f"{head or '零元'}整"
    gap = "零" if yuan and not jiao else ""
    tail = f"{_FIGURES[jiao]}角" if jiao else gap
    return f"{head}{tail}{_FIGURES[rest]}分" if rest else f"{head}{tail}整"


def _whole(number: int) -> str:
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    told = ""
    for at in range(len(groups) - 1, -1, -1):
        if not groups[at]:
            continue
        # A group that does not reach its thousands, or groups that were left out, are read with one nought
        skipped = told and (groups[at] < 1000 or not groups[at + 1])
        told += f"{'零' if skipped else ''}{_group(groups[at])}{_GROUPS[at]}"
    return told


def _group(number: int) -> str:
    told, nought = "", False
    for place in range(3, -1, -1):
        figure = number // 10**place % 10
        if figure:
            told += f"{'零' if nought and told else ''}{_FIGURES[figure]}{_PLACES[place]}"
            nought = False
        else:
            nought = True
    return told
