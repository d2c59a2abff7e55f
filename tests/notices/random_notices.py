"""Random notices, drawn, read back, looked at as a stranger would: tests/notices/random_notices.py [count] [seed]

Each is of a random kind, with a random table, text and layout; on some a number is planted.  What is checked: a planted
one is refused before it is numbered and on paper; of the others nothing is refused, every cell, the title, the period
and the signature are in the text of the file, and no page is empty.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import Names
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.notices.checking import find_leaks_in
from fupin_desktop.notices.page import ABREAST, ANNEX, INLINE, NoticePage, PageColumn
from fupin_desktop.notices.rules import all_kinds
from fupin_desktop.notices.template import TableColumn, template_of
from fupin_desktop.paper.documents.notice import render_notice
from fupin_desktop.paper.reading import texts
from tests.ledger.leaks.planted import CHILDREN, PLANTED, harmless

SURNAMES, GIVEN = "张王李赵陈刘黄周吴徐孙胡朱高林何郭马罗梁𬱖䶮", "明华国建强秀英梅芳兰永福德胜玉珍春生龙凤"
EVERYDAY = list(harmless(400))
WORDS = ("修缮加固", "演示单位一", "村道硬底化", "按项目安排", "C级", "副科长", "产业扶持资金安排到户")


def name(chance: random.Random) -> str:
    """An invented name of two or three characters."""
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def cell(chance: random.Random, column: TableColumn, number: int) -> str:
    """What may stand in a column, by its heading."""
    told = {
        "序号": lambda: str(number),
        "户主姓名": lambda: name(chance),
        "姓名": lambda: name(chance),
        "责任人": lambda: name(chance),
        "行政村": lambda: f"演示{chance.choice('一二三四五六七')}{chance.choice('甲乙丙')}村",
        "自然村": lambda: chance.choice(("上屋", "下屋", "新围", "大坝头")),
        "村民小组": lambda: f"第{chance.choice('一二三四五六七八九十')}组",
    }
    if column.label in told:
        return told[column.label]()
    if column.value == "money" or "元" in column.label:
        return f"{chance.randint(1, 9_999_999):,}.{chance.randint(0, 99):02d}"
    if "年度" in column.label:
        return str(chance.randint(2014, 2019))
    if column.value == "integer" or "人" in column.label:
        return str(chance.randint(1, 99))
    if column.value == "day" or "日期" in column.label:
        return f"{chance.randint(2014, 2020)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    return chance.choice(
        ("修缮加固", "演示单位一", "村道硬底化", "按项目安排", "C级", "副科长", "产业扶持资金安排到户")
    )


def page_of(chance: random.Random) -> NoticePage:
    """A random notice, with nothing on it that may not be seen."""
    code = chance.choice(sorted(all_kinds()))
    columns = template_of(code).columns
    rows = tuple(
        tuple(cell(chance, column, number) for column in columns)
        for number in range(1, chance.choice((2, 4, 9, 22, 60, 150)) + 1)
    )
    paras = [f"其中{text}。" for text in chance.sample(EVERYDAY, k=chance.randint(1, 4))]
    paras += [
        f"{chance.choice('一二三四')}、安排",
        f"（{chance.choice('一二')}）分配。按{chance.choice(EVERYDAY)}办理。",
    ]
    village = f"甲镇演示{chance.choice('一二三')}甲村"
    return NoticePage(
        title=f"关于{village}{chance.randint(2014, 2019)}年度{all_kinds()[code].zh[:-2]}的公示",
        paras=tuple(paras),
        columns=tuple(PageColumn(column.label, column.width, column.align) for column in columns),
        rows=rows,
        closing=(f"公示期限：2017年3月1日至2017年3月{chance.randint(7, 30)}日。监督举报电话：12317。",),
        issuers=tuple(f"演示{one}甲村村民委员会" for one in "一二三"[: chance.randint(1, 3)]),
        date="2017年3月1日",
        code="",
        draft=chance.random() < 0.2,
        place="演示县　甲镇",
        layout=chance.choice(("", INLINE, ABREAST, ANNEX)),
        annex="演示名单",
        wide=chance.random() < 0.2,
        withdrawn=chance.random() < 0.1,
    )


def planted(chance: random.Random, page: NoticePage) -> NoticePage:
    """The notice with something on it that may not be seen, somewhere."""
    text = chance.choice(PLANTED).replace("\u200b", "")
    row = chance.randrange(len(page.rows))
    at = chance.randrange(len(page.columns))
    cells = list(page.rows[row])
    cells[at] = text
    return chance.choice(
        (
            replace(page, rows=(*page.rows[:row], tuple(cells), *page.rows[row + 1 :])),
            replace(page, paras=(*page.paras, text)),
            replace(page, title=text),
            replace(page, closing=(*page.closing, text)),
        )
    )


def faults(page: NoticePage) -> list[str]:
    """What is wrong with a notice that holds nothing hidden, once it is drawn and read back."""
    if found := list(find_leaks_in(page, Names(CHILDREN))):
        return [f"refused: {found[0].sentence}"]
    try:
        content, pages = render_notice(page, minors=CHILDREN)
    except Refusal as refusal:
        return [f"refused on paper: {refusal.message}"]
    read = texts(content)
    whole = _bare("".join(read))
    wanted = [
        page.title,
        *page.closing,
        *(f"{one}（盖章）" for one in page.issuers),
        *(c for row in page.rows for c in row),
    ]
    missing = [text for text, count in Counter(map(_bare, wanted)).items() if whole.count(text) < min(count, 1)]
    told = [f"missing: {missing[0]}"] if missing else []
    told += ["an empty page"] if any(not one.strip() for one in read) or len(read) != pages else []
    return told


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def refused(page: NoticePage) -> bool:
    """Is it refused both before it is numbered and on paper?"""
    if not list(find_leaks_in(page, Names(CHILDREN))):
        return False
    try:
        render_notice(page, minors=CHILDREN)
    except Refusal as refusal:
        return refusal.code == "notice.leak"
    return False


def main(given: Sequence[str]) -> int:
    """Make so many, tell how many of which, and keep the seed of each that is wrong."""
    count, seed = int(given[0]) if given else 300, int(given[1]) if len(given) > 1 else 1
    assert KINDS  # the templates name kinds of records: they must be there
    choose_language("zh_CN")
    wrong = Counter[str]()
    for number in range(seed, seed + count):
        chance = random.Random(number)
        page = page_of(chance)
        if chance.random() < 0.3:
            page = planted(chance, page)
            if not refused(page):
                wrong["let through"] += 1
                print(number, "let through", flush=True)
        elif told := faults(page):
            wrong["faulty"] += 1
            print(number, told, flush=True)
    print(f"{count} notices from seed {seed}: {wrong['let through']} let through, {wrong['faulty']} faulty")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
