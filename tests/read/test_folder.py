from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.read.canonical.folder import Folder
from tanshin.values.finding import InputError
from tests.read.example import refused


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "outside.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "filing").mkdir()
    return Folder(tmp_path / "filing", "f")


def test_files_are_named_after_their_folder(folder: Folder) -> None:
    assert folder.named("filing.yaml") == "f/filing.yaml"
    assert folder.file("filing.yaml") == folder.path / "filing.yaml"


def test_a_file_is_there_or_not(folder: Folder) -> None:
    (folder.path / "loop").symlink_to("loop")
    (folder.path / "file").write_bytes(b"")
    assert [folder.has(name) for name in ("missing", "file", "loop", "file/below", "x" * 5000)] == [
        False, True, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("target", ["../outside.yaml", "../../outside.yaml", "/dev/null", ".."])
def test_a_link_that_leads_out_is_refused(folder: Folder, target: str) -> None:
    (folder.path / "filing.yaml").symlink_to(target)
    with pytest.raises(InputError) as caught:
        folder.file("filing.yaml")
    (said,) = refused(caught)
    assert said.startswith("f/filing.yaml TNS001 f/filing.yaml is a link that leads out of its folder;")


def test_a_link_within_the_folder_is_followed(folder: Folder) -> None:
    (folder.path / "real.yaml").write_text("a: 1\n", encoding="utf-8")
    (folder.path / "filing.yaml").symlink_to("real.yaml")
    assert folder.read_yaml("filing.yaml").data == {"a": "1"}


def test_a_folder_that_is_a_link_itself_is_a_folder(folder: Folder, tmp_path: Path) -> None:
    (folder.path / "filing.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "latest").symlink_to("filing")
    assert Folder(tmp_path / "latest", "l").read_yaml("filing.yaml").data == {"a": "1"}


@pytest.mark.parametrize("target", ["filing.yaml", "missing.yaml"])
def test_a_link_to_nothing_is_told_when_it_is_read(folder: Folder, target: str) -> None:
    (folder.path / "filing.yaml").symlink_to(target)
    with pytest.raises(InputError) as caught:
        folder.read_yaml("filing.yaml")
    assert [finding.code for finding in caught.value.findings] == ["TNS001"]


def test_a_name_with_a_nul_is_told_when_it_is_read(folder: Folder) -> None:
    with pytest.raises(InputError) as caught:
        folder.read_yaml("a\0b.yaml")
    assert [finding.code for finding in caught.value.findings] == ["TNS001"]


def test_characters_that_are_no_text_are_told_where_they_are_spelled(folder: Folder) -> None:
    text = 'a: "\\x07"\nb: [ok, "\\uFFFE\\n"]\n"c\\x7F": 1\nd: "\\t\\x85\\U0001F600"\n'
    (folder.path / "filing.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        folder.read_yaml("filing.yaml")
    assert refused(caught) == [
        "f/filing.yaml:1:4 TNS005 U+0007 has no place in a text; remove it",
        "f/filing.yaml:2:9 TNS005 U+FFFE has no place in a text; remove it",
        "f/filing.yaml:3:10 TNS005 U+007F has no place in a text; remove it",
    ]
