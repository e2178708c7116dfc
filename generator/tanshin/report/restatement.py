"""Restatements: figures of earlier periods that a filing publishes otherwise than they were published before."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from tanshin.values.source import Source


class RestatementKind(StrEnum):
    """Why a figure is published anew (ASC 250 tells the first three apart)."""

    POLICY = "policy"
    """An accounting principle changed, and earlier periods are shown as if it had always applied."""

    CORRECTION = "correction"
    """What was published before was wrong."""

    SCOPE = "scope"
    """What is consolidated, or counted, is another whole than before."""

    RECLASSIFICATION = "reclassification"
    """The figure moved from or to another line."""


class Restatement(Struct, frozen=True):
    """One figure: the cell that prints it, what was published before (``old``), and what the cell says now (``new``).

    Both are as they are printed, in the scale and the sign of the cell; ``places`` are the decimals ``old`` was given.
    """

    table: str
    row: str
    column: str
    kind: RestatementKind
    old: Decimal
    new: Decimal
    places: int
    reason: str
    source: Source
