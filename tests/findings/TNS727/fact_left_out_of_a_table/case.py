"""A row of xBRL-CSV that was taken out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced


def findings(folder: Path) -> Iterable[Finding]:
    made = produced(folder)
    path = "csv/balance-sheet.csv"
    header, _, *rows = made.files[path].split(b"\r\n")
    files = {**made.files, path: b"\r\n".join([header, *rows])}
    return (one for one in prove_folder(replace(made.output, files=files)).findings if one.code == "TNS727")
