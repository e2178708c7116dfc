"""Taxonomy packages: where their catalogs say documents are, and where they must not."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tanshin.read.dts.load import load_dts
from tanshin.read.dts.package import PackageEntry, TaxonomyPackage, beside, package_of, read_package
from tanshin.read.dts.resolver import Resolver
from tanshin.values.archive import write_zip
from tanshin.values.finding import InputError
from tests.read.dts.small import codes, import_, item, name, schema

OASIS = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
TP = "http://xbrl.org/2016/taxonomy-package"


def catalog(*entries: str, more: str = "", before: str = "") -> bytes:
    return f'{before}<catalog xmlns="{OASIS}" {more}>{"".join(entries)}</catalog>'.encode()


def rewrite(start: str, prefix: str) -> str:
    return f'<rewriteURI uriStartString="{start}" rewritePrefix="{prefix}"/>'


def made(files: dict[str, bytes]) -> TaxonomyPackage:
    return read_package(write_zip(files), "p.zip")


def test_a_package_of_today() -> None:
    description = f"""<tp:taxonomyPackage xmlns:tp="{TP}" xml:lang="en"><tp:identifier>x</tp:identifier>
        <tp:entryPoints><tp:entryPoint><tp:name>Everything</tp:name>
        <tp:entryPointDocument href="http://e.com/t/all.xsd"/><tp:entryPointDocument href="http://e.com/t/more.xml"/>
        </tp:entryPoint></tp:entryPoints></tp:taxonomyPackage>""".encode()
    package = made(
        {
            "gaap-1/META-INF/taxonomyPackage.xml": description,
            "gaap-1/META-INF/catalog.xml": catalog(rewrite("http://e.com/t/", "../documents/")),
            "gaap-1/documents/all.xsd": schema(item("Cash")),
        }
    )
    assert package.findings == ()
    assert package.entry_points == (PackageEntry("Everything", ("http://e.com/t/all.xsd", "http://e.com/t/more.xml")),)
    assert package.find("http://e.com/t/all.xsd") == schema(item("Cash"))
    assert package.find("http://e.com/t/more.xml") is None
    assert package.find("http://other.com/t/all.xsd") is None


def test_a_package_without_a_folder_and_an_entry_for_one_document() -> None:
    package = made(
        {
            "META-INF/catalog.xml": catalog(
                rewrite("http://e.com/", "../"),
                '<uri name="http://f.com/one.xsd" uri="../f/1.xsd"/>',
                '<rewriteSystem systemIdStartString="http://g.com/" rewritePrefix="../f/"/>',
                before='<!DOCTYPE catalog PUBLIC "-//OASIS//DTD XML Catalogs V1.1//EN" "http://x/catalog.dtd">',
            ),
            "a b.xsd": b"A",
            "f/1.xsd": b"F",
        }
    )
    assert package.find("http://e.com/a%20b.xsd") == b"A"
    assert package.find("http://f.com/one.xsd") == b"F"
    assert package.find("http://g.com/1.xsd") == b"F"


def test_the_longest_beginning_counts() -> None:
    package = made(
        {
            "p/META-INF/catalog.xml": catalog(
                rewrite("http://e.com/", "../all/"), rewrite("http://e.com/gaap/", "../gaap/"), more='xml:base="./"'
            ),
            "p/all/gaap/a.xsd": b"other",
            "p/gaap/a.xsd": b"this",
        }
    )
    assert package.find("http://e.com/gaap/a.xsd") == b"this"


def test_remappings_of_the_drafts() -> None:
    description = b"""<taxonomyPackage xmlns="http://www.corefiling.com/xbrl/taxonomypackage/v1">
        <remappings><remapping prefix="http://e.com/t" replaceWith="docs"/></remappings></taxonomyPackage>"""
    package = made({"old/.taxonomyPackage.xml": description, "old/docs/a.xsd": b"A"})
    assert package.find("http://e.com/t/a.xsd") == b"A"


def test_an_archive_that_mirrors_a_site() -> None:
    package = made({"ALL/taxonomy/gaap/2020/a.xsd": b"A", "ALL/readme.txt": b"R"})
    assert package.find("http://e.go.jp/taxonomy/gaap/2020/a.xsd") == b"A"
    assert package.find("http://e.go.jp/taxonomy/gaap/2021/a.xsd") is None
    assert package.find("http://e.go.jp/readme.txt") is None  # one name alone proves nothing


@pytest.mark.parametrize("prefix", ["../../../etc/", "/etc/", "file:///etc/", "http://f.com/", "../../.."])
def test_nothing_outside_is_rewritten_to(prefix: str) -> None:
    package = made({"p/META-INF/catalog.xml": catalog(rewrite("http://e.com/", prefix)), "etc/passwd": b"x"})
    assert [one.code for one in package.findings] == ["TNS058"]
    assert package.rewrites == ()
    assert package.find("http://e.com/passwd") is None


def test_a_url_cannot_lead_out_of_where_it_is_rewritten_to() -> None:
    package = made({"p/META-INF/catalog.xml": catalog(rewrite("http://e.com/", "../docs/")), "secret": b"x"})
    assert package.find("http://e.com/../../secret") is not None  # it stays in the archive,
    assert package.find("http://e.com/../../../secret") is None  # and does not leave it
    assert package.find("http://e.com/%2e%2e/%2e%2e/%2e%2e/etc/passwd") is None


def test_references_are_found_across_packages_and_files() -> None:
    own = schema(import_("http://e.com/t", "http://e.com/t/all.xsd"), item("Own"))
    package = made(
        {
            "p/META-INF/catalog.xml": catalog(rewrite("http://e.com/", "../d/")),
            "p/d/t/all.xsd": schema('<include schemaLocation="../part.xsd"/>', namespace="http://e.com/t"),
            "p/d/part.xsd": schema(item("Shared"), namespace="http://e.com/t"),
        }
    )
    loaded = load_dts(["own.xsd"], Resolver({"x/own.xsd": own}, (package,)), base="x/report.xbrl")
    assert loaded.findings == ()
    assert loaded.documents == ("x/own.xsd", "http://e.com/t/all.xsd", "http://e.com/part.xsd")
    assert [one.local for one in loaded.dts.concepts] == ["Own", "Shared"]


def test_a_report_package_brings_its_own_catalog() -> None:
    files = {
        "r/META-INF/catalog.xml": catalog(rewrite("http://company.com/", "../company/")),
        "r/company/own.xsd": schema(import_("http://e.com/t", "http://e.com/all.xsd"), item("Own")),
        "r/reports/report.xhtml": b"<html/>",
    }
    other = made({"META-INF/catalog.xml": catalog(rewrite("http://e.com/", "../")), "all.xsd": schema(item("Cash"))})
    resolver = beside(files, "report.xbri", [other])
    for href in ("http://company.com/own.xsd", "../company/own.xsd"):
        loaded = load_dts([href], resolver, base="r/reports/report.xhtml")
        assert loaded.is_complete
        assert [one.local for one in loaded.dts.concepts] == ["Own", "Cash"]
    assert beside({"a.xsd": b""}, "folder").packages == ()


def test_a_package_that_is_no_archive_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        read_package(b"no archive", "p.zip")
    assert caught.value.findings[0].code == "TNS021"


@pytest.mark.parametrize("content", [b"", b"no XML", b'<!DOCTYPE c [<!ENTITY e "x">]><c>&e;</c>'])
def test_a_catalog_that_is_no_xml_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        package_of({"META-INF/catalog.xml": content}, ["META-INF/catalog.xml"], "p.zip")
    assert caught.value.findings[0].code == "TNS017"


def test_too_many_remappings_are_refused() -> None:
    entries = (rewrite(f"http://e.com/{number}/", "../d/") for number in range(10_001))
    with pytest.raises(InputError) as caught:
        package_of({"META-INF/catalog.xml": catalog(*entries)}, ["META-INF/catalog.xml"], "p.zip")
    assert caught.value.findings[0].code == "TNS058"


def test_a_document_that_grows_without_bound_is_told_and_the_rest_is_loaded() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/catalog.xml", catalog(rewrite("http://e.com/", "../")))
        archive.writestr("bomb.xsd", b" " * 50_000_000)
    package = read_package(buffer.getvalue(), "p.zip")
    own = schema(import_("http://e.com/t", "http://e.com/bomb.xsd"), item("Own"))
    loaded = load_dts(["own.xsd"], Resolver({"own.xsd": own}, (package,)))
    assert codes(loaded) == ["TNS021"]
    assert not loaded.is_complete
    assert list(loaded.dts.concepts) == [name("Own")]


def test_what_is_read_again_does_not_count_twice() -> None:
    files = {"META-INF/catalog.xml": catalog(rewrite("http://e.com/", "../")), "a.xsd": b"x" * 600_000}
    package = made(files)
    for _ in range(5):
        assert package.find("http://e.com/a.xsd") == files["a.xsd"]


def test_the_official_taxonomy_of_the_exchange_is_found_by_its_urls(reference: Path) -> None:
    package = read_package(reference / "tse" / "tse-ed-2014-01-12.zip", "tse-ed-2014-01-12.zip")
    assert package.findings == ()
    url = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12/tse-ed-t-2014-01-12.xsd"
    loaded = load_dts([url], Resolver(packages=(package,)))
    assert loaded.is_complete
    assert len(loaded.dts.concepts) == 815
