"""Arelle on the packages of a build: report packages, and the documents of the submission in its archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from msgspec import Struct

from tanshin.arelle.client import Arelle, as_arelle
from tanshin.product import Product
from tanshin.read.package.reports import reports_in
from tanshin.values.archive import read_zip, write_zip
from tanshin.values.finding import InputError
from tests.built import product


class Packed(Struct, frozen=True):
    """The packages of a filing on the disk."""

    made: Product
    folder: Path

    def facts(self, lang: str, *, is_summary: bool) -> Counter[object]:
        """What the documents of a report tag."""
        statements = {table.id for table in self.made.output.filing.tables}
        names = {"summary"} if is_summary else statements
        documents = [one for one in self.made.output.documents if one.lang == lang and one.name in names]
        return Counter(as_arelle(fact) for one in documents for fact in one.tagged())


@pytest.fixture(scope="module", params=["fy2012-annual", "1h-fy2012"])
def packed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    made = product(request.param)
    folder = tmp_path_factory.mktemp("packages")
    for path, data in made.files.items():
        if path.startswith("packages/"):
            (folder / path.rpartition("/")[2]).write_bytes(data)
    return Packed(made, folder)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("part", ["summary", "statements"])
def test_a_report_package_is_valid_and_says_what_the_documents_say(
    packed: Packed, arelle: Arelle, reference: Path, part: str, lang: str
) -> None:
    (package,) = (path for path in packed.folder.glob(f"*-{lang}.xbri") if ("sm-" in path.name) == (part == "summary"))
    official = [reference / "tse" / "tse-ed-2014-01-12.zip"] if part == "summary" else []
    result = arelle.load(package, official, "c11r")
    assert [message.message for message in result.problems] == []
    assert Counter(result.facts) == packed.facts(lang, is_summary=part == "summary")


def test_the_documents_in_the_archive_for_tdnet_are_valid(
    packed: Packed, arelle: Arelle, reference: Path, tmp_path: Path
) -> None:
    (archive,) = packed.folder.glob("*.zip")
    for name, data in read_zip(archive, archive.name).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    summary, statements = reports_in(archive)
    for found, is_summary in ((summary, True), (statements, False)):
        official = [reference / "tse" / "tse-ed-2014-01-12.zip"] if is_summary else []
        result = arelle.load([tmp_path / name for name in found.files], official, "c11r")
        assert [message.message for message in result.problems] == []
        assert Counter(result.facts) == packed.facts("ja", is_summary=is_summary)


@pytest.mark.parametrize("damage", ["cut off", "of another type", "without its documents"])
def test_a_damaged_package_is_told_by_both(packed: Packed, arelle: Arelle, tmp_path: Path, damage: str) -> None:
    """Cut off, or saying that it is something else than it holds: nobody reads half a report for a whole one."""
    package = min(packed.folder.glob("*-ja.xbri"))
    place = tmp_path / package.name
    if damage == "cut off":
        place.write_bytes(package.read_bytes()[:-200])
    else:
        files = dict(read_zip(package, package.name))
        if damage == "of another type":
            about = next(name for name in files if name.endswith("reportPackage.json"))
            files[about] = files[about].replace(b"report-package/2023/xbri", b"report-package/2023/xbr")
        else:
            files = {name: data for name, data in files.items() if not name.endswith(".htm")}
        place.write_bytes(write_zip(files))
    try:
        said = [finding for found in reports_in(place) for finding in found.findings]
    except InputError as error:
        said = list(error.findings)
    assert said
    assert arelle.load(place).problems
