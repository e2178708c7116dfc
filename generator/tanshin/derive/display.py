"""What a company would print for the cells of a filing, had they been withheld: rounded, then made to foot.

A figure stands in several tables, and a sum in some of them. A company that makes its tables foot moves a figure once,
and prints it so wherever it stands in that precision. So the policy is one of figures in a precision, not of cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from tanshin.derive.footing import Footing, foot
from tanshin.derive.rounding import rounded, rounding_of
from tanshin.report.fact import Key
from tanshin.report.filing import Filing
from tanshin.report.issuer import DisplayPolicy
from tanshin.values.rounding import Rounding

#: A figure in the precision of a table: what it is about, and how many decimals are printed.
Node = tuple[Key, int]


class Shown(Struct, frozen=True):
    """What is to be printed of a figure: ``plain`` is rounded by itself, ``value`` as the policy has it."""

    exact: Fraction
    plain: Decimal
    value: Decimal


def displayed(
    filing: Filing,
    exact: Mapping[Node, Fraction],
    given: Mapping[Node, Decimal],
    sums: Iterable[Footing[Node]],
) -> dict[Node, Shown]:
    """What is to be printed of each figure that is known more precisely.

    ``exact`` are those figures, ``given`` what is known as printed alone, which never moves; ``sums`` are to hold among
    the printed figures. Without the policy, and where amounts are truncated, each figure stands by itself.
    """
    plain = {node: rounded(value, node[1], rounding_of(node[0].unit, filing)) for node, value in exact.items()}
    is_footing = filing.issuer.display is DisplayPolicy.FOOTING and filing.rounding is Rounding.HALF_UP
    moved = _footed(filing, exact, given, sums) if is_footing else {}
    return {node: Shown(exact[node], value, moved.get(node, value)) for node, value in plain.items()}


def _footed(
    filing: Filing,
    exact: Mapping[Node, Fraction],
    given: Mapping[Node, Decimal],
    sums: Iterable[Footing[Node]],
) -> dict[Node, Decimal]:
    printed = {node: Fraction(value) for node, value in given.items() if node not in exact}
    units = {node: value * Fraction(10) ** node[1] for node, value in {**exact, **printed}.items()}
    kept = {node for node in exact if node[0].concept.local in filing.issuer.keep}
    whole = foot(units, tuple(dict.fromkeys(sums)), kept | printed.keys())
    return {node: rounded(Fraction(whole[node]) / Fraction(10) ** node[1], node[1], Rounding.HALF_UP) for node in exact}
