"""XML from outside: a document type is refused."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.values.finding import Finding
from tanshin.values.xml import parse_xml


def findings(folder: Path) -> Iterable[Finding]:
    parse_xml((folder / "input.xml").read_bytes(), "input.xml")
    return ()
