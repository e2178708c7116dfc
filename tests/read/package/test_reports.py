"""What is found in packages, folders and files, and what is said of those that hold no report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tanshin.read.package.found import Kind
from tanshin.read.package.reports import reports_in
from tanshin.values.archive import write_zip
from tanshin.values.finding import InputError, Severity

PAGE = (
    b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">'
    b"<body><ix:header/></body></html>"
)
PLAIN = b'<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
INSTANCE = b'<?xml version="1.0"?><!-- x --><xbrl xmlns="http://www.xbrl.org/2003/instance"/>'
JSON = b'\xef\xbb\xbf{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}'
CSV = b'{"documentInfo": {"documentType": "https:\\/\\/xbrl.org\\/2021\\/xbrl-csv"}}'
TAXONOMY = b"<taxonomyPackage/>"


def about(kind: str) -> bytes:
    return f'{{"documentInfo": {{"documentType": "https://xbrl.org/report-package/2023{kind}"}}}}'.encode()


def manifest(*names: str) -> bytes:
    items = "".join(f"<ixbrl>{name}</ixbrl>" for name in names)
    return (
        '<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list><instance id="a">'
        f"{items}</instance></list></manifest>"
    ).encode()


def zipped(folder: Path, files: Mapping[str, bytes], name: str = "place.zip") -> Path:
    path = folder / name
    path.write_bytes(write_zip(files))
    return path


def laid_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    place = folder / "place"
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    return place


def brief(place: Path) -> list[tuple[Kind, str, tuple[str, ...]]]:
    return [(one.kind, one.name, tuple(one.files)) for one in reports_in(place)]


def codes(place: Path) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for one in reports_in(place) for finding in one.findings]


TDNET = {
    "XBRLData/Attachment/manifest.xml": manifest("b-ixbrl.htm", "a-ixbrl.htm"),
    "XBRLData/Attachment/a-ixbrl.htm": PAGE,
    "XBRLData/Attachment/b-ixbrl.htm": PAGE,
    "XBRLData/Attachment/index.txt": "【一覧】\n連結貸借対照表   a-ixbrl.htm\n損益計算書　b-ixbrl.htm\n".encode(
        "cp932"
    ),
    "XBRLData/Summary/s-ixbrl.htm": PAGE,
    "XBRLData/Summary/s.xsd": b"<schema/>",
}


@pytest.mark.parametrize("make", [laid_out, zipped])
def test_a_package_of_tdnet_is_a_summary_and_an_attachment(make: object, tmp_path: Path) -> None:
    place = laid_out(tmp_path, TDNET) if make is laid_out else zipped(tmp_path, TDNET)

    summary, attachment = reports_in(place)

    assert (summary.kind, list(summary.files)) == (Kind.INLINE, ["XBRLData/Summary/s-ixbrl.htm"])
    assert attachment.name == f"{place.name}/XBRLData/Attachment"
    assert [name.rpartition("/")[2] for name in attachment.files] == ["b-ixbrl.htm", "a-ixbrl.htm"]
    assert list(attachment.titles.values()) == ["連結貸借対照表", "損益計算書"]
    assert "XBRLData/Summary/s.xsd" in summary.beside
    assert summary.findings == attachment.findings == ()


def test_what_a_manifest_lists_and_is_not_there_is_told(tmp_path: Path) -> None:
    files = TDNET | {"XBRLData/Attachment/manifest.xml": manifest("a-ixbrl.htm", "c-ixbrl.htm", "../../../etc/passwd")}

    assert codes(zipped(tmp_path, files)) == [
        *[("TNS072", Severity.ERROR)] * 2,
        ("TNS074", Severity.WARNING),
    ]


def test_a_manifest_of_nothing_that_is_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        reports_in(zipped(tmp_path, {"XBRL/PublicDoc/manifest_PublicDoc.xml": manifest("a.htm")}))

    assert [finding.code for finding in caught.value.findings] == ["TNS072"]


def test_a_package_of_the_older_form_holds_instances(tmp_path: Path) -> None:
    place = zipped(tmp_path, {"XBRLData/Summary/tdnet.xbrl": INSTANCE, "XBRLData/Summary/tdnet.xsd": b"<schema/>"})

    assert brief(place) == [(Kind.INSTANCE, "place.zip/XBRLData/Summary/tdnet.xbrl", ("XBRLData/Summary/tdnet.xbrl",))]


def test_the_inline_report_of_a_package_is_all_documents_of_its_folder(tmp_path: Path) -> None:
    files = {
        "top/META-INF/reportPackage.json": about("/xbri"),
        "top/META-INF/taxonomyPackage.xml": TAXONOMY,
        "top/reports/one/a.xhtml": PAGE,
        "top/reports/one/b.html": PAGE,
        "top/reports/one/picture.png": b"\x89PNG",
        "top/taxonomy/own.xsd": b"<schema/>",
    }
    place = zipped(tmp_path, files, "place.xbri")

    assert brief(place) == [
        (Kind.INLINE, "place.xbri/top/reports/one", ("top/reports/one/a.xhtml", "top/reports/one/b.html"))
    ]
    assert codes(place) == []
    assert "top/taxonomy/own.xsd" in reports_in(place)[0].beside


def test_files_in_the_folder_of_reports_are_one_each_and_folders_there_do_not_count(tmp_path: Path) -> None:
    files = {
        "top/META-INF/reportPackage.json": about(""),
        "top/reports/a.html": PAGE,
        "top/reports/b.json": JSON,
        "top/reports/c.json": CSV,
        "top/reports/c.csv": b"a,b\n",
        "top/reports/more/d.html": PAGE,
    }
    place = zipped(tmp_path, files)

    assert brief(place) == [
        (Kind.INLINE, "place.zip/top/reports/a.html", ("top/reports/a.html",)),
        (Kind.JSON, "place.zip/top/reports/b.json", ("top/reports/b.json",)),
        (Kind.CSV, "place.zip/top/reports/c.json", ("top/reports/c.json", "top/reports/c.csv")),
    ]
    assert codes(place) == []


@pytest.mark.parametrize(
    ("name", "files", "found"),
    [
        ("p.xbri", {"META-INF/reportPackage.json": about("/xbri"), "reports/a.html": PAGE, "reports/b.html": PAGE}, 1),
        ("p.xbri", {"META-INF/reportPackage.json": about("/xbri"), "reports/a.xbrl": INSTANCE}, 1),
        ("p.xbr", {"META-INF/reportPackage.json": about("/xbr"), "reports/a.xbrl": INSTANCE}, 0),
        ("p.xbr", {"META-INF/reportPackage.json": about("/xbr"), "reports/a.html": PAGE}, 1),
        ("p.xbr", {"META-INF/reportPackage.json": about("/xbri"), "reports/a.html": PAGE}, 1),
        ("p.xbri", {"META-INF/taxonomyPackage.xml": TAXONOMY, "reports/a.html": PAGE}, 1),
        ("p.zip", {"META-INF/taxonomyPackage.xml": TAXONOMY, "reports/a.html": PAGE}, 0),
        ("p.zip", {"META-INF/reportPackage.json": b"{", "reports/a.html": PAGE}, 1),
        ("p.zip", {"META-INF/reportPackage.json": b"[1]", "reports/a.html": PAGE}, 1),
        ("p.zip", {"META-INF/reportPackage.json": b"[" * 10**5, "reports/a.html": PAGE}, 1),
        ("p.zip", {"META-INF/reportPackage.json": about("-next"), "reports/a.html": PAGE}, 1),
        (
            "p.zip",
            {"META-INF/reportPackage.json": about(""), "reports/x/a.xbrl": INSTANCE, "reports/x/b.html": PAGE},
            1,
        ),
    ],
)
def test_a_report_package_that_is_not_as_it_says_is_read_and_told(
    name: str, files: Mapping[str, bytes], found: int, tmp_path: Path
) -> None:
    place = zipped(tmp_path, {f"top/{inner}": data for inner, data in files.items()}, name)

    assert codes(place) == [("TNS073", Severity.ERROR)] * found


def test_a_page_without_tags_among_reports_is_left_out(tmp_path: Path) -> None:
    files = {"top/META-INF/reportPackage.json": about(""), "top/reports/r/a.html": PAGE, "top/reports/r/b.html": PLAIN}
    place = zipped(tmp_path, files)

    assert brief(place) == [(Kind.INLINE, "place.zip/top/reports/r", ("top/reports/r/a.html",))]
    assert codes(place) == [("TNS074", Severity.WARNING)]


def test_the_inline_documents_of_a_folder_are_one_set(tmp_path: Path) -> None:
    place = laid_out(
        tmp_path, {"b.htm": PAGE, "a.htm": PAGE, "c.htm": PLAIN, "d.pdf": b"%PDF-1.4", ".hidden": INSTANCE}
    )

    assert brief(place) == [(Kind.INLINE, "place", ("a.htm", "b.htm"))]
    assert codes(place) == []


def test_several_formats_in_a_folder_are_told(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {"a.htm": PAGE, "a.xbrl": INSTANCE, "a.json": JSON})

    assert [kind for kind, _, _ in brief(place)] == [Kind.INLINE, Kind.JSON, Kind.INSTANCE]
    assert codes(place) == [("TNS075", Severity.WARNING)]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.htm", PAGE, Kind.INLINE),
        ("a.txt", INSTANCE, Kind.INSTANCE),
        ("a.xml", "\ufeff".encode("utf-16-le") + INSTANCE.decode().encode("utf-16-le"), Kind.INSTANCE),
        ("a.json", JSON, Kind.JSON),
        ("a.json", CSV, Kind.CSV),
    ],
)
def test_a_single_file_is_what_stands_in_it(name: str, data: bytes, kind: Kind, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)

    assert brief(tmp_path / name) == [(kind, name, (name,))]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"a.pdf": b"%PDF-1.4"}, "it is a PDF document"),
        ({"a.htm": PLAIN}, "it is a page without tagged facts"),
        ({"a.htm": b"<p>x</p>"}, "it is an XML document that begins with p"),
        ({"a.htm": b"< p>x"}, "not well formed"),
        ({"a.xsd": b"<schema/>"}, "begins with schema"),
        ({"a.json": b'{"a": 1}'}, "it is no report in a format that is known"),
        ({"a.json": b""}, "it is an empty file"),
        ({}, "it is empty"),
        ({"filing.yaml": b"", "a.csv": b""}, "canonical data"),
        ({"x/META-INF/taxonomyPackage.xml": TAXONOMY, "x/a.xsd": b"<schema/>"}, "it is a taxonomy package"),
        ({"a.csv": b"", "b.csv": b"", "c.txt": b""}, "of its 3 files 2 end in .csv"),
    ],
)
def test_a_place_without_a_report_is_told_what_it_is(files: Mapping[str, bytes], words: str, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    with pytest.raises(InputError, match=r"there is no report in place: ") as caught:
        reports_in(laid_out(tmp_path, files))

    (finding,) = caught.value.findings
    assert finding.code == "TNS071"
    assert words in finding.message


def test_a_place_that_is_not_there_or_damaged_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(InputError, match="missing"):
        reports_in(tmp_path / "nothing.htm")
    with pytest.raises(InputError, match="damaged"):
        reports_in(tmp_path / "a.zip")


def test_a_folder_of_everything_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tanshin.read.package.contents.MAX_FILES", 3)

    with pytest.raises(InputError, match="more than 3 files"):
        reports_in(laid_out(tmp_path, {f"{number}.txt": b"x" for number in range(4)}))


def test_real_packages_are_found(reference: Path) -> None:
    samples = reference / "tse" / "samples"

    kyocera = reports_in(samples / "kyocera6971_FY2013_annual_US_tse-acedussm-ixbrl.htm")
    toyota = reports_in(samples / "toyota7203_FY2012_annual_US_tdnet-acedussm.xbrl")
    summary, attachment = reports_in(samples / "5971_2021_1Q_JP_fullzip")

    assert [one.kind for one in (*kyocera, *toyota)] == [Kind.INLINE, Kind.INSTANCE]
    assert (len(summary.files), len(attachment.files), len(summary.beside), len(attachment.beside)) == (1, 3, 11, 9)
    assert [title.partition("（")[0] for title in attachment.titles.values()] == [
        *("四半期連結貸借対照表", "四半期連結損益計算書", "四半期包括利益計算書")
    ]
    assert summary.findings == attachment.findings == ()
