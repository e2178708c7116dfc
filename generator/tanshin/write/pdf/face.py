"""The glyphs that documents need, as fonts of their own with TrueType outlines.

Chromium embeds fonts with TrueType outlines as they should be, and draws those with PostScript outlines (all of Noto
CJK) as Type 3, which viewers render coarsely and which have no names. So the glyphs are taken out of the installed
font and their curves are made quadratic, to a thousandth of an em. Along the way it shows whether a letter has no glyph
at all: that is told, and no empty box is printed in its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from tanshin.values.memory import recall_made_of
from tanshin.values.message import say
from tanshin.write.pdf.font import Font
from tanshin.write.pdf.need import lacking

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

REGULAR, BOLD = 400, 700
_SPACES = "\u00a0\u3000"
_RESTRICTED = 0x0002  # OpenType 1.9, OS/2 fsType: may not be embedded
_ERROR = 1.0  # of a curve, in units of the font: a thousandth of an em in nearly all


class Face(Struct, frozen=True):
    """A weight of a font, with the glyphs of some letters alone: a TrueType file."""

    weight: int
    data: bytes


def faces(font: Font, text: Iterable[str]) -> tuple[Face, Face]:
    """Both weights of a font with the glyphs of every letter of a text.

    Raises:
        InputError: a letter has no glyph, or the font may not be embedded or cannot be read (TNS098).
    """
    letters = "".join(sorted({letter for letter in text if letter.isprintable() or letter in _SPACES} | {" "}))
    places = tuple(sorted({font.regular, font.bold}))

    def make() -> tuple[Face, Face]:
        return Face(REGULAR, _subset(font.regular, letters)), Face(BOLD, _subset(font.bold, letters))

    return recall_made_of(("faces", letters, font.regular.name, font.bold.name), places, make)


def _subset(path: Path, letters: str) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTLibError

    out = BytesIO()
    try:
        with closing(_opened(path)) as font:
            _check(font, path, letters)
            options = Options(hinting=False, notdef_outline=True)
            options.layout_features = ["kern", "ccmp", "locl", "tnum", "lnum"]
            options.name_IDs = [1, 2, 4, 6]
            subsetter = Subsetter(options)
            subsetter.populate(text=letters)
            subsetter.subset(font)
            if "CFF " in font:
                _with_quadratic_curves(font)
            font["head"].modified = font["head"].created  # never the clock
            font.recalcTimestamp = False
            font.save(out)
    except (OSError, TTLibError, AssertionError, KeyError, ValueError) as error:
        message = say("the font cannot be read: {reason}", reason=str(error) or type(error).__name__)
        raise lacking(message, path) from None
    return out.getvalue()


def _opened(path: Path) -> TTFont:
    """A font, or the Japanese one of a collection."""
    from fontTools.ttLib import TTCollection, TTFont

    with path.open("rb") as file:
        if file.read(4) != b"ttcf":
            return TTFont(path, lazy=True)
    with TTCollection(path, lazy=True) as collection:
        names = [str(one["name"].getDebugName(6)) for one in collection]
    number = next((n for n, name in enumerate(names) if "jp" in name.lower() and "mono" not in name.lower()), 0)
    return TTFont(path, fontNumber=number, lazy=True)


def _check(font: TTFont, path: Path, letters: str) -> None:
    if font["OS/2"].fsType & _RESTRICTED:
        raise lacking(say("the font does not permit that it is embedded; install Noto Sans CJK"), path)
    known = font.getBestCmap()
    missing = [letter for letter in letters if ord(letter) not in known]
    if missing:
        message = say(
            "the font has no glyph for {letters}; install Noto Sans CJK, or write it in other letters",
            letters=" ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing[:10]),
        )
        raise lacking(message, path)


def _with_quadratic_curves(font: TTFont) -> None:
    """Outlines of cubic curves as outlines of quadratic ones: the tables glyf and loca in place of CFF."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, _ERROR * font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for name in ("CFF ", "VORG"):
        if name in font:
            del font[name]
    table.compile(font)
    most = font["maxp"]
    most.tableVersion = 0x00010000
    most.maxZones = 1
    for name in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
        *("maxSizeOfInstructions", "maxComponentElements"),
    ):
        setattr(most, name, 0)
    names = font["post"]
    names.formatType, names.extraNames, names.mapping, names.glyphOrder = 3.0, [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"
