"""To how many decimals a rounded print of a fact is true."""

from __future__ import annotations

from decimal import Decimal

from tanshin.report.fact import Fact
from tanshin.values.rounding import EXACT

#: A print that is not true to within so many digits of what it seems to say states another figure.
_SLACK = 2


def true_decimals(fact: Fact, value: Decimal, decimals: int) -> int | None:
    """The decimals with which a print of a fact may be tagged; ``None`` where it is too far from the fact.

    ``value`` is what is printed, without its sign, to ``decimals``. The rounded fact is true to those. A company that
    adjusts a line by one, so that its table foots, prints what is true to one digit less; tagged as if it were true to
    all it would contradict the fact. A print is never tagged as more precise than the fact.
    """
    if not isinstance(fact.value, Decimal):
        return None
    away = abs(EXACT.subtract(abs(fact.value), value))
    finest = decimals if fact.decimals is None else min(decimals, fact.decimals)
    for given in range(finest, finest - _SLACK, -1):
        if away * 2 <= Decimal(1).scaleb(-given):
            return given
    return None
