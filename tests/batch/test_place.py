from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.batch.place import Place, digest_of, places
from tanshin.values.finding import InputError
from tests.batch.filings import write_canonical, write_instance


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
    before = digest_of(place)
    assert before == digest_of(place)
    for file in (home / "filing.yaml", tmp_path / "company" / "issuer.yaml"):
        file.write_text(file.read_text(encoding="utf-8") + "# a word more\n", encoding="utf-8")
        after = digest_of(place)
        assert after != before
        before = after


def test_the_digest_is_the_same_wherever_the_filing_lies(tmp_path: Path) -> None:
    one, other = (write_canonical(tmp_path / name / "company") for name in ("a", "b"))
    assert digest_of(Place("x", str(one))) == digest_of(Place("y", str(other)))
