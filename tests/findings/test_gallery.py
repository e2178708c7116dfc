"""Every code has a case in the gallery, and every case says what it is expected to say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tanshin.proof.prove import EVERY_RULE
from tanshin.tell.language import language
from tanshin.validate.codes import INPUT_PAGES, PROGRAM_PAGES
from tanshin.values.message import Message
from tests.findings.gallery import BASE, EXPECTED, GALLERY, SILENT, cases, found, lay_out, told
from tests.tell.templates import templates

PACKAGE = Path(__file__).resolve().parents[2] / "generator" / "tanshin"
JAPANESE = language("ja").catalog
CASES = [pytest.param(case, id="/".join(case.parts[-2:])) for case in cases()]


@pytest.mark.parametrize("case", CASES)
def test_case_says_what_is_expected(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool
) -> None:
    lay_out(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    findings = found(case, tmp_path)
    said = told(findings)
    expected = case / EXPECTED
    if regenerate:
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == (expected.read_text(encoding="utf-8") if expected.exists() else "(no expected.txt)")
    assert [one.message for one in findings if not isinstance(one.message, Message)] == []
    assert [template for one in findings for template in templates(one.message) if template not in JAPANESE] == []
    code = case.parent.name
    if code == SILENT:
        assert said == ""
    else:
        assert re.search(rf"^[^ ].* {code} ", said, re.MULTILINE), f"this is no case of {code}: {said}"


def test_base_is_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(BASE, tmp_path)
    monkeypatch.chdir(tmp_path)
    assert told(found(BASE, tmp_path)) == ""


def test_every_rule_has_a_case() -> None:
    assert sorted(({one.code for one in EVERY_RULE} | {one.code for one in PROGRAM_PAGES}) - shown()) == []


def test_every_code_of_reading_has_a_case_and_a_page() -> None:
    """A code that the sources name is emitted somewhere; docstrings and the pages themselves do not count."""
    emitted: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if not {"validate", "proof"} & {*path.relative_to(PACKAGE).parts}:
            emitted.update(re.findall(r'"(TNS(?:0[0-9]{2}|119|340|550))"', path.read_text(encoding="utf-8")))
    assert emitted
    assert sorted(emitted - shown()) == []
    assert sorted(emitted) == sorted(page.code for page in INPUT_PAGES)


def test_no_case_is_of_a_code_that_is_gone() -> None:
    known = {one.code for one in EVERY_RULE} | {page.code for page in (*INPUT_PAGES, *PROGRAM_PAGES)} | {SILENT}
    assert sorted(shown() - known) == []


def shown() -> set[str]:
    return {case.parent.name for case in cases()} & {path.name for path in GALLERY.iterdir()}
