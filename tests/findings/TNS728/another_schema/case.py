"""A report in xBRL-JSON that names another schema than the instance."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tests.findings.gallery import edited


def findings(folder: Path) -> Iterable[Finding]:
    return (one for one in edited(folder, "0000.json", ".xsd", "-2.xsd") if one.code == "TNS728")
