"""Every format of a build read back by each reader: the same facts, here and for Arelle."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tanshin.arelle.client import Arelle, as_arelle
from tests.built import laid_out, product
from tests.every_format import check_formats, open_with, whole
from tests.samples.filings import NAMES, sample


@pytest.fixture(scope="module", params=NAMES)
def built(request: pytest.FixtureRequest) -> tuple[str, Path]:
    return request.param, laid_out(request.param)


def test_arelle_reads_the_same_from_every_format(built: tuple[str, Path], arelle: Arelle) -> None:
    name, folder = built
    facts = Counter(map(as_arelle, sample(name).report))
    packages = sorted((folder / "taxonomy").glob("*.zip"))
    for place in whole(folder).values():
        result = arelle.load(place, packages)
        assert result.problems == ()
        assert Counter(result.facts) == facts, place.name


def test_every_format_is_read_as_what_was_built(built: tuple[str, Path]) -> None:
    name, folder = built
    read = open_with(sorted((folder / "taxonomy").glob("*.zip")))
    assert all(one.is_complete for one in check_formats(product(name), folder, read))
