"""A word on a page that was changed after the build, and a file that was put there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    path = next(path for path in made.files if path.endswith("-def.xml"))
    files = {**made.files, path: made.files[path].replace(b'order="1"', b'order="2"', 1), "notes.md": b"by hand"}
    return prove_folder(replace(made.output, files=files, expected=made.files)).findings
