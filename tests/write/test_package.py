from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from tanshin import resources
from tanshin.arelle.client import Arelle
from tanshin.taxonomy.build import read_taxonomy
from tanshin.taxonomy.era import Eras
from tanshin.taxonomy.history import read_eras
from tanshin.taxonomy.identity import Total, Within
from tanshin.taxonomy.schema import LINK, XBRLI, XSD
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.archive import read_zip
from tanshin.write.package import company_package, offline_package
from tests.taxonomy import eras

FOLDER = "taxonomy/jp/tse/tdnet/ed"
STEM = "tse-ed-t-2014-01-12-restated"


@pytest.fixture(scope="module")
def exchange() -> Taxonomy:
    return read_taxonomy(resources.taxonomy_dir() / "tse-ed-t")


@pytest.fixture(scope="module")
def company() -> Eras:
    return read_eras(resources.taxonomy_dir() / "iij")


def test_the_company_s_package_is_named_by_its_version(company: Eras) -> None:
    [(name, content)] = company_package(company, "Internet Initiative Japan Inc.").items()
    assert name == "taxonomy/iij-2013-03-31.zip"
    files = read_zip(content, name)
    assert "iij-2013-03-31/META-INF/taxonomyPackage.xml" in files
    assert b"Internet Initiative Japan Inc." in files["iij-2013-03-31/META-INF/taxonomyPackage.xml"]


def test_the_identities_of_every_era_are_in_the_company_s_package(company: Eras) -> None:
    [content] = company_package(company, "x").values()
    files = read_zip(content, "x")
    for era, end in zip(company.eras, ("-fy2009", ""), strict=True):
        linkbase = files[f"iij-2013-03-31/taxonomy/iij-2013-03-31{end}-formula.xml"]
        written = [one for one in era.taxonomy.identities if not isinstance(one, Within | Total)]
        assert len(written) > 20
        assert all(f'id="{one.id}'.encode() in linkbase for one in written)


@pytest.mark.parametrize(
    "entry", ["iij-entry-2013-03-31.xsd", "iij-entry-calc11-2013-03-31.xsd", "iij-entry-formula-2013-03-31.xsd"]
)
def test_the_company_s_package_loads(company: Eras, arelle: Arelle, tmp_path: Path, entry: str) -> None:
    package = tmp_path / "iij.zip"
    [content] = company_package(company, "x").values()
    package.write_bytes(content)
    schema = tmp_path / "use.xsd"
    schema.write_text(
        f'<xsd:schema xmlns:xsd="{XSD}" targetNamespace="https://example.com/use"><xsd:import '
        f'namespace="{company.newest.namespace}/{entry.removesuffix(".xsd")}" '
        f'schemaLocation="{company.newest.namespace}/{entry}"/></xsd:schema>',
        encoding="utf-8",
    )
    assert arelle.load(schema, [package]).problems == ()


def test_the_restatement_stands_at_the_official_urls(exchange: Taxonomy) -> None:
    files = read_zip(offline_package(exchange), "offline")
    assert sorted(name.removeprefix(f"{STEM}/") for name in files) == [
        "META-INF/catalog.xml",
        "META-INF/taxonomyPackage.xml",
        "taxonomy/o/rt/2014-01-12/tse-ed-rt-2014-01-12.xsd",
        "taxonomy/o/types/2014-01-12/tse-ed-types-2014-01-12.xsd",
        "taxonomy/t/2014-01-12/tse-ed-t-2014-01-12-def.xml",
        "taxonomy/t/2014-01-12/tse-ed-t-2014-01-12-lab-en.xml",
        "taxonomy/t/2014-01-12/tse-ed-t-2014-01-12-lab.xml",
        "taxonomy/t/2014-01-12/tse-ed-t-2014-01-12.xsd",
        "taxonomy/tse-ed-t-restated-2014-01-12.xsd",
    ]
    assert (
        b'uriStartString="http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/"'
        in files[f"{STEM}/META-INF/catalog.xml"]
    )


def test_the_restatement_is_the_same_each_time(exchange: Taxonomy) -> None:
    assert offline_package(exchange) == offline_package(exchange)


def test_the_restatement_is_no_taxonomy_of_ours(exchange: Taxonomy, company: Eras) -> None:
    with pytest.raises(ValueError, match="a taxonomy of our own"):
        offline_package(company.newest)
    uri, role = next(iter(exchange.dts.roles.items()))
    homeless = replace(exchange.dts, roles={**exchange.dts.roles, uri: replace(role, href=None)})
    with pytest.raises(ValueError, match="does not say where role"):
        offline_package(replace(exchange, dts=homeless))


