"""Our own pages read back: HTML, and what `pdftotext -layout` makes of the PDF of a build, of two companies."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.release_import.measure import Compared, compared
from tanshin import api
from tanshin.inputs import earlier_filings, read_filing
from tanshin.product import Extra
from tanshin.resources import samples_dir

#: The filings, and the pages of each that are read as one text: they are what a release has in it.
PAGES: Mapping[str, tuple[str, ...]] = {
    "kakuu/fy2015-annual": ("summary", "statements"),
    "iij/fy2012-annual": ("summary", "release"),
}

_PDF: Extra = "pdf"


def own_pages(home: Path) -> Iterator[tuple[str, Compared]]:
    """Each filing in each language, as the text of its PDF; ``home`` is a folder for what is made on the way."""
    for sample, pages in PAGES.items():
        out = home / sample.replace("/", "-")
        filing = read_filing(sample)
        api.build(filing, out, earlier=earlier_filings(filing, sample), extras=frozenset((_PDF,)))
        for lang in ("en", "ja"):
            text = home / f"{out.name}-{lang}.txt"
            text.write_text("\n".join(_text(out / "pdf" / f"{page}-{lang}.pdf") for page in pages), encoding="utf-8")
            # A filing lies beside the taxonomy of its company; nothing is written there.
            beside = samples_dir() / sample.partition("/")[0] / "imported"
            yield f"{sample}, {'English' if lang == 'en' else 'Japanese'}", compared(text, sample, beside)


def _text(path: Path) -> str:
    command = ("pdftotext", "-layout", str(path), "-")
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
