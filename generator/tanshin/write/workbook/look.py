"""How the cells of workbooks look: what each kind is for is to be seen at once, on the screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from tanshin.values.number_format import TEXT

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle

#: What a cell is for. Of a filing that is filled in: the letters of the file, words for people, a heading, a caption, a
#: total, what was published before, what a person fills in. Of finished documents: their words and figures; ``total``
#: closes a section there, too, and ``grand`` a table; what is ``boxed`` stands in a table of the form.
Look: TypeAlias = Literal[
    "file", "title", "note", "head", "caption", "section", "total", "locked", "input",
    "words", "heading", "unit", "figure", "subtotal", "grand", "boxed", "boxed-head",
]  # fmt: skip

FONT = "Noto Sans CJK JP"


class Style(Struct, frozen=True):
    """Size in points, colours in hexadecimal, kinds of lines; ``is_open`` cells may be typed into."""

    bold: bool = False
    ink: str = "000000"
    ground: str = ""
    size: int = 10
    wraps: bool = False
    is_open: bool = False
    top: str = ""
    bottom: str = ""
    sides: str = ""
    at: str = "top"


_STYLES: dict[Look, Style] = {
    "file": Style(ink="999999", size=8),
    "title": Style(bold=True, size=13),
    "note": Style(ink="666666", wraps=True),
    "head": Style(bold=True, ground="E4E8EE", wraps=True, bottom="thin", at="center"),
    "caption": Style(wraps=True),
    "section": Style(bold=True, wraps=True),
    "total": Style(bold=True, ground="F2F2F2", top="thin"),
    "locked": Style(ink="444444", ground="F2F2F2"),
    "input": Style(ground="FFFBE6", is_open=True, sides="hair"),
    "words": Style(wraps=True),
    "heading": Style(bold=True, size=11),
    "unit": Style(ink="666666", size=9, wraps=True),
    "figure": Style(),
    "subtotal": Style(top="hair"),
    "grand": Style(bold=True, top="thin", bottom="double"),
    "boxed": Style(sides="thin", wraps=True, at="center"),
    "boxed-head": Style(sides="thin", ground="F2F2F2", wraps=True, at="center"),
}


def wraps(look: Look, code: str, align: str) -> bool:
    """Whether the text of a cell goes on below where it is longer than the column is wide."""
    return _STYLES[look].wraps or (look == "input" and code == TEXT and not align)


def style_of(name: str, look: Look, code: str, align: str, indent: int) -> NamedStyle:
    """The style of a look, a number format, an alignment (none: that of the kind of value) and an indent."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    own = _STYLES[look]
    style = NamedStyle(name)
    style.font = Font(name=FONT, size=own.size, bold=own.bold, color=own.ink)
    if own.ground:
        style.fill = PatternFill("solid", fgColor=own.ground)
    style.number_format = code
    style.protection = Protection(locked=not own.is_open)
    style.alignment = Alignment(
        horizontal=align or ("left" if indent else None),
        vertical=own.at,
        wrap_text=wraps(look, code, align),
        indent=indent,
    )
    across = Side(own.sides or None, color="999999" if own.sides == "thin" else "BBBBBB")
    above, below = (Side(line, color="000000") if line else across for line in (own.top, own.bottom))
    style.border = Border(across, across, above, below)
    return style
