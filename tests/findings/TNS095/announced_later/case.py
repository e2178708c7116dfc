"""A filing that was announced when the older form was no longer in force."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import older


def findings(folder: Path) -> Iterable[Finding]:
    table = folder / "taxonomy" / "tse-t-ed" / "older-form.yaml"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("until: 2013-12-31", "until: 2012-12-31"), encoding="utf-8")
    return older(folder).findings
