"""The proof holds for what is built, and finds what was changed in it."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from tanshin.cli import main
from tanshin.product import Product
from tanshin.proof import rules
from tanshin.proof.prove import PROOF_RULES, prove_folder
from tanshin.proof.rules import workbook
from tanshin.report.fact import Value, value_text
from tanshin.validate.registry import Rule, examine
from tanshin.values.finding import Finding, Severity
from tanshin.write import xbrl
from tanshin.write.workbook.finished import finished
from tests.built import laid_out, product
from tests.findings.gallery import GALLERY, lay_out, produced

SAMPLES = ("fy2009-annual", "1h-fy2012", "fy2012-annual", "1q-fy2013")
#: A seed of its own for each sample; each change is a single digit.
CHANGES = 60


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_files_of_every_sample_are_proved(sample: str) -> None:
    made = product(sample)
    assert made.faults == ()
    assert made.output.result
    checked = made.output.result.checked
    assert checked["TNS702"] == checked["TNS703"] == checked["TNS727"] == len(made.output.filing.report)
    assert checked["TNS726"] == 2 * checked["TNS727"]
    assert checked["TNS708"] > 3000
    assert checked["TNS711"] > 100
    if sample == "1q-fy2013":
        assert checked["TNS712"] == 58
        assert checked["TNS713"] > 500
    else:
        assert checked["TNS704"] > 3500
        assert checked["TNS707"] > 3500


def test_a_number_of_another_day_is_told_of_the_data_and_is_no_fault_of_the_build(tmp_path: Path) -> None:
    lay_out(GALLERY / "TNS603" / "number_of_another_day", tmp_path)
    made = produced(tmp_path)
    assert made.faults == ()
    assert [one.code for one in made.result.findings if one.severity is Severity.WARNING] == ["TNS603"]
    assert "packages/20130515000000.zip" in made.files


def test_the_files_of_the_current_version_are_proved() -> None:
    made = product("fy2012-annual", "1.1")
    assert made.faults == ()
    assert made.output.result
    assert made.output.result.checked["TNS707"] > 4000


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_workbooks_of_every_sample_are_proved(sample: str) -> None:
    output = product(sample).output
    output = replace(output, files=finished(output.filing, output.documents, ("ja", "en")))
    found = examine(workbook.RULES, output)
    assert not found.findings
    assert found.checked["TNS742"] == found.checked["TNS743"] == 2
    assert found.checked["TNS741"] == sum(len(book.sheets) - 1 for book in output.workbooks.values()) >= 2


def spots(data: bytes, path: str) -> list[int]:
    """Where a digit stands that people or machines read: texts, and what is said of the precision of numbers."""
    start = 0 if path.endswith(".xbrl") else data.find(b"<body")
    found = [at for one in re.finditer(rb">([^<>]*)<", data[start:]) for at in digits(one, start)]
    return found + [at for one in re.finditer(rb'(?:decimals|scale)="(-?[0-9]+)"', data) for at in digits(one, 0)]


def digits(match: re.Match[bytes], start: int) -> Iterator[int]:
    return (start + match.start(1) + at for at, byte in enumerate(match[1]) if chr(byte).isdigit())


def found_in(made: Product, files: dict[str, bytes]) -> set[Finding]:
    """What is found without looking at what a fresh build makes."""
    return set(prove_folder(replace(made.output, files=files)).findings)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_single_digit_is_found(sample: str) -> None:
    made, chance = product(sample), random.Random(sample)  # noqa: S311 - for tests
    pages = [path for path in made.files if path.endswith((".htm", ".html", ".xbrl")) and path != "index.html"]
    # A file is enough to find the change in it; what is wrong because the others are missing does not count.
    without = {path: found_in(made, {path: made.files[path]}) for path in pages}
    missed = []
    for _ in range(CHANGES):
        path = chance.choice(pages)
        data = made.files[path]
        at = chance.choice(spots(data, path))
        digit = chance.choice([one for one in b"0123456789" if one != data[at]])
        changed = data[:at] + bytes([digit]) + data[at + 1 :]
        if not found_in(made, {path: changed}) - without[path]:
            missed.append((path, data[at - 40 : at + 20].decode(errors="replace"), chr(digit)))
    assert missed == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_single_digit_is_found_in_every_format(sample: str) -> None:
    """Whatever is said of a fact: its value, decimals, period, unit and names, in xBRL-JSON and in xBRL-CSV."""
    made, chance = product(sample), random.Random(sample)  # noqa: S311
    rules = [rule for rule in PROOF_RULES if rule.code in ("TNS726", "TNS729")]  # facts, and footnotes on them
    (whole,) = (path for path in made.files if path.endswith(".json") and not path.endswith(("-csv.json", "st.json")))
    tables = [path for path in made.files if path.startswith("csv/") and path != "csv/footnotes.csv"]
    for path in (*[whole] * 20, *chance.sample(tables, 10)):
        data = made.files[path]
        facts = data.find(b'"facts"') if path.endswith(".json") else data.find(b"\r\n")
        of_facts = rb'"(?:value|period|concept|unit|decimals)": ("[^"]*"|-?[0-9]+)|\n[^\n]*?,([0-9]{4}-[0-9-]{5}[^\n]*)'
        places = [
            at
            for one in re.finditer(of_facts, data)
            for at in range(one.start(one.lastindex or 0), one.end(one.lastindex or 0))
            if at > facts and chr(data[at]).isdigit()
        ]
        at = chance.choice(places)
        changed = data[:at] + bytes([chance.choice([one for one in b"0123456789" if one != data[at]])]) + data[at + 1 :]
        output = replace(made.output, files={**made.files, path: changed}, read=made.output.reading)
        assert examine(rules, output).findings, (path, data[at - 60 : at + 20].decode(errors="replace"))


def test_a_single_digit_of_the_index_is_found() -> None:
    made, chance = product("fy2012-annual"), random.Random("index")  # noqa: S311
    data = made.files["index.html"]
    before = data.find(b"<body")
    places = [at for at in spots(data, "index.html") if at > before]
    (only,) = [rule for rule in PROOF_RULES if rule.code == "TNS722"]
    # Names of tables and rules are words of ours; everything else is a figure, a finding or a link.
    for at in chance.sample(places, 40):
        digit = chance.choice([one for one in b"0123456789" if one != data[at]])
        changed = data[:at] + bytes([digit]) + data[at + 1 :]
        output = replace(made.output, files={**made.files, "index.html": changed}, read=made.output.reading)
        context = data[at - 60 : at + 20].decode(errors="replace")
        assert examine([only], output).findings, context


def test_any_byte_of_any_file_is_found_beside_a_fresh_build() -> None:
    made, chance = product("1q-fy2013"), random.Random("bytes")  # noqa: S311
    (only,) = [rule for rule in PROOF_RULES if rule.code == "TNS725"]
    for path, data in made.files.items():
        at = chance.randrange(len(data))
        files = {**made.files, path: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}
        found = examine([only], replace(made.output, files=files, expected=made.files)).findings
        # A damaged archive is told as such.
        assert {str(one.sources[0]).partition(":")[0] for one in found} == {path} or path.endswith((".zip", ".xbri"))


def test_damaged_files_are_told_and_never_raise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = GALLERY / "TNS712" / "height_of_a_column"
    lay_out(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    made, chance = produced(tmp_path), random.Random("harm")  # noqa: S311
    assert not found_in(made, dict(made.files))
    paths = sorted(made.files)
    silent = []
    for turn in range(150):
        path = paths[turn % len(paths)]
        data = bytearray(made.files[path])
        if turn % 7 == 0:
            del data[chance.randrange(len(data)) :]
        for _ in range(1 + turn % 5):
            if data:
                data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        files = {**made.files, path: bytes(data)}
        if not prove_folder(replace(made.output, files=files, expected=made.files)).findings:
            silent.append(path)
    assert silent == []


def test_every_rule_is_listed() -> None:
    written: list[Rule[Any]] = []
    for info in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        found = [one for _, one in inspect.getmembers(module) if isinstance(one, Rule)]
        assert sorted(module.RULES, key=lambda one: one.code) == sorted(found, key=lambda one: one.code), info.name
        written += found
    assert {one.code for one in written} == {one.code for one in PROOF_RULES}


# The verbs


def test_a_build_that_cannot_be_proved_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that loses a sign is found before anything is written."""

    def unsigned(value: Value) -> str | None:
        return (value_text(value) or "").removeprefix("-") or None

    monkeypatch.setattr(xbrl, "value_text", unsigned)
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["build", "iij/fy2012-annual", "--out", str(out)])
    assert result.exit_code == 1
    assert "TNS702" in result.output
    assert "The fault is in the program, not in the data" in result.output
    assert not out.exists()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(laid_out("1h-fy2012", "1.1"), tmp_path_factory.mktemp("built") / "out")


def test_a_folder_that_was_built_is_proved(folder: Path) -> None:
    words = ["check", "iij/1h-fy2012", "--output", str(folder), "--format", "json"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["summary"]["checked"]["TNS725"] == 75


def test_a_page_that_was_edited_is_found(folder: Path) -> None:
    page = folder / "release" / "release-en.html"
    before = page.read_bytes()
    page.write_bytes(before.replace(b"51,109", b"51,190", 1))
    try:
        result = CliRunner().invoke(main, ["check", "iij/1h-fy2012", "--output", str(folder)])
    finally:
        page.write_bytes(before)
    assert result.exit_code == 1
    assert f"{page.as_posix()}:" in result.output
    assert "TNS725 a fresh build has" in result.output
    assert "TNS711 the text reads" in result.output


def test_a_folder_that_is_no_build_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", "iij/1h-fy2012", "--output", str(tmp_path)])
    assert result.exit_code == 2
    assert "holds no build" in result.output


def test_an_output_belongs_to_one_filing(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", "iij/1h-fy2012", "iij/1q-fy2013", "--output", str(tmp_path)])
    assert result.exit_code == 2
    assert "--output is the folder of one FILING" in result.output
