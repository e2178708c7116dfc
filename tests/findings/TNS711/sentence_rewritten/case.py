"""A sentence that was rewritten by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return edited(folder, "release-ja.html", "、うち現金は", "、現金は")
