"""Number formats of spreadsheets: what a cell shows of its number, and the format that shows a figure as printed.

ECMA-376-1, section 18.8.31. Of the grammar that part is understood in which figures are set: literals, digit
placeholders, grouping, per cent, and a section for negative numbers. What is beyond it is not guessed.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

#: A spreadsheet keeps numbers in binary, which holds this many decimal digits.
PRECISION = 15

#: What a cell without a format of its own has, and what keeps a number that is typed as text.
GENERAL, TEXT = "General", "@"

#: No format that a program offers is longer (section 18.8.31); what is longer is made to take its time.
_LONGEST, _MOST_PERCENT = 255, 3

#: Formats that a file names by a number alone (section 18.8.30); 14 to 22 and those of East Asia are of days and times.
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    48: "##0.0E+0", 49: TEXT, **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "d"),
}  # fmt: skip

_CONTEXT = Context(prec=400, rounding=ROUND_HALF_UP)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[#0?][#0?,.]*|\.[#0?]+)|(?P<percent>%)|(?P<plain>.)",
    re.DOTALL,
)
_COLORS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+", re.IGNORECASE)
_PRINTED = re.compile(r"(?P<head>[^0-9]*)(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<tail>[^0-9]*)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+|0|[1-9][0-9]*")
_MINUS = "-\u2212\u25b3\u25b2"
_LITERAL = re.compile(r"[()\-+ ]*")


class _Section(Struct, frozen=True):
    """One section: what stands before and after the digits, and how these are set; without digits it is a text."""

    head: str
    digits: str | None
    tail: str
    percent: int


def shown(value: Decimal, code: str) -> str | None:
    """What a cell with a number format shows of a number; ``None`` where the format is not of figures."""
    sections = _sections(code) if len(code) <= _LONGEST else None
    if sections is None or not 1 <= len(sections) <= 4:
        return None
    minus = ""
    if value < 0 and len(sections) > 1:
        section, value = sections[1], value.copy_abs()
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    else:
        section, minus, value = sections[0], "-" if value < 0 else "", value.copy_abs()
    if section.digits is None:
        return f"{minus}{section.head}"
    if section.percent > _MOST_PERCENT:
        return None
    digits = _set(value.scaleb(2 * section.percent, _CONTEXT), section.digits)
    return f"{minus if digits.strip('0.,') else ''}{section.head}{digits}{section.tail}"


def plain(value: Decimal) -> str:
    """A number without a format: all its digits and no more."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_day(code: str) -> bool:
    """Whether a number format shows a day or a time."""
    bare = re.sub(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]', "", code[:_LONGEST])
    return (
        code.lower() != GENERAL.lower()
        and re.search("[dmyhsge]", bare, re.IGNORECASE) is not None
        and not re.search("[0#?]", bare)
    )


def format_of(text: str) -> tuple[Decimal, str] | None:
    """The number that a printed figure is, and the format that shows it so; ``None`` where no number would do.

    The format has a section for the other sign as well, so that the figure may change.
    """
    match = _PRINTED.fullmatch(text)
    if match is None or '"' in text or not _GROUPED.fullmatch(match["digits"].partition(".")[0]):
        return None
    head, tail = match["head"], match["tail"]
    sign = next((letter for letter in head if letter in _MINUS), "")
    in_brackets = "(" in head and ")" in tail
    digits = match["digits"].replace(",", "")
    value = Decimal(digits)
    if (sign and in_brackets) or ((sign or in_brackets) and not value) or len(digits.replace(".", "")) > PRECISION:
        return None
    whole, _, places = digits.partition(".")
    pattern = ("#,##0" if "," in match["digits"] or len(whole) < 4 else "0") + (
        "." + "0" * len(places) if places else ""
    )
    if sign or in_brackets:
        other = f"{_quoted(head.replace('(', '').replace(sign, ''))}{pattern}{_quoted(tail.replace(')', ''))}"
        value, code = value.copy_negate(), f"{other};{_quoted(head)}{pattern}{_quoted(tail)}"
    else:
        code = f"{_quoted(head)}{pattern}{_quoted(tail)};({_quoted(head.replace('+', ''))}{pattern}{_quoted(tail)})"
    return (value, code) if shown(value, code) == text else None


def _quoted(text: str) -> str:
    return text if _LITERAL.fullmatch(text) else f'"{text}"'


def _sections(code: str) -> list[_Section] | None:
    """The sections of a format; ``None`` where it is of days, of text, in powers of ten or conditional."""
    found: list[_Section] = []
    head, digits, tail, percent = "", None, "", 0
    for match in _TOKEN.finditer(code + ";"):
        kind = match.lastgroup
        said = match[kind] if kind else ""
        if kind == "digits" and digits is None:
            digits = said
        elif kind == "plain" and said == ";":
            found.append(_Section(head, digits, tail, percent))
            head, digits, tail, percent = "", None, "", 0
        elif kind == "digits" or (kind == "bracket" and not _COLORS.fullmatch(said)):
            return None
        elif kind == "plain" and said.isascii() and (said.isalpha() or said in "@?/"):
            if len(found) == 3 and said == "@":  # the section of texts
                continue
            return None
        elif kind not in (None, "bracket"):
            percent += kind == "percent"
            if digits is None:
                head += said
            else:
                tail += said
    return found


def _set(value: Decimal, pattern: str) -> str:
    """A number of zero or more in the digits of a pattern."""
    whole, _, fraction = pattern.partition(".")
    scale = len(pattern) - len(pattern.rstrip(","))
    fraction = fraction.rstrip(",").replace(",", "")
    value = value.scaleb(-3 * scale, _CONTEXT).quantize(Decimal(1).scaleb(-len(fraction)), context=_CONTEXT)
    text = f"{value:f}"
    before, _, after = text.partition(".")
    least = len(fraction.rstrip("#?"))
    after = after[:least] + after[least:].rstrip("0")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        before = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", before)
    return f"{before}.{after}" if after else before
