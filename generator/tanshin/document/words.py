"""The words of column headings: periods, units, components."""

from __future__ import annotations

from tanshin.report.aspect import Duration
from tanshin.report.filing import Column, Filing
from tanshin.report.phrase import day_text, months_text
from tanshin.taxonomy.concept import ItemType
from tanshin.taxonomy.label import TERSE
from tanshin.taxonomy.statement import Statement

_SCALES = {
    "ja": {0: "", 3: "千", 6: "百万"},
    "en": {0: "", 3: "Thousands of ", 6: "Millions of "},
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
        return "株" if lang == "ja" else "Shares"
    concepts = [filing.taxonomy.dts.concepts[name] for name in statement.concepts]
    if all(concept.abstract or concept.type is ItemType.PER_SHARE for concept in concepts):
        return "円 銭" if lang == "ja" else str(column.unit)
    currency = str(column.unit)
    return _SCALES[lang][column.scale] + _CURRENCIES[lang].get(currency, currency)


def column_head(column: Column, filing: Filing, statement: Statement, lang: str) -> str:
    """How a column of components is headed: by its own caption, its member, or what it shows instead."""
    own = dict(column.captions).get(lang)
    if own:
        return own
    concepts = filing.taxonomy.dts.concepts
    if column.variant:
        shown = [dict(line.variants).get(column.variant) for _, line in statement.walk()]
        return next(concepts[name].label(lang, TERSE) for name in shown if name)
    if column.dimensions:
        return "・".join(concepts[member].label(lang, TERSE) for _, member in column.dimensions)
    defaults = filing.taxonomy.dts.default_members
    return "・".join(concepts[defaults[axis]].label(lang, TERSE) for axis, _ in statement.axes if axis in defaults)
