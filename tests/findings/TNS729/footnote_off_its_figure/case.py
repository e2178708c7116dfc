"""A footnote that the instance has lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from tanshin.proof.prove import prove_folder
from tanshin.values.finding import Finding
from tests.findings.gallery import produced

NOTE = """
footnotes:
  - {mark: a, text: {en: Deposits included., ja: 預け金を含みます。}, on: [balance-sheet/Cash]}
"""


def findings(folder: Path) -> Iterable[Finding]:
    with (folder / "example" / "annual" / "filing.yaml").open("a", encoding="utf-8") as file:
        file.write(NOTE)
    made = produced(folder)
    (path,) = (path for path in made.files if path.endswith(".xbrl"))
    head, link, _ = made.files[path].partition(b"<link:footnoteLink")
    assert link
    files = {**made.files, path: head + b"</xbrli:xbrl>\n"}
    return (one for one in prove_folder(replace(made.output, files=files)).findings if one.code == "TNS729")
