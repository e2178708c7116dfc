"""What the tests of the samples share: a fact as a row of a snapshot, and digits to compare."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from tanshin.report.fact import Fact

HEADER = ("concept", "value", "unit", "period", "dimensions", "decimals", "lang", "table")


def row(fact: Fact) -> tuple[str, ...]:
    """A fact as a row of a snapshot, under :data:`HEADER`."""
    match fact.value:
        case None:
            value = ""
        case bool():
            value = str(fact.value).lower()
        case Decimal():
            value = f"{fact.value:f}"
        case date():
            value = fact.value.isoformat()
        case _:
            value = fact.value
    key = fact.key
    return (
        str(key.concept),
        value,
        str(key.unit or ""),
        str(key.period),
        ";".join(f"{axis}={member}" for axis, member in key.dimensions),
        "" if fact.decimals is None else str(fact.decimals),
        key.lang or "",
        fact.table,
    )


def significant(text: str) -> str:
    """The digits of a figure without the zeros at its ends, which depend on its scale."""
    return re.sub("[^0-9]", "", text).strip("0")
