"""Facts and printed figures as plain rows."""

from __future__ import annotations

from typing import TypedDict

from tanshin.report.fact import Fact, value_text
from tanshin.report.filing import Print
from tanshin.taxonomy.dts import Dts


class FactRow(TypedDict):
    """One fact.

    ``concept`` is ``prefix:Name``; ``value`` is in full (units of 1, not thousands), null for nil; ``unit`` is ``JPY``,
    ``USD``, ``JPY/shares``, ``shares``, ``pure`` or null; ``period`` is ``2013-03-31`` (the end of that day) or
    ``2012-04-01/2013-03-31``; ``dimensions`` maps axes to members; ``decimals`` is null for exact values and for what
    is no number; ``source`` is ``file:line:column``, null for a derived figure.
    """

    concept: str
    value: str | None
    unit: str | None
    period: str
    dimensions: dict[str, str]
    decimals: int | None
    lang: str | None
    label: str
    table: str
    source: str | None


def fact_row(fact: Fact, dts: Dts, lang: str) -> FactRow:
    """The row of a fact, its label in a language."""
    key = fact.key
    return {
        "concept": str(key.concept),
        "value": value_text(fact.value),
        "unit": str(key.unit) if key.unit else None,
        "period": str(key.period),
        "dimensions": {str(axis): str(member) for axis, member in key.dimensions},
        "decimals": fact.decimals,
        "lang": key.lang,
        "label": dts.concepts[key.concept].label(lang) if key.concept in dts.concepts else key.concept.local,
        "table": fact.table,
        "source": str(fact.source) if fact.source else None,
    }


class PrintRow(TypedDict):
    """One printed figure: where it stands, which fact it is, and what was printed.

    ``value`` and ``decimals`` are those of the print, in the sense and the units of the fact; ``fact`` is the fact's
    value. ``source`` is ``file:line:column``.
    """

    table: str
    row: str
    column: str
    concept: str
    period: str
    dimensions: dict[str, str]
    unit: str | None
    value: str | None
    decimals: int | None
    fact: str | None
    source: str


def print_row(one: Print, fact: Fact | None) -> PrintRow:
    """The row of a printed figure beside its fact."""
    key = one.key
    return {
        "table": one.table,
        "row": one.row,
        "column": one.column,
        "concept": str(key.concept),
        "period": str(key.period),
        "dimensions": {str(axis): str(member) for axis, member in key.dimensions},
        "unit": str(key.unit) if key.unit else None,
        "value": value_text(one.value),
        "decimals": one.decimals,
        "fact": value_text(fact.value) if fact else None,
        "source": str(one.source),
    }
