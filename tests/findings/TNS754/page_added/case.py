"""A summary in PDF with a third page, which is blank."""

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
        pdf.add_blank_page(page_size=(595.28, 841.89))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()
