"""A digit of a value in the instance."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, ".xbrl", ">60049000<", ">60059000<")
