"""What a printed text means by its format: the transformation registries of XBRL International, and some of the SEC's.

A rule takes a text whose white space is collapsed and gives the lexical form of an XML Schema type: a number without
sign, ``true``, ``2013-05-15``, ``2013-05``, ``--05-15``, ``P3M``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tanshin.read.ixbrl import transform_date as day
from tanshin.read.ixbrl import transform_number as number
from tanshin.read.ixbrl.transform_indian import (
    DAY_MONTH_YEAR_HINDI,
    DAY_MONTH_YEAR_NUMBERED,
    MONTH_YEAR_HINDI,
    saka_day,
)
from tanshin.read.ixbrl.transform_language import named
from tanshin.read.ixbrl.transform_words import SEC
from tanshin.values.qname import QName

Rule = Callable[[str], str]

_REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation"
#: The registry of what came before the first one was recommended.
DRAFT = "http://www.xbrl.org/2008/inlineXBRL/transformation"
TR1, TR2 = f"{_REGISTRY}/2010-04-20", f"{_REGISTRY}/2011-07-31"
TR3, TR4 = f"{_REGISTRY}/2015-02-26", f"{_REGISTRY}/2020-02-12"
TR5 = f"{_REGISTRY}/2022-02-16"
SEC_2015 = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"

_SPACE = re.compile("[ \t\n\r]+")


def _always(value: str) -> Rule:
    return lambda _: value


_FIRST: Mapping[str, Rule] = {
    **day.FIRST,
    "numcommadot": number.COMMA_DOT,
    "numdash": number.dash,
    "numspacedot": number.SPACE_DOT,
    "numdotcomma": number.DOT_COMMA,
    "numcomma": number.COMMA,
    "numspacecomma": number.SPACE_COMMA,
}

_SECOND: Mapping[str, Rule] = {
    "booleanfalse": _always("false"),
    "booleantrue": _always("true"),
    "datedaymonth": day.DAY_MONTH,
    "datedaymonthen": named("date-day-monthname-en"),
    "datedaymonthyear": day.DAY_MONTH_YEAR,
    "datedaymonthyearen": named("date-day-monthname-year-en"),
    "dateerayearmonthdayjp": day.era_day,
    "dateerayearmonthjp": day.era_month,
    "datemonthday": day.MONTH_DAY,
    "datemonthdayen": named("date-monthname-day-en"),
    "datemonthdayyear": day.MONTH_DAY_YEAR,
    "datemonthdayyearen": named("date-monthname-day-year-en"),
    "datemonthyearen": named("date-monthname-year-en"),
    "dateyearmonthdaycjk": day.YEAR_MONTH_DAY_CJK,
    "dateyearmonthen": named("date-year-monthname-en"),
    "dateyearmonthcjk": day.YEAR_MONTH_CJK,
    "nocontent": _always(""),
    "numcommadecimal": number.COMMA_DECIMAL,
    "numdotdecimal": number.DOT_DECIMAL,
    "numunitdecimal": number.UNIT_DECIMAL,
    "zerodash": number.zero_dash,
}

_THIRD: Mapping[str, Rule] = {
    **_SECOND,
    "calindaymonthyear": saka_day,
    "datedaymonthdk": named("date-day-monthname-da"),
    "datedaymonthyeardk": named("date-day-monthname-year-da"),
    "datedaymonthyearin": DAY_MONTH_YEAR_NUMBERED,
    "datemonthyear": day.MONTH_YEAR,
    "datemonthyeardk": named("date-monthname-year-da"),
    "datemonthyearin": MONTH_YEAR_HINDI,
    "dateyearmonthday": day.YEAR_MONTH_DAY,
    "numdotdecimalin": number.DOT_DECIMAL_INDIAN,
    "numunitdecimalin": number.UNIT_DECIMAL_INDIAN,
}

#: The languages with names of months in the three orders of most of them.
_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr"),
    *("it", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv"),
)
_OTHER_ORDERS = (
    *("date-monthname-day-en", "date-monthname-day-hu", "date-monthname-day-lt", "date-monthname-day-year-en"),
    *("date-year-day-monthname-lv", "date-year-monthname-en", "date-year-monthname-hu", "date-year-monthname-lt"),
    *("date-year-monthname-lv", "date-year-monthname-day-hu", "date-year-monthname-day-lt"),
    *("date-day-monthroman", "date-day-monthroman-year", "date-monthroman-year"),
)

_FOURTH: Mapping[str, Rule] = {
    **{name: named(name) for name in _OTHER_ORDERS},
    **{name: named(name) for name in (f"date-day-monthname-{lang}" for lang in (*_LANGUAGES, "lv"))},
    **{name: named(name) for name in (f"date-day-monthname-year-{lang}" for lang in _LANGUAGES)},
    **{name: named(name) for name in (f"date-monthname-year-{lang}" for lang in _LANGUAGES)},
    "date-day-monthname-year-hi": DAY_MONTH_YEAR_HINDI,
    "date-monthname-year-hi": MONTH_YEAR_HINDI,
    "date-day-month": day.DAY_MONTH,
    "date-day-month-year": day.DAY_MONTH_YEAR_ANY,
    "date-ind-day-monthname-year-hi": saka_day,
    "date-jpn-era-year-month-day": day.era_day,
    "date-jpn-era-year-month": day.era_month,
    "date-month-day": day.MONTH_DAY,
    "date-month-day-year": day.MONTH_DAY_YEAR,
    "date-month-year": day.MONTH_YEAR_ANY,
    "date-year-month": day.YEAR_MONTH,
    "date-year-month-day": day.YEAR_MONTH_DAY,
    "fixed-empty": _always(""),
    "fixed-false": _always("false"),
    "fixed-true": _always("true"),
    "fixed-zero": _always("0"),
    "num-comma-decimal": number.COMMA_DECIMAL_FREE,
    "num-dot-decimal": number.DOT_DECIMAL_FREE,
    "numdotdecimalin": number.DOT_DECIMAL_INDIAN_PLAIN,
    "num-unit-decimal": number.UNIT_DECIMAL_FREE,
}

_FIFTH: Mapping[str, Rule] = {
    **_FOURTH,
    "date-day-monthname-cy": named("date-day-monthname-cy"),
    "date-day-monthname-year-cy": named("date-day-monthname-year-cy"),
    "date-monthname-year-cy": named("date-monthname-year-cy"),
    "num-comma-decimal-apos": number.COMMA_DECIMAL_APOSTROPHE,
    "num-dot-decimal-apos": number.DOT_DECIMAL_APOSTROPHE,
    "num-unit-decimal-apos": number.UNIT_DECIMAL_APOSTROPHE,
}

#: Every rule that is known, by the namespace of its registry and its name.
REGISTRIES: Mapping[str, Mapping[str, Rule]] = {
    DRAFT: _FIRST,
    TR1: _FIRST,
    TR2: _SECOND,
    TR3: _THIRD,
    TR4: _FOURTH,
    TR5: _FIFTH,
    SEC_2015: SEC,
}


def rule_of(form: QName) -> Rule | None:
    """The rule of a format, ``None`` where it is not known."""
    return REGISTRIES.get(form.namespace, {}).get(form.local)


def transformed(rule: Rule, text: str) -> str:
    """What a text means by a rule; its white space is collapsed before, as the registries ask.

    Raises:
        ValueError: the text is none of those that the format is for.
    """
    return rule(_SPACE.sub(" ", text).strip(" "))
