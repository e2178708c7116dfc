"""A figure that became a formula."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited_book


def findings(folder: Path) -> Iterable[Finding]:
    return edited_book(folder, 2, "<v>60049</v>", "<f>60048+1</f><v>60049</v>")
