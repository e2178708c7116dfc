"""Arelle on the documents of every submission: the form by the official taxonomy alone, each statement, the sets.

The annual filing of fiscal 2012 is judged piece by piece in :mod:`tests.write.test_tdnet`; here are the others.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from msgspec import Struct

from tanshin.arelle.client import Arelle, Calculations, as_arelle
from tanshin.document.build import documents
from tanshin.document.model import Document
from tanshin.report.filing import Filing
from tanshin.validate.workpaper import Workpaper
from tanshin.write.ixbrl import InlineVersion
from tanshin.write.submitter import names_of
from tanshin.write.tdnet import ATTACHMENT, ENGLISH, SUMMARY, submission
from tests.samples.filings import sample

FILINGS = ("iij/fy2009-annual", "iij/1h-fy2012")
#: The Japanese documents are judged as TDnet takes them, the English ones in the current version.
VERSIONS: dict[str, InlineVersion] = {"ja": "1.0", "en": "1.1"}
MODES: dict[str, Calculations] = {"ja": "c10d", "en": "c11r"}


class Submitted(Struct, frozen=True):
    """The submission of a filing on the disk, in both versions of Inline XBRL."""

    filing: Filing
    documents: dict[str, tuple[Document, ...]]
    folders: dict[str, Path]

    def attached(self, lang: str) -> dict[str, Path]:
        """The documents of statements by name."""
        folder = self.folders[lang] / {"ja": ATTACHMENT, "en": ENGLISH}[lang]
        return {one.name: folder / one.file for one in names_of(self.filing).attached}


@pytest.fixture(scope="module", params=FILINGS)
def submitted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Submitted:
    filing = sample(request.param.rpartition("/")[2])
    made = {lang: documents(filing, lang) for lang in VERSIONS}
    folders = {}
    for lang, version in VERSIONS.items():
        folders[lang] = tmp_path_factory.mktemp(f"submission-{lang}")
        for name, content in submission(filing, made, version=version).items():
            (folders[lang] / name).parent.mkdir(parents=True, exist_ok=True)
            (folders[lang] / name).write_bytes(content)
    return Submitted(filing, made, folders)


@pytest.mark.parametrize("lang", VERSIONS)
def test_the_form_is_valid_against_the_official_taxonomy(
    submitted: Submitted, arelle: Arelle, reference: Path, lang: str
) -> None:
    file = f"{names_of(submitted.filing).summary}-ixbrl.htm"
    entry = submitted.folders[lang] / {"ja": SUMMARY, "en": ENGLISH}[lang] / file
    result = arelle.load(entry, [reference / "tse" / "tse-ed-2014-01-12.zip"], "c11r")
    assert [message.message for message in result.problems] == []
    (summary,) = (one for one in submitted.documents[lang] if one.name == "summary")
    assert Counter(result.facts) == Counter(map(as_arelle, summary.tagged()))


@pytest.mark.parametrize("lang", VERSIONS)
def test_each_statement_is_valid_alone(submitted: Submitted, arelle: Arelle, lang: str) -> None:
    printed = {document.name: document for document in submitted.documents[lang]}
    for name, path in submitted.attached(lang).items():
        result = arelle.load(path, [], "c11r")
        assert [message.message for message in result.problems] == [], name
        assert Counter(result.facts) == Counter(map(as_arelle, printed[name].tagged())), name


@pytest.mark.parametrize("lang", VERSIONS)
def test_the_statements_are_one_valid_report(submitted: Submitted, arelle: Arelle, lang: str) -> None:
    filing = submitted.filing
    result = arelle.load(list(submitted.attached(lang).values()), [], MODES[lang])
    assert [message.message for message in result.problems] == []
    own = [fact for fact in filing.unrounded if fact.concept.namespace == filing.taxonomy.namespace]
    assert set(result.facts) == {as_arelle(fact) for fact in own if fact.key.lang is None}  # texts are the release's
    assert result.bindings == len(Workpaper(filing).summations)
