"""A count of facts that was changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(
        folder, "index.html", '<td class="figure">21</td></tr>\n</tbody>', '<td class="figure">22</td></tr>\n</tbody>'
    )