def test_the_restatement_loads(exchange: Taxonomy, arelle: Arelle, tmp_path: Path) -> None:
    package = tmp_path / "offline.zip"
    package.write_bytes(offline_package(exchange))
    base = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed"
    schema = tmp_path / "use.xsd"
    schema.write_text(
        f'<xsd:schema xmlns:xsd="{XSD}" targetNamespace="https://example.com/use"><xsd:import '
        f'namespace="{base}/tse-ed-t-restated-2014-01-12" '
        f'schemaLocation="{base}/tse-ed-t-restated-2014-01-12.xsd"/></xsd:schema>',
        encoding="utf-8",
    )
    assert arelle.load(schema, [package]).problems == ()


def declared(content: bytes) -> Mapping[str, tuple[str, ...]]:
    """What a schema says of each element: type, substitution group, abstract, period and balance; names alone."""
    found = {}
    for one in etree.fromstring(content).iter(f"{{{XSD}}}element"):
        words = [str(one.get(name, "")).rpartition(":")[2] for name in ("type", "substitutionGroup")]
        words += [str(one.get("abstract", "false"))]
        words += [str(one.get(f"{{{XBRLI}}}{name}", "")) for name in ("periodType", "balance")]
        found[str(one.get("name"))] = tuple(words)
    return found


def test_the_restatement_says_what_the_official_taxonomy_says(exchange: Taxonomy, reference: Path) -> None:
    path = reference / "tse" / "tse-ed-2014-01-12.zip"
    if not path.is_file():
        pytest.skip("the reference folder has no TSE taxonomy")
    ours = read_zip(offline_package(exchange), "offline")
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        schema = archive.read(f"tse/{FOLDER}/t/2014-01-12/tse-ed-t-2014-01-12.xsd")
        roles = archive.read(f"tse/{FOLDER}/o/rt/2014-01-12/tse-ed-rt-2014-01-12.xsd")
    official = declared(schema)
    restated = declared(ours[f"{STEM}/taxonomy/t/2014-01-12/tse-ed-t-2014-01-12.xsd"])
    assert {name: words for name, words in restated.items() if official.get(name) != words} == {}

    def uris(content: bytes) -> set[tuple[str | None, str | None]]:
        return {(one.get("roleURI"), one.get("id")) for one in etree.fromstring(content).iter(f"{{{LINK}}}roleType")}

    assert uris(ours[f"{STEM}/taxonomy/o/rt/2014-01-12/tse-ed-rt-2014-01-12.xsd"]) <= uris(roles)


ERAS = [
    ["entry-2013-03-31.xsd"],
    ["entry-2013-03-31-early.xsd"],
    ["entry-calc11-2013-03-31.xsd"],
    ["entry-calc11-2013-03-31-early.xsd"],
    ["entry-2013-03-31.xsd", "entry-2013-03-31-early.xsd"],
]


@pytest.mark.parametrize("entries", ERAS, ids=" ".join)
def test_the_package_loads_in_every_era_and_in_all(arelle: Arelle, tmp_path: Path, entries: list[str]) -> None:
    example = eras.eras()
    package = tmp_path / "ex.zip"
    [content] = company_package(example, "x").values()
    package.write_bytes(content)
    imports = "".join(
        f'<xsd:import namespace="{example.newest.namespace}/ex-{entry.removesuffix(".xsd")}" '
        f'schemaLocation="{example.newest.namespace}/ex-{entry}"/>'
        for entry in entries
    )
    schema = tmp_path / "use.xsd"
    schema.write_text(
        f'<xsd:schema xmlns:xsd="{XSD}" targetNamespace="https://example.com/use">{imports}</xsd:schema>',
        encoding="utf-8",
    )
    assert arelle.load(schema, [package]).problems == ()


def test_networks_of_two_eras_do_not_merge() -> None:
    [content] = company_package(eras.eras(), "x").values()
    files = read_zip(content, "x")
    roles = [
        {link.get("{http://www.w3.org/1999/xlink}role") for link in etree.fromstring(files[name]).iter(tag)}
        for kind, tag in (("pre", f"{{{LINK}}}presentationLink"), ("cal", f"{{{LINK}}}calculationLink"))
        for name in (f"ex-2013-03-31/taxonomy/ex-2013-03-31{era}-{kind}.xml" for era in ("", "-early"))
    ]
    assert all(roles)
    assert roles[0].isdisjoint(roles[1])
    assert roles[2].isdisjoint(roles[3])
