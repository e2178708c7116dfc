from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.archive import name_fault, read_zip, write_zip
from tanshin.values.finding import InputError, Severity

names = st.lists(
    st.text(st.characters(codec="utf-8", min_codepoint=0x20, exclude_characters="/\\"), min_size=1, max_size=8),
    min_size=1,
    max_size=3,
).map("/".join)
files = st.dictionaries(names.filter(lambda name: not name_fault(name)), st.binary(max_size=200), max_size=6)


def made(*entries: tuple[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo("x")
            # Set afterwards: the constructor would mend the name.
            entry.filename = name
            entry.compress_type = zipfile.ZIP_DEFLATED
            change(entry)
            archive.writestr(entry, data)
    return buffer.getvalue()


def refused(data: bytes, **limits: int) -> str:
    with pytest.raises(InputError) as caught:
        read_zip(data, "p.zip", **limits)
    (finding,) = caught.value.findings
    assert (finding.code, finding.severity, str(finding.sources[0])) == ("TNS021", Severity.ERROR, "p.zip")
    return finding.message


def test_reads_files_in_order(tmp_path: Path) -> None:
    data = made(("b/表.xml", b"2"), ("b/", b""), ("a.xml", b"1"))
    assert list(read_zip(data, "p.zip").items()) == [("b/表.xml", b"2"), ("a.xml", b"1")]
    (tmp_path / "x").write_bytes(data)
    assert read_zip(tmp_path / "x", "p.zip") == read_zip(data, "p.zip")
    assert read_zip(made(), "p.zip") == {}


def test_a_missing_archive_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"p\.zip is missing"):
        read_zip(tmp_path / "none", "p.zip")


def test_names_from_windows_in_japan_are_read() -> None:
    data = made(("xxxx.xml", b"1")).replace(b"xxxx", "表算".encode("cp932"))
    assert list(read_zip(data, "p.zip")) == ["表算.xml"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/passwd", "it is absolute"),
        ("C:/x", "it is absolute"),
        ("c:x", "it is absolute"),
        ("../x", "it leads out of its folder"),
        ("a/../../x", "it leads out of its folder"),
        ("a/..", "it leads out of its folder"),
        ("a\\b", "it holds a backslash; names are divided by /"),
        ("a//b", "it holds an empty part"),
        ("./a", "it holds an empty part"),
        ("a/./", "it holds an empty part"),
        ("//", "it is absolute"),
        ("", "it is empty"),
        ("a\x00b", "it holds a control character"),
        ("a\nb", "it holds a control character"),
        ("a/" * 1000 + "a", "it has more than 1000 characters"),
    ],
)
def test_refuses_names(name: str, reason: str) -> None:
    assert refused(made((name, b""))) == f"p.zip is not accepted: the entry {name!r} has a bad name: {reason}"
    if not name.endswith("/"):
        with pytest.raises(ValueError, match="cannot be a name in an archive"):
            write_zip({name: b""})


def test_plain_names_are_accepted() -> None:
    for name in ("a", "a/b.c", "..a/b..", "...", "a b", "表/第1　四半期.csv", "-x", "xx:y"):
        assert name_fault(name) is None


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (stat.S_IFLNK, "is a symbolic link"),
        (stat.S_IFIFO, "is not a regular file"),
        (stat.S_IFCHR, "is not a regular file"),
        (stat.S_IFSOCK, "is not a regular file"),
    ],
)
def test_refuses_what_is_not_a_file(kind: int, reason: str) -> None:
    def change(entry: zipfile.ZipInfo) -> None:
        entry.external_attr = (kind | 0o777) << 16

    assert refused(made(("x", b"y"), change=change)) == f"p.zip is not accepted: the entry 'x' {reason}"


def test_refuses_repeated_entries() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = made(("x", b"1"), ("x", b"2"))
    assert refused(data) == "p.zip is not accepted: the entry 'x' is here twice"


