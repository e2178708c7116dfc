"""Input that means harm, given to one reader in a process of its own that may take no more than it needs.

``python -m tests.read.hostile READER`` prints, for each case, the codes of what was found and the seconds it took.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tanshin.importing import draft_of, import_release
from tanshin.opening import open_reports
from tanshin.read.canonical.figure import figure as figure_of
from tanshin.read.canonical.grid import grid_of
from tanshin.read.ixbrl.read import read_inline
from tanshin.read.oim.csv_report import read_csv
from tanshin.read.oim.json_report import read_json
from tanshin.read.workbook.book import read_book
from tanshin.read.xbrl.instance import read_instance
from tanshin.report.aspect import JPY
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.text import decode_text
from tests.read.dts.small import arc, import_, item, linkbase, load, loc, refer, schema
from tests.read.ixbrl.pages import amount, page, words
from tests.read.xbrl.instances import figure, usual
from tests.workbook import Cells, book

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

    links = ('xlink:type="locator" xlink:href="#f" xlink:label="f"', 'xlink:type="resource" xlink:label="n"')
    loc, note = (f"<link:{name} {more}/>" for name, more in zip(("loc", "footnote"), links, strict=True))
    arc = '<link:footnoteArc xlink:type="arc" xlink:from="f" xlink:to="n"/>'
    notes = "".join(note.replace("/>", f">{number}</link:footnote>") for number in range(5_000))
    noted = f"<link:footnoteLink>{loc * 5_000}{notes}{arc}</link:footnoteLink>"
    return xml_cases(usual(figure()), read) | {
        "10 MB number": lambda: read(usual(figure(DIGITS))),
        "every note on every fact": lambda: read(usual(figure(), noted)),
    }


def inline() -> dict[str, Case]:
    def read(data: bytes) -> tuple[Finding, ...]:
        return next(iter(read_inline({"x.htm": data}, "x.htm").values())).findings

    number = amount(DIGITS, more='format="ixt:num-dot-decimal"')
    chain = "".join(
        f'<ix:continuation id="k{place}" continuedAt="k{place + 1}">x</ix:continuation>' for place in range(20_000)
    )
    tuples = "".join(f'<ix:tuple name="e:T" tupleID="t{at}" tupleRef="t{(at + 1) % 20_000}"/>' for at in range(20_000))
    targets = "".join(amount("1", more=f'target="t{place}"') for place in range(10_000))
    ids = [f"f{place}" for place in range(5_000)]
    facts = "".join(amount("1", name=f"e:{name}", more=f'id="{name}"') for name in ids)
    notes = "".join(f'<ix:footnote id="n{place}" xml:lang="en">x</ix:footnote>' for place in range(5_000))
    refs = f'fromRefs="{" ".join(ids)}" toRefs="{" ".join(ids).replace("f", "n")}"'
    return xml_cases(page(amount("1")), read) | {
        "10 MB number": lambda: read(page(number)),
        "a text in many pieces": lambda: read(page(words("x", more='continuedAt="k0"') + chain)),
        "tuples in a circle": lambda: read(page(tuples))[:1],
        "a report for each fact": lambda: read(page(targets))[:1],
        "every note on every fact": lambda: read(page(f"{facts}{notes}<ix:relationship {refs}/>")),
    }


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


def written() -> dict[str, Case]:
    """What people write, made so long that whoever tries every way to divide it has no end."""
    folder = Path(sys.argv[2])

    def draft(name: str, text: str) -> Case:
        def read() -> Iterable[Finding]:
            (folder / name).write_text(text, encoding="utf-8")
            filing = Path(__file__).resolve().parents[1] / "findings" / "base" / "example"
            described = (filing / "issuer.yaml").read_text(encoding="utf-8")
            home = Path(shutil.copytree(filing.parent, folder / name.replace(".", "-"))) / "example"
            shutil.copytree(home.parent / "taxonomy", home / "taxonomy")
            # Those there are of another form than the exchange's.
            (home / "taxonomy" / "example" / "figures.yaml").write_text("figures: []\n", encoding="utf-8")
            found = import_release(draft_of(folder / name), home, described, home / "new")
            return [Finding("TNS048", Severity.INFO, one.why, (one.source,)) for one in found.unplaced[:1]]

        return read

    def cells(text: str, rows: int = 1) -> Case:
        grid = f'caption,2013\n{f"""Cash,"{text}"{chr(10)}""" * rows}'

        def read() -> Iterable[Finding]:
            found: list[Finding] = []
            for row in grid_of(decode_text(grid.encode(), "x.csv"), "x.csv").rows:
                for cell in row.cells.values():
                    figure_of(cell, 3, found, JPY)
            return found[:1]

        return read

    def workbook(cells: Cells) -> Case:
        return lambda: read_book(book({"x": cells}), "x.xlsx").findings

    head = "Example Co.\nFiscal Year Ended March 31, 2013\n\n\tAs of March 31, 2013\n"
    far = {"A1": "release.yaml", "A2": "line", "A9999999": "x"}
    return {
        "spaces in a cell": cells("1" + " " * 1_900 + "!", rows=1_000),
        "one caption on all rows": cells("1 !", rows=4_900),
        "marks of footnotes": draft("marks.txt", head + "Cash\t1" + " ^" * 200_000 + "\n"),
        "digits in a cell": draft("digits.txt", head + "Cash " + "1" * 200_000 + "\t1\n"),
        "tags without an end": draft("tags.html", "<a b " * 200_000),
        "comments without an end": draft("comments.html", "<!-- > " * 200_000),
        "rows without an end": workbook(far),
        "columns without an end": workbook({"A1": "x.csv", "A2": "caption", "ZZZ9999999": "x"}),
    }


READERS: Mapping[str, Callable[[], dict[str, Case]]] = {
    "xbrl": xbrl,
    "inline": inline,
    "json": oim_json,
    "csv": oim_csv,
    "dts": dts,
    "package": package,
    "written": written,
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
