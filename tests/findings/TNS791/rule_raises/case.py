"""A rule with a mistake in it, which divides by a figure that may be zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tanshin.validate.registry import Issue, rule, run
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say


def _figures(figures: tuple[int, ...]) -> Iterable[int]:
    return figures


@rule("TNS999", Severity.ERROR, subject=tuple, each=_figures)
def twelve_is_divided(_figures: tuple[int, ...], figure: int) -> Iterator[Issue]:
    """Twelve is divided by every figure."""
    if 12 % figure:
        yield Issue(say("{name}", name=figure))


def findings(_folder: Path) -> Iterable[Finding]:
    return run((twelve_is_divided,), (1, 2, 0, 3))