@pytest.mark.parametrize("entries", [("x", "x/y"), ("x/y", "x"), ("x", "x/"), ("x/", "x"), ("x/y/", "x")])
def test_refuses_a_file_that_is_a_folder(entries: tuple[str, ...]) -> None:
    assert refused(made(*((name, b"") for name in entries))).endswith("'x' is a file and a folder")


def test_refuses_encrypted_entries() -> None:
    data = bytearray(made(("x", b"secret")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(data)) == "p.zip is not accepted: the entry 'x' is encrypted"


def test_refuses_uncommon_packing() -> None:
    def change(entry: zipfile.ZipInfo) -> None:
        entry.compress_type = zipfile.ZIP_LZMA

    assert "packed in an uncommon way" in refused(made(("x", b"y"), change=change))


def test_refuses_folders_with_content() -> None:
    assert "a folder with content" in refused(made(("x/", b"y")))


def test_bounds_the_number_of_files() -> None:
    data = made(*((str(n), b"") for n in range(5)))
    assert len(read_zip(data, "p.zip", max_files=5)) == 5
    assert refused(data, max_files=4) == "p.zip holds 5 entries, more than 4"


def test_bounds_the_size_of_all_files_together() -> None:
    data = made(("a", b"x" * 60), ("b", b"x" * 40))
    assert sum(map(len, read_zip(data, "p.zip", max_size=100).values())) == 100
    assert refused(data, max_size=99) == "p.zip unpacks to more than 99 bytes"


def test_bounds_the_ratio() -> None:
    data = made(("zeros", bytes(5_000_000)))
    assert refused(data) == "p.zip is not accepted: the entry 'zeros' unpacks to more than 200 times its size"
    assert len(read_zip(data, "p.zip", max_ratio=1032)["zeros"]) == 5_000_000
    assert len(read_zip(made(("small", bytes(1_000_000))), "p.zip")["small"]) == 1_000_000


def test_bounds_the_ratio_of_all_files_together() -> None:
    data = made(*((str(n), bytes(1_000_000)) for n in range(20)))
    assert refused(data) == "p.zip unpacks to more than 200 times its size"


def test_what_an_entry_says_of_its_size_is_not_believed() -> None:
    data = bytearray(made(("x", b"y" * 1000)))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(sign) + offset, 10)
    assert "damaged" in refused(bytes(data))


@pytest.mark.parametrize("cut", [0, 1, 10, 50, -1, -10])
def test_refuses_what_is_cut(cut: int) -> None:
    assert refused(made(("x", b"some text"))[:cut]).startswith("p.zip is damaged or not a ZIP archive")


def test_refuses_changed_bytes() -> None:
    data = bytearray(made(("x", b"some text of a certain length")))
    data[35] ^= 0xFF
    assert "damaged" in refused(bytes(data))


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6), st.booleans())
def test_any_damage_is_refused_or_harmless(changes: list[tuple[int, int]], stored: bool) -> None:
    def change(entry: zipfile.ZipInfo) -> None:
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED

    data = bytearray(made(("a/x", b"one text"), ("a/y", b"another" * 20), change=change))
    for place, value in changes:
        data[place % len(data)] = value
    try:
        read_zip(bytes(data), "p.zip")
    except InputError as error:
        assert error.findings[0].code == "TNS021"  # noqa: PT017 (either end is right)


@given(files)
def test_what_is_written_is_read_again(contents: dict[str, bytes]) -> None:
    try:
        data = write_zip(contents)
    except ValueError as error:
        assert "a file and a folder" in str(error)  # noqa: PT017 (hypothesis may find such names)
        return
    assert read_zip(data, "p.zip") == contents
    assert list(read_zip(data, "p.zip")) == sorted(contents)


def test_the_same_files_make_the_same_archive() -> None:
    one = write_zip({"b": b"2", "a/表": b"1" * 1000})
    other = write_zip({"a/表": b"1" * 1000, "b": b"2"})
    assert one == other
    with zipfile.ZipFile(BytesIO(one)) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == stat.S_IFREG | 0o644
            assert entry.create_system == 3
            assert entry.compress_type == zipfile.ZIP_DEFLATED
