"""A name with a figure in it: Model 5 in English, Model 6 in Japanese."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.document.build import documents
from tanshin.document.release import release_document
from tanshin.validate.check import CheckResult, with_documents
from tanshin.values.finding import Finding
from tests.release import RELEASE, lay_out_release, read_release


def findings(folder: Path) -> Iterable[Finding]:
    text = RELEASE.replace("Model 5の", "Model 6の").replace("[Model 5]", "[Model 5, Model 6]")
    lay_out_release(folder, text)
    filing, binder = read_release(folder)
    pages = {lang: (*documents(filing, lang), release_document(filing, binder, lang)) for lang in ("ja", "en")}
    pairs = [(one, other) for one, other in zip(*pages.values(), strict=True) if one and other]
    return with_documents(CheckResult((), {}), filing, pairs).findings
