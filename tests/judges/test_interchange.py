"""Every format of a build read back by each reader: the same facts, here and for Arelle."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tanshin import api
from tanshin.arelle.client import Arelle, as_arelle
from tanshin.product import Product
from tanshin.values.output import write_tree
from tests.every_format import check_formats, open_with, whole
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
    check_formats(made(name), folder, read)
    assert all(one.is_complete for place in whole(folder).values() for one in read(place))
