"""A note that somebody put into a build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    files = {**made.files, "notes.md": b"Figures to be confirmed."}
    return prove_folder(replace(made.output, files=files)).findings
