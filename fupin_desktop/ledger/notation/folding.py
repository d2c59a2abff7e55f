"""One folding of text: what reads alike compares alike, wherever names are compared, searched or matched.

The text itself is kept as it was typed; only comparing goes through `folded`.
"""

import re
import unicodedata
from functools import lru_cache

# Radicals and strokes that look like an ideograph and are none (Equivalent_Unified_Ideograph of Unicode 14): texts that
# were copied out of a PDF are full of them.  NFKC knows those of the Kangxi block and two more.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
    "㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀"
    "𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎",
)  # fmt: skip
_HAN = r"[\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
# Default ignorable: they take no room and show nothing, so nobody can see that they are there
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_DOT = r"[.\u00b7\u02d9\u0387\u16eb\u2022\u2027\u2219\u22c5\u25cf\u2e31\u2e33\u30fb\ua78f]"
_DOTTED = re.compile(rf"(?<={_HAN})\s*{_DOT}\s*(?={_HAN})")
_BETWEEN = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """The text as it is compared: never shown, never stored instead of what was typed.

    Compatibility forms, radicals and letter cases are one; what shows nothing is gone; of several blanks one is left,
    and none beside a Chinese character; every dot between Chinese characters is the interpunct (·).
    Folding a folded text changes nothing.
    """
    text = text.replace("\u02d9", "\u00b7")  # NFKC would make of it a blank and a combining sign
    text = _UNSEEN.sub("", _compatible(text.translate(_RADICALS)))
    text = _compatible(text)  # what stood apart may now combine
    text = _DOTTED.sub("\u00b7", text)
    return _BLANKS.sub(" ", _BETWEEN.sub("", text)).strip()


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def sought(text: str) -> str:
    """Folded, and without any blank: what a search looks for, and what it looks through."""
    return folded(text).replace(" ", "")
