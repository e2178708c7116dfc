"""Every format of a build read back by each reader: the same facts, here and for Arelle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from tanshin import api
from tanshin.arelle.client import Arelle, as_arelle
from tanshin.opening import open_reports
from tanshin.product import Product
from tanshin.report.fact import Fact
from tanshin.report.instance import Instance
from tanshin.values.output import write_tree
from tests.samples.filings import NAMES, sample


@cache
def made(name: str) -> Product:
    filing = sample(name)
    earlier = tuple(map(sample, NAMES[: NAMES.index(name)])) if filing.presentation else ()
    return api.produce(filing, api.check(filing), earlier=earlier)


@pytest.fixture(scope="module", params=NAMES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    out = tmp_path_factory.mktemp(request.param) / "out"
    write_tree(out, made(request.param).files)
    return request.param, out


def formats(folder: Path) -> Mapping[str, Path]:
    """The whole report in each format."""
    [instance] = folder.glob("*.xbrl")
    return {
        "instance": instance,
        "json": instance.with_suffix(".json"),
        "csv": instance.with_name(f"{instance.stem}-csv.json"),
    }


def read(place: Path, packages: list[Path]) -> Instance:
    [found] = open_reports(place, packages)
    assert isinstance(found, Instance)
    return found


def test_arelle_reads_the_same_from_every_format(built: tuple[str, Path], arelle: Arelle) -> None:
    name, folder = built
    facts = Counter(map(as_arelle, sample(name).report))
    packages = sorted((folder / "taxonomy").glob("*.zip"))
    for place in formats(folder).values():
        result = arelle.load(place, packages)
        assert result.problems == ()
        assert Counter(result.facts) == facts, place.name


def test_every_format_is_read_as_what_was_built(built: tuple[str, Path]) -> None:
    """With the taxonomy, and from the files alone; what has no taxonomy keeps flags and days as texts."""
    name, folder = built
    facts = Counter(sample(name).report)
    packages = sorted((folder / "taxonomy").glob("*.zip"))
    for place in formats(folder).values():
        found = read(place, packages)
        assert found.findings == ()
        assert found.is_complete
        assert found.repeated == ()
        assert Counter(found.report.facts) == facts, place.name


def test_the_documents_say_of_each_fact_what_the_whole_report_says(built: tuple[str, Path]) -> None:
    """Inline XBRL prints less precisely what a table in millions restates, so values are compared where it does not."""
    name, folder = built
    packages = sorted((folder / "taxonomy").glob("*.zip"))
    whole = read(formats(folder)["json"], packages).report.by_key
    found: list[Fact] = []
    for package in sorted((folder / "packages").glob("*.xbri")):
        one = read(package, packages)
        assert one.findings == ()
        found += one.report.facts
    assert bool(found) == bool(sample(name).tables)
    for fact in found:
        assert fact.key in whole
        if fact.decimals == whole[fact.key].decimals:
            assert fact.value == whole[fact.key].value
