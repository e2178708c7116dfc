"""A value that was changed in the list of facts alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited_book


def findings(folder: Path) -> Iterable[Finding]:
    return edited_book(folder, 4, "<v>60049000</v>", "<v>60048000</v>")
