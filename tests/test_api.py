"""The verbs as functions, end to end on the sample."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tanshin import api, resources
from tanshin.values.finding import InputError
from tanshin.values.memory import forget, remember
from tanshin.values.output import read_tree
from tests.built import product
from tests.samples.filings import sample
from tests.taxonomy.eras import FILES

FILING = "iij/fy2012-annual"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(resources.samples_dir() / "iij", tmp_path / "iij")
    return tmp_path / "iij" / "fy2012-annual"


def test_an_issuer_may_have_a_namespace_of_its_own(copy: Path) -> None:
    issuer = copy.parent / "issuer.yaml"
    own = "https://another.example.com/taxonomy/2013"
    issuer.write_text(issuer.read_text(encoding="utf-8") + f"namespace: {own}\n", encoding="utf-8")
    filing = api.read_filing(copy)
    namespaces = {fact.concept.namespace for fact in filing.report}
    assert namespaces == {own, filing.form_taxonomy.namespace}
    built = api.produce(filing, api.check(filing)).files
    instance = next(content for name, content in built.items() if name.endswith(".xbrl"))
    assert f'xmlns:iij="{own}"'.encode() in instance
    assert sample("fy2012-annual").taxonomy.namespace.encode() not in b"".join(
        content for name, content in built.items() if not name.endswith(".zip")
    )


def test_an_issuer_brings_its_taxonomy_along(copy: Path) -> None:
    """Data and a taxonomy in one folder are all that another company has to bring."""
    own = copy.parent / "taxonomy" / "iij"
    shutil.copytree(resources.taxonomy_dir() / "iij", own)
    source = own / "balance-sheet.yaml"
    source.write_text(source.read_text(encoding="utf-8").replace("ja: のれん}", "ja: 営業権}"), encoding="utf-8")
    filing = api.read_filing(copy)
    assert filing.taxonomy_folder == own
    assert filing.taxonomy.concept("Goodwill").label("ja") == "営業権"
    assert api.check(filing).checked == api.check(sample("fy2012-annual")).checked


def test_figures_that_are_left_out_are_derived_and_give_the_same_documents(copy: Path) -> None:
    """Printed as given where it is given, derived where it is not: the pages are the same."""
    path = copy / "summary-financial-position.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows[0]) == 6
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[:4] for row in rows)
    left_out = api.read_filing(copy)
    derived = [fact for fact in left_out.report if fact.source is None]
    assert sorted(fact.concept.local for fact in derived) == [
        "ShareholdersEquityPerShareUS",
        "ShareholdersEquityPerShareUS",
        "ShareholdersEquityRatioUS",
        "ShareholdersEquityRatioUS",
    ]
    pages = [
        {name: content for name, content in files.items() if name.endswith(".htm")}
        for files in (product("fy2012-annual").files, api.produce(left_out, api.check(left_out)).files)
    ]
    assert pages[0]
    assert pages[0] == pages[1]


def test_the_same_input_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Neither hash order nor time zone nor locale nor the folder one stands in has a say."""
    zone = "Asia/Tokyo" if time.timezone == 0 else "UTC"  # another one than that of this process
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": zone, "LC_ALL": "C"}
    words = [sys.executable, "-m", "tanshin", "build", FILING, "--out", "out", "--inline", "1.1"]
    subprocess.run(words, check=True, capture_output=True, env=environment, cwd=tmp_path)
    out = tmp_path / "out"
    assert read_tree(out) == product("fy2012-annual", "1.1").files
    assert b"http://www.xbrl.org/2013/inlineXBRL" in next(out.glob("XBRLData/Summary/*.htm")).read_bytes()


SHARED = "statement: Shared\ntitle: {en: S, ja: 共}\nlines: [{concept: Profit, label: {en: Profit, ja: 利益}}]\n"


def test_every_era_of_a_taxonomy_is_checked_and_what_they_share_is_told_once(tmp_path: Path) -> None:
    files = {**FILES, "shared.yaml": SHARED}
    files["taxonomy.yaml"] = files["taxonomy.yaml"].replace("sheet.yaml]", "sheet.yaml, shared.yaml]")
    files["taxonomy.yaml"] = files["taxonomy.yaml"].replace("movement.yaml]", "movement.yaml, shared.yaml]")
    own = "  - concept: Securities\n"
    files["early/sheet.yaml"] = files["early/sheet.yaml"].replace(f"{own}    balance: debit\n", own)
    for name, text in files.items():
        path = tmp_path / "ex" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    eras = api.read_eras(tmp_path / "ex")
    found = api.check_taxonomy(eras)
    assert [(one.code, one.concept, str(one.sources[0])) for one in found.findings if one.code == "TNS828"] == [
        ("TNS828", "ex:Securities", "ex/early/sheet.yaml:9:5"),
        ("TNS828", "ex:Profit", "ex/shared.yaml:3:9"),
    ]
    concepts = [len(era.taxonomy.dts.concepts) for era in eras.eras]
    assert found.checked["TNS828"] == sum(concepts)
    assert api.show_taxonomy(eras, "Securities").startswith("ex:Securities")
    assert "(era early)" in api.show_taxonomy(eras, era="early")


@pytest.fixture
def remembering(tmp_path: Path) -> Iterator[Path]:
    remember(tmp_path / "memory")
    yield tmp_path / "memory"
    forget()


def test_a_filing_that_is_remembered_is_the_same(copy: Path, remembering: Path) -> None:
    made, recalled = api.read_filing(copy), api.read_filing(copy)
    forget()
    plain = api.read_filing(copy)
    assert plain == made == recalled
    assert made is not recalled
    remember(remembering)
    assert api.figures_of(recalled) == api.figures_of(recalled) == api.figures_of(plain)
    earlier = api.earlier_filings(recalled, FILING)
    files = api.produce(recalled, api.check(recalled, earlier), earlier=earlier).files
    assert files == product("fy2012-annual").files


@pytest.mark.parametrize("file", ["balance-sheet.csv", "../issuer.yaml", "release.yaml"])
@pytest.mark.usefixtures("remembering")
def test_what_has_changed_is_read_anew(copy: Path, file: str) -> None:
    api.read_filing(copy)
    (copy / file).write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        api.read_filing(copy)
