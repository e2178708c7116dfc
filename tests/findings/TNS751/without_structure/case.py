"""A summary in PDF without its structure, and in another language than it says."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf

from tanshin.values.finding import Finding
from tests.papers import findings_with


def findings(folder: Path) -> Iterable[Finding]:
    return findings_with(folder, _damaged)


def _damaged(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        del pdf.Root.MarkInfo
        pdf.Root.Lang = "ja"
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()
