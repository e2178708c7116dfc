"""A digit in the table of a chart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, "presentation-en.html", '<td class="figure">60,049</td>', '<td class="figure">60,059</td>')
