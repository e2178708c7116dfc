"""The words of column headings: periods, units, components."""

from __future__ import annotations

from tanshin.report.aspect import Duration, Unit
from tanshin.report.filing import Column, Filing
from tanshin.report.phrase import day_text, months_text
from tanshin.taxonomy.concept import Concept, ItemType
from tanshin.taxonomy.label import TERSE
from tanshin.taxonomy.statement import Statement

_SCALES = {
    "ja": {0: "", 3: "千", 6: "百万", 9: "十億"},
    "en": {0: "", 3: "Thousands of ", 6: "Millions of ", 9: "Billions of "},
}
_CURRENCIES = {"ja": {"JPY": "円", "USD": "米ドル"}, "en": {"JPY": "JPY", "USD": "U.S. Dollars"}}


def period_words(period: Duration, lang: str, *, is_instant: bool) -> str:
    """How a column names its period: its end where everything in it is an instant, else its span."""
    last = day_text(period.last, lang)
    if is_instant:
        return f"{last}現在" if lang == "ja" else f"As of\n{last}"
    if lang == "ja":
        return f"自　{day_text(period.first, lang)}\n至　{last}"
    return f"{months_text(period, lang)} Ended\n{last}"


def unit_words(column: Column, filing: Filing, statement: Statement, lang: str) -> str:
    """How a column names its unit and scale: 千円; Thousands of U.S. Dollars; 円 銭 where all is per share."""
    if column.variant:
        shown = shown_by(column, filing, statement)
        if any(concept.type in (ItemType.PERCENT, ItemType.PERCENT_2) for concept in shown):
            return "%"
        if any(concept.type is ItemType.SHARES for concept in shown):
            return "株" if lang == "ja" else "Shares"
    concepts = [filing.taxonomy.dts.concepts[name] for name in statement.concepts]
    if all(concept.abstract or concept.type is ItemType.PER_SHARE for concept in concepts):
        return "円 銭" if lang == "ja" else str(column.unit)
    return scaled_currency(column, lang)


def scaled_currency(column: Column, lang: str) -> str:
    """The scale and currency of a column: 百万円; Millions of JPY."""
    return amount_words(column.unit, column.scale, lang)


def amount_words(unit: Unit, scale: int, lang: str) -> str:
    """A scale and a currency: 百万円; Millions of JPY."""
    currency = str(unit)
    return _SCALES[lang][scale] + _CURRENCIES[lang].get(currency, currency)


def shown_by(column: Column, filing: Filing, statement: Statement) -> list[Concept]:
    """What a column shows of the lines of its statement."""
    names = (line.shown(column.variant) for _, line in statement.walk() if not line.abstract)
    return [filing.taxonomy.dts.concepts[name] for name in names if name]


def companion_head(column: Column, statement: Statement, lang: str) -> str | None:
    """How a column of figures that accompany others is headed."""
    for _, line in statement.walk():
        for companion, _ in line.companions:
            if companion.name == column.variant:
                return dict(companion.headings)[lang]
    return None


def column_head(column: Column, filing: Filing, statement: Statement, lang: str) -> str:
    """How a column of components is headed: by its own caption, its member, or what it shows instead."""
    own = dict(column.captions).get(lang)
    if own:
        return own
    concepts = filing.taxonomy.dts.concepts
    if column.variant:
        heading = companion_head(column, statement, lang)
        return heading or shown_by(column, filing, statement)[0].label(lang, TERSE)
    if column.dimensions:
        return "・".join(concepts[member].label(lang, TERSE) for _, member in column.dimensions)
    defaults = filing.taxonomy.dts.default_members
    return "・".join(concepts[defaults[axis]].label(lang, TERSE) for axis, _ in statement.axes if axis in defaults)
