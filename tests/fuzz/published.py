"""Reports and taxonomies as others publish them."""

from __future__ import annotations

import functools
from pathlib import Path

from tanshin.inputs import read_forms
from tanshin.opening import open_published
from tanshin.published import check_sums
from tanshin.read.dts.load import load_dts
from tanshin.read.dts.package import beside, read_package
from tanshin.read.dts.resolver import Resolver
from tanshin.read.ixbrl.read import read_inline
from tanshin.read.oim.csv_report import read_csv
from tanshin.read.oim.json_report import read_json
from tanshin.read.xbrl.instance import read_instance
from tanshin.report.instance import Instance
from tanshin.tell.checked import Checked
from tanshin.tell.data import as_json
from tanshin.tell.junit import as_junit
from tanshin.validate.calculation import Mode
from tanshin.validate.instance import check_instance
from tanshin.values.archive import write_zip
from tanshin.values.finding import InputError, Severity
from tests.fuzz.target import Target, apart, laid_out, look_at, unbundled


def _judge(instance: Instance) -> None:
    look_at(instance.findings)
    result = check_instance(instance, *_forms())
    look_at(result.findings)
    as_json(result, instance.name).encode()
    as_junit([Checked(instance.name, result.findings, result)], Severity.WARNING)


_forms = functools.cache(read_forms)


def _instance(data: bytes, folder: Path) -> None:
    files = unbundled(data)
    name = next(iter(files)) or "x.xbrl"
    place = laid_out({name: files[next(iter(files))], **files}, folder) / name
    if name in apart(files) and len(name.encode()) < 200 and place.is_file():
        for mode in (Mode.XBRL_21, Mode.ROUNDING):
            try:
                look_at(check_sums(place, mode).findings)
            except InputError as error:
                look_at(error.findings)
    _judge(read_instance(files[next(iter(files))], name, load_dts(["e.xsd"], Resolver(files)).dts))


def _inline(data: bytes, _: Path) -> None:
    files = unbundled(data)
    pages = {name or "x.htm": text for name, text in files.items() if not name.endswith((".xsd", ".xml"))}
    for one in read_inline(pages, "x", load_dts(["e.xsd"], Resolver(files)).dts).values():
        _judge(one)


def _json(data: bytes, _: Path) -> None:
    _judge(read_json(data, "x.json"))


def _csv(data: bytes, _: Path) -> None:
    files = unbundled(data)
    first = next(iter(files))
    _judge(read_csv(files, first, first))


def _dts(data: bytes, _: Path) -> None:
    files = unbundled(data)
    look_at(load_dts([next(iter(files))], Resolver(files)).findings)


def _zip(files: dict[str, bytes]) -> bytes:
    return write_zip(apart(files), level=1)


def _package(data: bytes, folder: Path) -> None:
    files = unbundled(data)
    place = folder / ("x.xbri" if "META-INF/reportPackage.json" in data.decode(errors="replace") else "x.zip")
    place.write_bytes(_zip(files))
    for one in open_published(place):
        _judge(one)


def _taxonomy_package(data: bytes, _: Path) -> None:
    files = unbundled(data)
    package = read_package(_zip(files), "x.zip")
    look_at(package.findings)
    hrefs = [href for entry in package.entry_points for href in entry.urls]
    look_at(load_dts(hrefs, Resolver(None, (package,))).findings)
    look_at(load_dts(["e.xsd"], beside(files, "x.zip", (package,))).findings)


TARGETS = (
    Target("xbrl", "XBRL 2.1 instances, their sums in a stream, with the schema beside them", _instance),
    Target("inline", "Inline XBRL, sets of documents", _inline),
    Target("json", "xBRL-JSON", _json),
    Target("csv", "xBRL-CSV: metadata, templates, tables, parameters", _csv),
    Target("dts", "schemas and linkbases", _dts),
    Target("package", "report packages, TDnet's and EDINET's archives with manifests and lists, checked", _package),
    Target("taxonomy-package", "taxonomy packages: description, catalog, entry points", _taxonomy_package),
)
