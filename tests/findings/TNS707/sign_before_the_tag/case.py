"""A triangle before a figure that is positive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(
        folder,
        "Attachment/0101010-smbs01-tse-smafr-00000-2013-03-31-01-2013-05-15-ixbrl.htm",
        '<td class="figure"><span class="fact"',
        '<td class="figure">△<span class="fact"',
    )
