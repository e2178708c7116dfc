"""A figure in dollars that is tagged as yen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    place = 'name="ex:Cash" contextRef="smbs01_CurrentYearInstant" unitRef="smbs01'
    return edited(
        folder,
        "en/0101010-smbs01-tse-smafr-00000-2013-03-31-01-2013-05-15-ixbrl.htm",
        f'{place}_USD"',
        f'{place}_JPY"',
    )
