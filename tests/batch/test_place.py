from __future__ import annotations

import os
from pathlib import Path

import pytest

from tanshin.batch.place import Digests, places
from tanshin.values.finding import InputError
from tests.batch.filings import write_canonical, write_instance


def digest_of(path: Path | str) -> str:
    return Digests().of(Path(path))


def test_filings_and_reports_below_a_folder_are_found_in_order(tmp_path: Path) -> None:
    write_canonical(tmp_path / "all" / "company")
    write_instance(tmp_path / "all" / "b" / "one.xbrl", "1", 2012, 1, 1)
    for name in ("a.xlsx", "x.zip", "notes.txt", ".hidden.zip", "schema.xsd"):
        (tmp_path / "all" / name).write_bytes(b"")
    (tmp_path / "all" / "inline").mkdir()
    for name in ("summary-ixbrl.htm", "part.xbrl"):
        (tmp_path / "all" / "inline" / name).write_bytes(b"")
    found = places([tmp_path / "all"])
    assert [one.name for one in found] == [
        "all/a.xlsx",
        "all/b/one.xbrl",
        "all/company/1q-fy2016",
        "all/company/fy2015-annual",
        "all/inline",
        "all/x.zip",
    ]
    assert all(Path(one.path).is_absolute() for one in found)


INLINE = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"></html>'
JSON, METADATA = (
    f'"documentInfo": {{"documentType": "https://xbrl.org/2021/xbrl-{one}"}}}}' for one in ("json", "csv")
)


def write(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def test_reports_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    write(tmp_path / "inline", release__html=INLINE, index__html="<html></html>")
    instance = write_instance(tmp_path / "instance" / "a.xml", "1", 2012, 1, 1)
    write(instance.parent, linkbase__xml="<linkbase/>", empty__xml="", notes__json="{}")
    write(tmp_path / "json", report__json=f'{{"facts": {{{" " * 100_000}}}, {JSON}', other__json='{"a": 1}')
    extends = '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-csv", "extends": ["base.json"]}}'
    write(tmp_path / "csv", report__json=extends, base__json=f"{{{METADATA}", table__csv="a,b\n")
    write(tmp_path / "pages", page__html="<html></html>")
    os.mkfifo(tmp_path / "pages" / "pipe.html")
    assert [one.name.partition("/")[2] for one in places([tmp_path])] == [
        "csv/report.json",
        "inline",
        "instance/a.xml",
        "json/report.json",
    ]


def test_what_is_read_beside_a_report_counts(tmp_path: Path) -> None:
    home = write_instance(tmp_path / "a.xbrl", "1", 2012, 1, 1)
    digests = [digest_of(home)]
    for name in ("report.xsd", "labels.xml"):
        (tmp_path / name).write_text("<a/>", encoding="utf-8")
        digests.append(digest_of(home))
    assert len(set(digests)) == 3
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    write_instance(tmp_path / "b.xbrl", "1", 2012, 1, 1)
    assert digest_of(home) == digests[-1]


def test_the_tables_of_a_report_count(tmp_path: Path) -> None:
    write(tmp_path, report__json=f"{{{METADATA}")
    digests = [digest_of(tmp_path / "report.json")]
    for folder in (tmp_path, tmp_path / "below"):
        write(folder, table__csv="a,b\n")
        digests.append(digest_of(tmp_path / "report.json"))
    assert len(set(digests)) == 3


def test_what_is_not_read_of_a_filing_does_not_count(tmp_path: Path) -> None:
    home = write_canonical(tmp_path / "company")
    before = digest_of(home)
    write(home / "build", table__csv="a,b\n")
    write(home, notes__txt="a")
    assert digest_of(home) == before
    write(tmp_path / "company", earlier__xlsx="a")
    assert digest_of(home) != before


def test_each_is_there_once_and_names_differ(tmp_path: Path) -> None:
    one = write_instance(tmp_path / "x" / "r.xbrl", "1", 2012, 1, 1)
    other = write_instance(tmp_path / "y" / "r.xbrl", "1", 2012, 1, 1)
    assert [place.name for place in places([one, one, tmp_path / "x", other])] == ["r.xbrl", "r.xbrl~2"]


def test_nothing_to_do_is_told(tmp_path: Path) -> None:
    for paths in ([tmp_path], [tmp_path / "missing"]):
        with pytest.raises(InputError) as caught:
            places(paths)
        assert [finding.code for finding in caught.value.findings] == ["TNS001"]


def test_the_digest_follows_what_is_read(tmp_path: Path) -> None:
    home = write_canonical(tmp_path / "company")
    (place,) = places([home])
    before = digest_of(place.path)
    assert before == digest_of(place.path)
    for file in (home / "filing.yaml", tmp_path / "company" / "issuer.yaml"):
        file.write_text(file.read_text(encoding="utf-8") + "# a word more\n", encoding="utf-8")
        after = digest_of(place.path)
        assert after != before
        before = after


def test_the_digest_is_the_same_wherever_the_filing_lies(tmp_path: Path) -> None:
    one, other = (write_canonical(tmp_path / name / "company") for name in ("a", "b"))
    assert digest_of(one) == digest_of(other)


def test_what_cannot_be_read_and_what_leads_in_a_circle_have_a_digest(tmp_path: Path) -> None:
    home = write_canonical(tmp_path / "company")
    before = digest_of(home)
    (home / "itself").symlink_to(home)
    (home / "gone.csv").symlink_to(home / "nowhere")
    assert digest_of(home) == before
    package = tmp_path / "package.zip"
    package.write_bytes(b"")
    assert Digests().of(home, [package]) != before


def test_the_dataset_is_not_worked_on(tmp_path: Path) -> None:
    write_instance(tmp_path / "r.xbrl", "1", 2012, 1, 1)
    write_instance(tmp_path / "dataset" / "documents" / "r" / "r.xbrl", "1", 2012, 1, 1)
    assert [one.name for one in places([tmp_path], tmp_path / "dataset")] == [f"{tmp_path.name}/r.xbrl"]


def test_names_stay_below_the_dataset_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_instance(tmp_path / "x" / "r.xbrl", "1", 2012, 1, 1)
    monkeypatch.chdir(tmp_path / "x")
    for path in (".", "..", "../x"):
        assert [one.name.partition("/")[0] for one in places([Path(path)])] == [Path(path).resolve().name]


def test_folders_of_one_name_are_told_apart_as_a_whole(tmp_path: Path) -> None:
    for above in ("a", "b"):
        write_instance(tmp_path / above / "x" / "r.xbrl", "1", 2012, 1, 1)
    assert [one.name for one in places([tmp_path / "a" / "x", tmp_path / "b" / "x"])] == ["x/r.xbrl", "x~2/r.xbrl"]


def test_a_name_that_no_table_can_hold_is_told(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.xbrl"))
    path.write_bytes(b"")
    with pytest.raises(InputError, match=r"\\xff.xbrl is not UTF-8"):
        places([tmp_path])
