"""A minus before a figure in one language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    row = '<th class="caption" scope="row">Net income</th>\n'
    return edited(
        folder,
        "en/0109010-smot01-tse-smafr-00000-2013-03-31-01-2013-05-15-ixbrl.htm",
        f'{row}<td class="figure">',
        f'{row}<td class="figure">-',
    )
