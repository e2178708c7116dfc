"""A report package whose schema lies where no reference leads."""

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
    path = next(path for path in made.files if path.endswith("-en.xbri") and "smafr" in path)
    packed = read_zip(made.files[path], path)
    schema = next(name for name in packed if name.endswith("/ex-2013-03-31.xsd"))
    moved = {name.replace("XBRLData", "Schemas") if name == schema else name: data for name, data in packed.items()}
    files = {**made.files, path: write_zip(moved)}
    return prove_folder(replace(made.output, files=files)).findings
