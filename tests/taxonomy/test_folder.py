from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.taxonomy.folder import Sources, read_sources
from tanshin.values.finding import InputError


def refusal(sources: Sources, file: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        sources.read(file)
    (finding,) = caught.value.findings
    return finding.code, str(finding.sources[0])


def test_a_folder_is_its_yaml_files_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "ex"
    folder.mkdir()
    for name in ("b.yaml", "a.yaml", "notes.txt"):
        (folder / name).write_bytes(b"name: 1\n")
    sources = read_sources(folder)
    assert sources == Sources("ex", (("a.yaml", b"name: 1\n"), ("b.yaml", b"name: 1\n")))
    assert sources.read("a.yaml").data == {"name": "1"}
    assert sources.read("a.yaml").file == "ex/a.yaml"


def test_equal_content_makes_equal_sources() -> None:
    one, same, other = (Sources("ex", (("a.yaml", data),)) for data in (b"a: 1", b"a: 1", b"a: 2"))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    sources = Sources("ex", (("bytes.yaml", b"\xff\xff"), ("syntax.yaml", b"a: [")))
    assert refusal(sources, "missing.yaml") == ("TNS001", "ex/missing.yaml")
    assert refusal(sources, "bytes.yaml")[0] == "TNS002"
    assert refusal(sources, "syntax.yaml")[0] == "TNS004"
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError) as caught:
        read_sources(tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["TNS001"]


def test_files_may_lie_in_folders_inside(tmp_path: Path) -> None:
    (tmp_path / "ex" / "fy2009").mkdir(parents=True)
    (tmp_path / "ex" / "fy2009" / "a.yaml").write_bytes(b"name: 1\n")
    sources = read_sources(tmp_path / "ex")
    assert sources.files == (("fy2009/a.yaml", b"name: 1\n"),)
    assert sources.read("fy2009/a.yaml").file == "ex/fy2009/a.yaml"


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_link_must_not_lead_out_of_the_folder(tmp_path: Path, is_folder: bool) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.yaml").write_bytes(b"name: 1\n")
    (tmp_path / "ex").mkdir()
    link, file = ("inner", "inner/a.yaml") if is_folder else ("a.yaml", "a.yaml")
    (tmp_path / "ex" / link).symlink_to(tmp_path / "outside" / ("" if is_folder else "a.yaml"))
    try:
        found = read_sources(tmp_path / "ex").files
    except InputError as error:
        (finding,) = error.findings
        assert (finding.code, str(finding.sources[0])) == ("TNS001", f"ex/{file}")
    else:
        assert is_folder, "links to folders are not followed by every Python, links to files are"
        assert found == ()


def test_a_link_inside_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "ex").mkdir()
    (tmp_path / "ex" / "a.yaml").write_bytes(b"name: 1\n")
    (tmp_path / "ex" / "b.yaml").symlink_to(tmp_path / "ex" / "a.yaml")
    assert [name for name, _ in read_sources(tmp_path / "ex").files] == ["a.yaml", "b.yaml"]
