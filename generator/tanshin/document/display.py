"""Facts -> what the eye sees: glyphs, digits and words of a language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from tanshin.document.model import Format, Tagged
from tanshin.report.fact import Fact
from tanshin.report.phrase import day_text
from tanshin.values.number import format_number
from tanshin.values.rounding import scaled


class Glyphs(Struct, frozen=True):
    """The signs of a language: around a negative figure, for nil, for yes and no."""

    negative: tuple[str, str]
    nil: str
    yes: str
    no: str


#: Japanese accounts print △ and ―, English ones parentheses and a hyphen.
GLYPHS = {"ja": Glyphs(("△", ""), "―", "有", "無"), "en": Glyphs(("(", ")"), "-", "Yes", "None")}


def show(fact: Fact, lang: str, *, scale: int = 0, negated: bool = False, tagged: bool = True) -> Tagged:
    """A fact as it is printed in a language; ``scale`` is the power of ten of the place it stands in.

    Digits follow the precision of the fact: nothing is rounded here.

    Raises:
        ValueError: a number has digits that its decimals do not declare.
    """
    glyphs = GLYPHS[lang]
    value = fact.value
    match value:
        case None:
            return Tagged(fact, "", after=glyphs.nil, tagged=tagged)
        case bool():
            return Tagged(
                fact, glyphs.yes if value else glyphs.no, format=Format.TRUE if value else Format.FALSE, tagged=tagged
            )
        case date():
            form = Format.ERA_DATE if lang == "ja" else Format.LONG_DATE
            return Tagged(fact, day_text(value, lang), format=form, tagged=tagged)
        case Decimal():
            return _number(fact, value, lang, scale, negated, tagged)
        case str():
            return Tagged(fact, value, tagged=tagged)


def _number(fact: Fact, value: Decimal, lang: str, scale: int, negated: bool, tagged: bool) -> Tagged:
    places = max((fact.decimals or 0) + scale, 0)
    text = format_number(scaled(value.copy_abs(), -scale), places)
    is_negative = (value < 0) != negated if value else value.is_signed()
    before, after = GLYPHS[lang].negative if is_negative else ("", "")
    return Tagged(fact, text, before, after, scale, Format.NUMBER, tagged)
