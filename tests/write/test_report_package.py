"""The packages of a build and the list of its files."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

import tanshin
from tanshin import api
from tanshin.product import Product
from tanshin.read.ixbrl.read import read_inline
from tanshin.read.package.found import Kind
from tanshin.read.package.reports import reports_in
from tanshin.values.archive import read_zip
from tests.built import laid_out, product

SUMMARY, ATTACHMENT = "XBRLData/Summary/", "XBRLData/Attachment/"


def built() -> Product:
    return product("1h-fy2012")


@pytest.fixture(scope="module")
def folder() -> Path:
    return laid_out("1h-fy2012")


def test_the_package_for_tdnet_holds_the_two_folders_alone() -> None:
    made = built()
    path = f"packages/{made.output.filing.number}.zip"
    assert read_zip(made.files[path], path) == {
        name: data for name, data in made.files.items() if name.startswith((SUMMARY, ATTACHMENT))
    }


def test_every_package_is_read_back_as_the_reports_it_was_made_of(folder: Path) -> None:
    names = {path.name for path in (folder / "packages").iterdir()}
    assert len(names) == 5
    for place in sorted((folder / "packages").iterdir()):
        found = reports_in(place)
        assert [finding for one in found for finding in one.findings] == [], place.name
        assert {one.kind for one in found} == {Kind.INLINE}
        assert len(found) == (2 if place.suffix == ".zip" else 1)
        home = {"ja": "XBRLData", "en": "en"}["en" if place.name.endswith("-en.xbri") else "ja"]
        for one in found:
            for name, data in one.files.items():
                (same,) = (folder / home).rglob(name.rpartition("/")[2])
                assert same.read_bytes() == data


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_report_packages_hold_every_fact_of_the_form_and_the_statements(folder: Path, lang: str) -> None:
    output = built().output
    said = {
        fact.key
        for place in sorted((folder / "packages").glob(f"*-{lang}.xbri"))
        for found in reports_in(place)
        for instance in read_inline(found.files, found.name, output.filing.dts).values()
        for fact in instance.report
    }
    documents = [one for one in output.documents if one.lang == lang and one.name != "release"]
    assert said == {fact.key for one in documents for fact in one.tagged()}


def test_the_manifest_has_every_file_and_tells_no_place(folder: Path) -> None:
    told = json.loads((folder / "manifest.json").read_bytes())
    assert told["generator"] == {"name": "tanshin", "version": tanshin.__version__}
    assert {one["path"] for one in told["files"]} == built().files.keys() - {"manifest.json"}
    for one in told["files"]:
        data = (folder / one["path"]).read_bytes()
        assert (one["size"], one["sha256"]) == (len(data), sha256(data).hexdigest())
    assert str(Path.cwd()) not in (folder / "manifest.json").read_text()


def test_the_manifest_knows_the_input(tmp_path: Path) -> None:
    """Of the same data, wherever they lie, the digest is the same; of others it is another."""
    samples = Path(__file__).parents[2] / "samples"
    digests = []
    for turn, home in enumerate((tmp_path / "one", tmp_path / "two")):
        target = home / "iij" / "1h-fy2012"
        target.mkdir(parents=True)
        for path in (samples / "iij" / "1h-fy2012").iterdir():
            (target / path.name).write_bytes(path.read_bytes())
        (target.parent / "issuer.yaml").write_bytes((samples / "iij" / "issuer.yaml").read_bytes())
        (target / "notes.txt").write_text(str(turn))  # no input
        digests.append(api.read_filing(target).inputs)
    assert digests == [api.read_filing("iij/1h-fy2012").inputs] * 2
    with (tmp_path / "two" / "iij" / "1h-fy2012" / "marks.csv").open("ab") as marks:
        marks.write(b"\n")
    assert api.read_filing(tmp_path / "two" / "iij" / "1h-fy2012").inputs != digests[0]


def test_two_builds_are_the_same() -> None:
    filing = api.read_filing("iij/1h-fy2012")
    earlier = api.earlier_filings(filing, "iij/1h-fy2012")
    assert api.produce(filing, api.check(filing, earlier), earlier=earlier).files == built().files


def test_slides_alone_have_no_package() -> None:
    """There is no report in them; the manifest tells of the filings before it, whose figures the charts show."""
    made = product("1q-fy2013")
    filing, earlier = made.output.filing, api.earlier_filings(made.output.filing, "iij/1q-fy2013")
    assert made.faults == ()
    assert not [path for path in made.files if path.startswith("packages/")]
    told = json.loads(made.files["manifest.json"])
    assert [one["filing"] for one in told["inputs"]] == [filing.name, *(one.name for one in earlier)]
