"""A page whose name says another day of the announcement."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    files = {path.replace("2013-05-15-ixbrl", "2013-05-16-ixbrl"): data for path, data in made.files.items()}
    return prove_folder(replace(made.output, files=files)).findings
