"""The figures that follow from others and moved with them, from one version of a filing to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from tanshin.derive.derived import Derived, derive, translations
from tanshin.derive.figure import Figure
from tanshin.report.fact import Fact, Key
from tanshin.report.filing import Filing


class Input(Struct, frozen=True):
    """Something a figure is made of that has another value in the later version; its name, as derivation calls it."""

    name: str
    old: Fraction
    new: Fraction


class Moved(Struct, frozen=True):
    """A figure as it follows from the facts of each version; ``expression`` says how, ``inputs`` are what moved it.

    ``decimals`` is the precision of both. ``stated`` is what the later version reports, ``None`` for nil as ``new``
    is; ``is_stated_so`` is false where that is another figure than follows, though the earlier one reported what
    followed.
    """

    key: Key
    decimals: int
    old: Decimal | None
    new: Decimal | None
    expression: str
    inputs: tuple[Input, ...]
    stated: Decimal | None
    is_stated_so: bool


def moved(old: Filing, new: Filing, figures: Iterable[Figure], earlier: Sequence[Filing] = ()) -> tuple[Moved, ...]:
    """Every figure that one of two versions reports, that can be derived in both, and that follows otherwise.

    ``figures`` are those of the taxonomy; ``earlier`` are filings that may be asked for what the two do not have.
    Translations into another currency are among them.
    """
    known = tuple(figures)
    before, after = (_derived(filing, known, earlier) for filing in (old, new))
    found: list[Moved] = []
    for at, now in after.items():
        was = before.get(at)
        if was is None or was.needs or now.needs or was.value == now.value:
            continue
        reported = [filing.report.get(now.key) for filing in (old, new)]
        if any(reported):
            found.append(_moved(was, now, reported[0], reported[1]))
    return tuple(found)


def _derived(
    filing: Filing, figures: tuple[Figure, ...], earlier: Sequence[Filing]
) -> Mapping[tuple[str, Key], Derived]:
    every = (*derive(filing, figures, earlier), *translations(filing))
    return {(one.figure, one.key): one for one in every}


def _moved(was: Derived, now: Derived, reported: Fact | None, stated: Fact | None) -> Moved:
    inputs = dict(was.inputs)
    value = stated.value if stated and isinstance(stated.value, Decimal) else None
    agreed = reported is None or was.allows(reported.value)
    return Moved(
        now.key,
        now.decimals,
        was.value,
        now.value,
        now.expression,
        tuple(Input(name, inputs[name], new) for name, new in now.inputs if name in inputs and inputs[name] != new),
        value,
        is_stated_so=stated is None or not agreed or now.allows(stated.value),
    )
