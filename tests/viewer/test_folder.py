"""The folder of the viewer as a part of a build."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256

from msgspec.structs import replace

from tanshin.product import extras_of, prove_files
from tanshin.values.finding import Finding
from tests.findings.gallery import BASE, produced
from tests.viewer.viewed import made, pages

FOLDER = "viewer/"


def test_every_document_of_the_build_is_in_it_and_nothing_leads_out() -> None:
    files = {path.removeprefix(FOLDER): data for path, data in made().files.items() if path.startswith(FOLDER)}
    documents = [path for path, data in made().files.items() if b"<ix:header" in data and not path.startswith(FOLDER)]
    assert len(pages()) == len(documents) > 2
    assert {"index.html", "ixbrlviewer.js", "LICENSE-ixbrl-viewer.md", "NOTICE-ixbrl-viewer.txt"} <= files.keys()
    for page in pages().values():
        assert re.findall(rb'<(?:script|link|img|iframe)\b[^>]*?\s(?:src|href)="([^"]*)"', page) == [b"ixbrlviewer.js"]


def test_it_is_in_the_manifest_and_the_index_and_the_same_every_time() -> None:
    files = made().files
    listed = {one["path"]: one["sha256"] for one in json.loads(files["manifest.json"])["files"]}
    for path, data in files.items():
        if path.startswith(FOLDER):
            assert listed[path] == sha256(data).hexdigest()
    assert b'href="viewer/index.html"' in files["index.html"]
    assert made().faults == ()
    assert produced(BASE, ["viewer"]).files == files


def test_without_it_a_build_has_the_same_documents() -> None:
    plain = produced(BASE).files
    assert not extras_of(plain)
    assert extras_of(made().files) == {"viewer"}
    assert {path for path in made().files if made().files[path] != plain.get(path)} == {
        "index.html",
        "manifest.json",
        *(path for path in made().files if path.startswith(FOLDER)),
    }


def proved(files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    return prove_files(made(), files, "", replace(made().result, findings=())).findings


def test_a_check_of_a_build_knows_the_viewer_in_it() -> None:
    assert proved(made().files) == ()


def test_a_page_that_was_changed_is_found() -> None:
    page = next(path for path in made().files if path.endswith("summary-ja.html"))
    files = {**made().files, page: made().files[page].replace(b"</body>", b"<p>123</p></body>")}
    findings = proved(files)
    assert {finding.code for finding in findings} == {"TNS725", "TNS733"}
    assert all(page in str(finding.sources) + finding.message for finding in findings)
