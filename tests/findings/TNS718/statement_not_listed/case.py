"""A statement that the manifest does not name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(
        folder, "manifest.xml", "<ixbrl>0109010-smot01-tse-smafr-00000-2013-03-31-01-2013-05-15-ixbrl.htm</ixbrl>", ""
    )
