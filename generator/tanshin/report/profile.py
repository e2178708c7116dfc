"""An issuer's profile of rules: which weigh less or more, which are off and why, and rules of its own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from tanshin.values.finding import Severity
from tanshin.values.source import Source


class Materiality(Struct, frozen=True):
    """The difference below which a finding weighs less: so much of a ``unit``, or without one a part of the figure."""

    amount: Decimal
    unit: str | None = None

    def __str__(self) -> str:
        return f"{(self.amount * 100).normalize():f}%" if self.unit is None else f"{self.amount:,f} {self.unit}"

    def covers(self, expected: Decimal | None, actual: Decimal | None, unit: str | None) -> bool:
        """Whether the difference of two figures of a unit is below it."""
        if expected is None or actual is None or self.unit not in (None, unit):
            return False
        limit = abs(expected) * self.amount if self.unit is None else self.amount
        return abs(actual - expected) < limit


class Setting(Struct, frozen=True):
    """What an issuer says of one rule: ``off``, another severity, a materiality; and why."""

    code: str
    reason: str
    source: Source
    severity: Severity | None = None
    off: bool = False
    materiality: Materiality | None = None


class OwnRule(Struct, frozen=True):
    """A rule of the issuer: an equation of figures, as ``figures.yaml`` writes them, and its tolerance.

    ``operator`` is ``=``, ``<=``, ``>=``, ``<`` or ``>``; ``source`` is where the rule stands, ``equation`` its text.
    """

    code: str
    titles: Mapping[str, str]
    equation: str
    left: str
    operator: str
    right: str
    severity: Severity
    source: Source
    tolerance: Decimal = Decimal(0)


class Profile(Struct, frozen=True):
    """What an issuer says of rules, in the order of its file."""

    settings: tuple[Setting, ...] = ()
    own: tuple[OwnRule, ...] = ()
