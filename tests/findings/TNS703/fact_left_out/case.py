"""A fact that became a comment."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(
        folder,
        ".xbrl",
        '<ex:Inventories contextRef="CurrentYearInstant" unitRef="JPY" decimals="-3">40051000</ex:Inventories>',
        "<!-- -->",
    )
