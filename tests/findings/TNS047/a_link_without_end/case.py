"""A footnote link that does not end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.xbrl.instance import read_instance
from tanshin.values.finding import Finding

START = b"""<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase">
<link:footnoteLink>
"""


def findings(folder: Path) -> Iterable[Finding]:
    footnote = b"<link:footnote>" + b" " * 100_000 + b"</link:footnote>\n"
    return read_instance(START + footnote * 170, "input.xml").findings
