from __future__ import annotations

import errno
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tanshin.values.finding import InputError, Severity
from tanshin.values.source import Source
from tanshin.values.text import caption_key, decode_text, read_bytes, read_text


def refused(data: bytes, **limits: int) -> tuple[str, str, Source]:
    with pytest.raises(InputError) as caught:
        decode_text(data, "t.csv", **limits)
    (finding,) = caught.value.findings
    assert finding.severity is Severity.ERROR
    return finding.code, finding.message, finding.sources[0]


def test_utf8_with_and_without_a_mark() -> None:
    for data in ("売上高,1\n".encode(), "売上高,1\n".encode("utf-8-sig")):
        decoded = decode_text(data, "t.csv")
        assert (decoded.text, decoded.encoding, decoded.findings) == ("売上高,1\n", "utf-8", ())


def test_cp932_is_read_and_told() -> None:
    decoded = decode_text("売上高①～－,1\r\n".encode("cp932"), "t.csv")
    assert (decoded.text, decoded.encoding) == ("売上高①～－,1\n", "cp932")
    (finding,) = decoded.findings
    assert (finding.code, finding.severity, finding.sources) == ("TNS003", Severity.INFO, (Source("t.csv"),))
    assert "read as CP932" in finding.message


def test_every_newline_becomes_one() -> None:
    assert decode_text(b"a\r\nb\rc\nd\r\r\n", "t.csv").text == "a\nb\nc\nd\n\n"


def test_nothing_is_text() -> None:
    assert decode_text(b"", "t.csv").text == ""


@pytest.mark.parametrize(
    "data",
    [
        b"abc\n\xe5\xa3\xff",  # cut short
        b"abc\nx\xa0",  # undefined in CP932, though Python decodes it
        b"abc\nx\xfd",
        b"\xef\xbb\xbfabc\nx\x83\x41",  # says that it is UTF-8; the rest would be CP932
    ],
)
def test_bytes_that_are_no_text_are_refused_where_they_start(data: bytes) -> None:
    code, message, source = refused(data)
    assert (code, source.line) == ("TNS002", 2)
    assert message == "t.csv is neither UTF-8 nor CP932 text; save it as UTF-8"


def test_utf16_is_named() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        code, message, _ = refused("\ufeffabc".encode(encoding))
        assert code == "TNS002"
        assert "UTF-16" in message


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffd", "\ufffe"])
def test_controls_are_refused_with_their_place(char: str) -> None:
    code, message, source = refused(f"ab\r\n日本{char}\n".encode())
    assert (code, source) == ("TNS002", Source("t.csv", 2, 3))
    assert f"U+{ord(char):04X}" in message


def test_controls_in_cp932_are_refused() -> None:
    code, _, source = refused("売上\r高\x00".encode("cp932"))
    assert (code, source) == ("TNS002", Source("t.csv", 2, 2))


def test_tabs_are_text() -> None:
    assert decode_text(b"a\tb", "t.csv").text == "a\tb"


def test_size_is_bounded() -> None:
    assert decode_text(b"12345", "t.csv", max_size=5).text == "12345"
    code, message, source = refused(b"123456", max_size=5)
    assert (code, source) == ("TNS001", Source("t.csv"))
    assert "larger than 5 bytes" in message


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode_text(data, "t.csv")
    except InputError:
        return
    assert "\r" not in decoded.text
    assert decode_text(decoded.text.encode(), "t.csv").text == decoded.text


def test_reads_a_file_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\x83A")
    decoded = read_text(tmp_path / "x", "samples/x.csv")
    assert decoded.text == "ア"
    assert decoded.findings[0].sources == (Source("samples/x.csv"),)
    assert read_bytes(tmp_path / "x", "x", max_size=2) == b"\x83A"


def unreadable(path: Path, max_size: int = 10) -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(path, "x.csv", max_size)
    (finding,) = caught.value.findings
    assert (finding.code, finding.sources) == ("TNS001", (Source("x.csv"),))
    return finding.message


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unreadable(tmp_path / "none") == "x.csv is missing; put it there, or correct what names it"
    assert unreadable(tmp_path) == "x.csv is a directory, not a file"
    assert unreadable(Path("nul\0")).startswith("x.csv cannot be read: ")
    (tmp_path / "file").write_bytes(b"12345678901")
    assert unreadable(tmp_path / "file" / "below") == "x.csv cannot be read: Not a directory"
    assert unreadable(tmp_path / "file").startswith("x.csv is larger than 10 bytes")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refuse)
    assert unreadable(tmp_path / "file") == "x.csv cannot be read: Permission denied"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert unreadable(tmp_path / "pipe") == "x.csv is not a regular file"


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("Total current assets", "TOTAL CURRENT ASSETS"),
        ("Total current assets", "  Total\u00a0current \t assets "),
        ("Other--net", "Other - - net"),
        ("Investments \u2014 other", "Investments-other"),
        ("Short\u2010term \u2212 net", "Short-term \uff0d net"),
        ("Company\u2019s \u201cshare\u201d", 'Company\'s "share"'),
        ("ASSETS:", "Assets"),
        ("Total：", "Total"),
        ("Inc.", "INC"),
        ("Net, .:", "net"),
        ("売掛金（純額）", "売掛金(純額)"),
        ("資　　産　　合　　計", "資産合計"),
        ("第1 四半期", "第１四半期"),
        ("ﾘｰｽ債務", "リース債務"),
        ("4月\u301c6月", "4月\uff5e6月"),
        ("Straße", "STRASSE"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_captions_that_are_the_same(printed: str, same: str) -> None:
    assert caption_key(printed) == caption_key(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Total assets", "Totalassets"),
        ("Note (1)", "Note (2)"),
        ("リース", "リ-ス"),  # the prolonged sound mark is a letter
        ("売上高", "売上原価"),
        ("Other: net", "Other net"),
    ],
)
def test_captions_that_differ(one: str, other: str) -> None:
    assert caption_key(one) != caption_key(other)


def test_keys_as_they_are() -> None:
    assert caption_key("  Accounts Receivable \u2013 Net: ") == "accounts receivable-net"
    assert caption_key("当期 純利益 （損失）。") == "当期純利益(損失)。"
    assert caption_key("") == caption_key(" : ") == ""


@given(st.text() | st.text(alphabet="Aa か゛\u3099-\u2014 \u3000:.,’ﾊﾞ\u0345\u1e9e", max_size=12))
@example("\u0345\u0301 -\u0301")
@example("か \u3099")
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = caption_key(text)
    assert caption_key(key) == key
    assert unicodedata.is_normalized("NFKC", key)
    assert key == key.strip()
