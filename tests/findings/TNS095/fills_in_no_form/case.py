"""A filing that fills in no form, such as slides."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import older


def findings(folder: Path) -> Iterable[Finding]:
    filing = folder / "example" / "annual" / "filing.yaml"
    text = filing.read_text(encoding="utf-8")
    for part in ("form: small\n", "information:\n  FilingDate: 2013-05-15\n", "summary:\n  position: summary.csv\n"):
        text = text.replace(part, "")
    filing.write_text(text, encoding="utf-8")
    return older(folder).findings
