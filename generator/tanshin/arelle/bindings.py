"""How many calculation sums Arelle really compared.

Silence from a calculation check proves nothing: a network whose items never meet in one context and unit is consistent
with everything. Arelle does not say how often it compared a total with its items, so the comparison itself is counted,
at the two places in its module ``ValidateXbrlCalcs`` where it happens:

- XBRL 2.1, section 5.2.5.2: the sum of the items is rounded to the accuracy of the total by the only call of
  ``roundFact`` that passes ``vDecimal``. Counted: pairs of a total fact and a network (link role and arc name) in
  which at least one item was bound to it; nil totals and totals with duplicates are not bound and not counted.
- Calculations 1.1: the interval of the total is intersected with that of the items by the only calls of ``max`` and
  ``min`` on intervals. Counted: pairs of a total (all its duplicate facts together, in one context and unit) and a
  network; totals and items that Arelle gives up on (inconsistent duplicates, excess digits) are not counted.

Both run after every condition that makes Arelle skip a sum. If a later version words them otherwise, the count is
``None``, never a false zero.
"""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

#: What the places look like in the versions this was written for.
PLACES = (
    "roundedItemsSum = roundFact(fact, self.inferDecimals, vDecimal=boundSums[sumBindKey])",
    "a = max(s1, x1)",
)


@contextmanager
def count_bindings(calculations: ModuleType) -> Iterator[Callable[[], int | None]]:
    """Count comparisons in Arelle's module ``ValidateXbrlCalcs`` for a while; the value tells how many so far."""
    module: Any = calculations
    source = inspect.getsource(module.ValidateXbrlCalcs.validate)
    known = all(source.count(place) == 1 for place in PLACES)
    counted = 0
    original = module.roundFact

    def round_fact(fact: Any, infer_decimals: bool = False, vDecimal: Any = None) -> Any:  # noqa: N803 - Arelle's name
        nonlocal counted
        counted += vDecimal is not None
        return original(fact, infer_decimals, vDecimal)

    def maximum(*values: Any) -> Any:
        nonlocal counted
        # The one other use of max in this method formats an inconsistency of XBRL 2.1 and compares with the literal 0.
        counted += type(values[-1]) is not int
        return builtins.max(*values)

    module.roundFact, module.max = round_fact, maximum
    try:
        yield lambda: counted if known else None
    finally:
        module.roundFact = original
        del module.max
