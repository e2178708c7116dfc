"""Two filings, of which the first has a bracket that is not closed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from tanshin.api import usable_before
from tanshin.read.canonical.filing import read_filing
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    home = folder / "example"
    shutil.copytree(home / "annual", home / "before")
    issuer = home / "issuer.yaml"
    text = issuer.read_text(encoding="utf-8")
    issuer.write_text(text.replace("filings: [", "filings: [before, "), encoding="utf-8")
    (home / "before" / "filing.yaml").write_text("form: [small\n", encoding="utf-8")
    filing = read_filing(home / "annual", folder / "taxonomy", "example/annual")
    _, unusable = usable_before(filing, home / "annual")
    return unusable
