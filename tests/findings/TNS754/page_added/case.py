"""A summary in PDF with a third page, which is blank."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pikepdf
from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced
from tests.papers import papers


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    printed = papers(made)
    path = "pdf/summary-en.pdf"
    printed[path] = _damaged(printed[path])
    # The index and the manifest are of a build without PDF.
    findings = prove_folder(replace(made.output, files={**made.files, **printed})).findings
    return [one for one in findings if one.code.startswith("TNS75")]


def _damaged(data: bytes) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.add_blank_page(page_size=(595.28, 841.89))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()
