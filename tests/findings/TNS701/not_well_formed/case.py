"""A page that somebody saved halfway."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, "en/tse-small-00000-20130515000000-ixbrl.htm", "</html>", "</htm")
