"""A release whose headings name no period."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.importing import import_release
from tanshin.read.draft.plain import read_plain
from tanshin.resources import samples_dir
from tanshin.values.finding import Finding, InputError


def findings(folder: Path) -> Iterable[Finding]:
    draft = read_plain((folder / "release.txt").read_text(encoding="utf-8"), "release.txt")
    issuer = samples_dir() / "iij"
    try:
        import_release(draft, issuer, (issuer / "issuer.yaml").read_text(encoding="utf-8"), folder / "out")
    except InputError as error:
        return error.findings
    return ()
