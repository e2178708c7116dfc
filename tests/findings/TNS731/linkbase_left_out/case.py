"""A submission that went without a linkbase."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.archive import read_zip, write_zip
from tanshin.values.finding import Finding
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    path = next(path for path in made.files if path.startswith("packages/") and path.endswith(".zip"))
    packed = {name: data for name, data in read_zip(made.files[path], path).items() if not name.endswith("-cal.xml")}
    files = {**made.files, path: write_zip(packed)}
    return prove_folder(replace(made.output, files=files)).findings
