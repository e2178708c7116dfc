"""Input that means harm, given to one reader in a process of its own that may take no more than it needs.

``python -m tests.read.hostile READER`` prints, for each case, the codes of what was found and the seconds it took.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tanshin.opening import open_reports
from tanshin.read.ixbrl.read import read_inline
from tanshin.read.oim.csv_report import read_csv
from tanshin.read.oim.json_report import read_json
from tanshin.read.xbrl.instance import read_instance
from tanshin.values.finding import Finding, InputError
from tests.read.dts.small import arc, import_, item, linkbase, load, loc, refer, schema
from tests.read.ixbrl.pages import amount, page
from tests.read.xbrl.instances import figure, usual

#: What a process may take: seconds of a processor, bytes of addresses. A number of ten million digits is in there.
SECONDS, BYTES = 60, 1 << 30

Case = Callable[[], Iterable[Finding]]

LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DIGITS = "1" * 10_000_000


def xml_cases(sound: bytes, read: Callable[[bytes], Iterable[Finding]]) -> dict[str, Case]:
    """What may be wrong with any document in XML."""
    head, _, body = sound.rpartition(b"?>")
    around = head + b"?>" if head else b""
    last = sound.rindex(b"</")

    def case(data: bytes) -> Case:
        return lambda: read(data)

    return {
        "entity expansion": case(around + LAUGHS.encode() + body[: last - len(around)] + b"&a11;" + sound[last:]),
        "external entity": case(around + OUTSIDE.encode() + body[: last - len(around)] + b"&x;" + sound[last:]),
        "deep nesting": case(sound[:last] + b"<a>" * 200_000 + b"</a>" * 200_000 + sound[last:]),
        "invalid encoding": case(sound[:last] + b"<!-- \xff\xfe -->" + sound[last:]),
        "unknown encoding": case(b'<?xml version="1.0" encoding="klingon"?>' + body),
        "truncated": case(sound[: last - 4]),
    }


def xbrl() -> dict[str, Case]:
    def read(data: bytes) -> Iterable[Finding]:
        return read_instance(data, "x.xbrl").findings

    return xml_cases(usual(figure()), read) | {"10 MB number": lambda: read(usual(figure(DIGITS)))}


def inline() -> dict[str, Case]:
    def read(data: bytes) -> Iterable[Finding]:
        return read_inline({"x.htm": data}, "x.htm")[""].findings

    number = amount(DIGITS, more='format="ixt:num-dot-decimal"')
    return xml_cases(page(amount("1")), read) | {"10 MB number": lambda: read(page(number))}


INFO: dict[str, object] = {
    "namespaces": {
        "e": "http://example.com/e",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "xbrl": "https://xbrl.org/2021",
    },
    "taxonomy": ["e.xsd"],
}


def oim_json() -> dict[str, Case]:
    about = {"documentType": "https://xbrl.org/2021/xbrl-json", **INFO}

    def text(value: str = "1", concept: str = "e:A", **more: str) -> str:
        dimensions = {"concept": concept, **more}
        return json.dumps({"documentInfo": about, "facts": {"f": {"value": value, "dimensions": dimensions}}})

    def case(data: bytes) -> Case:
        return lambda: read_json(data, "x.json").findings

    note = {"concept": "xbrl:note", "noteId": "f", "language": "en"}
    whole = text().encode()
    return {
        "entity expansion": case(text(f"{LAUGHS}<b>&a11;</b>", **note).encode()),
        "external entity": case(text(f"{OUTSIDE}<b>&x;</b>", **note).encode()),
        "deep nesting": case(b"[" * 200_000),
        "10 MB number": case(text(DIGITS, unit="iso4217:JPY").encode()),
        "10 MB number without quotes": case(whole.replace(b'"value": "1"', f'"value": {DIGITS}'.encode())),
        "10 MB decimals": case(whole.replace(b'"value": "1"', f'"value": "1", "decimals": {DIGITS}'.encode())),
        "invalid encoding": case(whole.replace(b'"1"', b'"\xff\xfe"')),
        "truncated": case(whole[:-4]),
    }


def oim_csv() -> dict[str, Case]:
    about = {"documentType": "https://xbrl.org/2021/xbrl-csv", **INFO}
    column = {"dimensions": {"concept": "e:A", "unit": "iso4217:JPY", "period": "2013-03-31@end", "entity": "e:1"}}
    template = {"t": {"columns": {"value": column}, "decimals": 0}}

    def case(table: bytes, url: str = "t.csv", **more: object) -> Case:
        metadata = {"documentInfo": {**about, **more}, "tableTemplates": template, "tables": {"t": {"url": url}}}
        files = {"x.json": json.dumps(metadata).encode(), "t.csv": table}
        return lambda: read_csv(files, "x.json", "x.json").findings

    return {
        "deep nesting": lambda: read_csv({"x.json": b'{"a":' * 200_000}, "x.json", "x.json").findings,
        "cyclic imports": case(b"value\n1\n", extends=["x.json"]),
        "path tricks": case(b"value\n1\n", url="../../../../etc/passwd"),
        "absolute path": case(b"value\n1\n", url="file:///etc/passwd"),
        "10 MB number": case(f"value\n{DIGITS}\n".encode()),
        "invalid encoding": case(b"value\n\xff\xfe\n"),
        "truncated": case(b'value\n"1'),
    }


def dts() -> dict[str, Case]:
    def read(data: bytes) -> Iterable[Finding]:
        return load({"e.xsd": data}).findings

    def sums(*arcs: str) -> Case:
        files = {"e.xsd": schema(refer("c.xml"), item("A"), item("B")), "c.xml": linkbase(loc("A"), loc("B"), *arcs)}
        return lambda: load(files, "e.xsd").findings

    def leading(location: str) -> Case:
        return lambda: read(schema(import_("http://example.com/f", location), item("A")))

    circle = [arc(start, end, "", "presentation") for start, end in (("A", "B"), ("B", "A"))]
    below = {
        "e.xsd": schema(refer("p.xml"), item("A"), item("B")),
        "p.xml": linkbase(loc("A"), loc("B"), *circle, kind="presentation"),
    }
    rings = {
        f"{name}.xsd": schema(
            import_(f"http://example.com/{other}", f"{other}.xsd"), namespace=f"http://example.com/{name}"
        )
        for name, other in (("e", "f"), ("f", "e"))
    }
    return xml_cases(schema(item("A")), read) | {
        "cyclic linkbases": lambda: load(below, "e.xsd").findings,
        "cyclic imports (sound)": lambda: load(rings, "e.xsd").findings,
        "path tricks": leading("../../../../etc/passwd"),
        "absolute path": leading("file:///etc/passwd"),
        "10 MB number": sums(arc("A", "B", f'weight="{DIGITS}"')),
    }


def package() -> dict[str, Case]:
    folder = Path(sys.argv[2])

    def zipped(name: str, files: Mapping[str, bytes], *, cut: int | None = None) -> Case:
        path = folder / f"{name.replace(' ', '-')}.zip"
        with ZipFile(path, "w", ZIP_DEFLATED) as file:
            for place, data in files.items():
                file.writestr(place, data)
        if cut:
            path.write_bytes(path.read_bytes()[:-cut])
        return lambda: [one for report in open_reports(path) for one in report.findings]

    sound = {"x.xbrl": usual(figure())}
    top = "p/META-INF/reportPackage.json"
    manifest = b'<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"/>'
    return {
        "zip bomb": zipped("bomb", {f"{n}.xbrl": bytes(200_000_000) for n in range(5)}),
        "path tricks": zipped("path", {"../../evil.xbrl": sound["x.xbrl"]}),
        "absolute path": zipped("absolute", {"/etc/evil.xbrl": sound["x.xbrl"]}),
        "truncated": zipped("truncated", sound, cut=30),
        "deep nesting": zipped("nested", {top: b"[" * 200_000}),
        "invalid encoding": zipped("encoding", {top: b'{"documentInfo": "\xff\xfe"}'}),
        "entity expansion": zipped("manifest", {"XBRLData/Summary/manifest.xml": LAUGHS.encode() + manifest}),
    }


READERS: Mapping[str, Callable[[], dict[str, Case]]] = {
    "xbrl": xbrl,
    "inline": inline,
    "json": oim_json,
    "csv": oim_csv,
    "dts": dts,
    "package": package,
}


def main() -> None:
    cases = READERS[sys.argv[1]]()
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    told: dict[str, tuple[list[str], float]] = {}
    for name, case in cases.items():
        start = time.process_time()
        try:
            findings = tuple(case())
        except InputError as error:
            findings = error.findings
        told[name] = ([one.code for one in findings], time.process_time() - start)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
