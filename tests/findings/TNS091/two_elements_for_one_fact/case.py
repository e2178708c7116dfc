"""A table that could be read back in two ways."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.read.older_form import read_older_form
from tanshin.taxonomy.build import read_taxonomy
from tanshin.values.finding import Finding


def findings(folder: Path) -> Iterable[Finding]:
    taxonomies = folder / "taxonomy"
    read_older_form(taxonomies / "tse-t-ed", read_taxonomy(taxonomies / "tse-ed-t"))
    return ()
