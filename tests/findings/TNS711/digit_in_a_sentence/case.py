"""A digit of a figure in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, "release-en.html", ">60</ix", ">61</ix")
