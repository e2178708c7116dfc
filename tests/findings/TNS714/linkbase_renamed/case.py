"""A schema that names another linkbase."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, "2013-05-15.xsd", "2013-05-15-pre.xml", "2013-05-16-pre.xml")
