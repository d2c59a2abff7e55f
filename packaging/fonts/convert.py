"""From a source font to the TrueType file we ship: subset, outlines, widths of Chinese punctuation, names, dates."""

import logging
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

# PDF needs neither hinting nor layout features, and the window's text engine does without them for Chinese.
_LAYOUT = ["BASE", "VORG", "vhea", "vmtx", "GSUB", "GPOS", "GDEF"]
_DROPPED = [*_LAYOUT, "DSIG", "FFTM", "fpgm", "prep", "cvt ", "gasp", "meta"]
_DASH_AND_DOT = (0x2014, 0x00B7)
_CU2QU_ERROR = 1.0  # in units of 1/1000 em: invisible on paper, and a third smaller than 0.5

# Nothing to declare without instructions; the counts of points and contours are computed on saving.
_ZERO = """maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements maxSizeOfInstructions
    maxComponentElements maxPoints maxContours maxCompositePoints maxCompositeContours maxComponentDepth"""

logging.getLogger("fontTools").setLevel(logging.ERROR)


def open_source(path: Path, family: str) -> TTFont:
    """The font, or the member of a collection whose full name begins with `family`."""
    if path.suffix != ".ttc":
        return TTFont(path, recalcTimestamp=False)
    fonts = TTCollection(path).fonts
    found = next(font for font in fonts if font["name"].getDebugName(1) == family)
    found.recalcTimestamp = False
    return found


def reduce(font: TTFont, kept: set[int]) -> None:
    """Keep these code points only, and no layout, hints or glyph names."""
    _widen_chinese_punctuation(font)
    options = Options(drop_tables=_DROPPED, layout_features=[], hinting=False, notdef_outline=True, glyph_names=False)
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Replace PostScript outlines by TrueType ones: reportlab refuses the former."""
    if "CFF " not in font:
        return
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {name: _quadratic(outlines[name]) for name in order}
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font["hmtx"].metrics = {name: (font["hmtx"][name][0], _left(font, name)) for name in order}
    _maximum_profile(font)
    font.sfntVersion = "\000\001\000\000"


def christen(font: TTFont, family: str, *, bold: bool, notice: str, licence: str, when: int) -> None:
    """Give the file its own names (a licence may reserve the old one) and dates (the same bytes on every build)."""
    style = "Bold" if bold else "Regular"
    names = {
        0: notice,
        1: family,
        2: style,
        3: f"{family} {style} {when}",
        4: f"{family} {style}",
        5: "Version 1.000",
        6: f"{family.replace(' ', '')}-{style}",
        13: licence,
        14: "https://openfontlicense.org",
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["post"].formatType = 3.0
    font["head"].created = font["head"].modified = when
    _style_bits(font, bold=bold)


def _quadratic(glyph: object) -> object:
    pen = TTGlyphPen(None)
    glyph.draw(Cu2QuPen(pen, _CU2QU_ERROR, reverse_direction=True))  # type: ignore[attr-defined]  # a glyph
    return pen.glyph(dropImpliedOnCurves=True)


def _left(font: TTFont, name: str) -> int:
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    return int(getattr(glyph, "xMin", 0))


def _maximum_profile(font: TTFont) -> None:
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    for name in _ZERO.split():
        setattr(profile, name, 0)
    profile.maxZones = 1


def _widen_chinese_punctuation(font: TTFont) -> None:
    """Noto's — and · are drawn for Western text; its feature `fwid` holds the ones a Chinese line needs."""
    if "GSUB" not in font:
        return
    wide = {old: new for mapping in _full_width(font) for old, new in mapping.items()}
    for table in font["cmap"].tables:
        for code in _DASH_AND_DOT:
            if table.format != 14 and code in table.cmap:
                table.cmap[code] = wide.get(table.cmap[code], table.cmap[code])


def _full_width(font: TTFont) -> list[dict[str, str]]:
    gsub = font["GSUB"].table
    lookups = {n for r in gsub.FeatureList.FeatureRecord if r.FeatureTag == "fwid" for n in r.Feature.LookupListIndex}
    subtables = [getattr(s, "ExtSubTable", s) for n in sorted(lookups) for s in gsub.LookupList.Lookup[n].SubTable]
    return [s.mapping for s in subtables if hasattr(s, "mapping")]


def _style_bits(font: TTFont, *, bold: bool) -> None:
    font["head"].macStyle = 1 if bold else 0
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["OS/2"].usWeightClass = 700 if bold else 400
