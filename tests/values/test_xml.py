from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.values.finding import InputError, Severity
from tanshin.values.xml import parse_xml


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        parse_xml(data, "f.xml")
    (finding,) = caught.value.findings
    assert (finding.code, finding.severity) == ("TNS017", Severity.ERROR)
    return f"{finding.sources[0]} {finding.message}"


@pytest.mark.parametrize(
    "data",
    [
        "<a>表</a>".encode(),
        "\ufeff<a>表</a>".encode(),
        "<?xml version='1.0' encoding='Shift_JIS'?><a>表</a>".encode("shift_jis"),
        "<?xml version='1.0' encoding='UTF-16'?><a>表</a>".encode("utf-16"),
        "<a><!-- <!DOCTYPE a> -->表</a>".encode(),
        "<a><![CDATA[表]]></a>".encode(),
    ],
)
def test_reads(data: bytes) -> None:
    assert "".join(map(str, parse_xml(data, "f.xml").getroot().itertext("a"))) == "表"


def test_keeps_comments_instructions_and_lines() -> None:
    tree = parse_xml(b"<?x y?>\n<!-- c -->\n<a>\n  <b/>\n</a>", "f.xml")
    assert [str(element.sourceline) for element in tree.getroot().iter()] == ["3", "4"]
    assert tree.getroot().getprevious() is not None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "f.xml:1:1 this is not well-formed XML: Document is empty"),
        (b"hello", "f.xml:1:1 this is not well-formed XML: Start tag expected, '<' not found"),
        (
            b"<a>\n <b></c>\n</a>",
            "f.xml:2:9 this is not well-formed XML: Opening and ending tag mismatch: b line 2 and c",
        ),
        (b"<a/><b/>", "f.xml:1:5 this is not well-formed XML: Extra content at the end of the document"),
        (b"<a>&x;</a>", "f.xml:1:7 this is not well-formed XML: Entity 'x' not defined"),
        (b"<!DOCTYPE a><a/>", "f.xml:1:1 a DOCTYPE is not accepted here; remove it"),
        (b"<?xml version='1.0'?>\n  <!DOCTYPE a []>\n<a/>", "f.xml:2:3 a DOCTYPE is not accepted here; remove it"),
    ],
)
def test_refuses(data: bytes, said: str) -> None:
    assert refused(data) == said


@pytest.mark.parametrize(
    "data", [b"<a>" * 300 + b"</a>" * 300, b"<a>\xff</a>", b"<?xml version='1.0' encoding='x'?><a/>"]
)
def test_refuses_what_the_parser_does_not_take(data: bytes) -> None:
    assert refused(data).startswith("f.xml:1:")


def test_entities_open_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    for declaration in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', f'<!ENTITY % x SYSTEM "{secret.as_uri()}">%x;'):
        assert "DOCTYPE" in refused(f"<!DOCTYPE a [{declaration}]><a>&amp;</a>".encode())


def test_entities_do_not_grow() -> None:
    entities = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    for use in ("<a>&a11;</a>", "<a b='&a11;'/>"):
        refused(f"<!DOCTYPE a [<!ENTITY a0 'x'>{entities}]>{use}".encode())


@given(st.binary(max_size=60) | st.text("<>/ab='\"&;![]-?x \n", max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        tree = parse_xml(data, "f.xml")
    except InputError:
        return
    assert tree.getroot() is not None


def test_threads_do_not_disturb_each_other() -> None:
    said: list[str] = []

    def read(index: int) -> None:
        for _ in range(50):
            try:
                parse_xml(b"\n" * index + b"<a>", "f.xml")
            except InputError as error:
                said.append(f"{index + 1}={error.findings[0].sources[0].line}")

    threads = [threading.Thread(target=read, args=(index,)) for index in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 200
    assert set(said) == {f"{n}={n}" for n in range(1, 5)}


PLAIN = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    "<!DOCTYPE html>",
    '<?xml version="1.0"?>\n<!-- a > b [ --><?page > [?>\n<!DOCTYPE html SYSTEM "a>[b">',
    "\ufeff<?xml version='1.0'?><!DOCTYPE html>",
)


@pytest.mark.parametrize("prolog", PLAIN)
def test_a_document_type_that_declares_nothing_is_accepted_where_it_may_be(prolog: str) -> None:
    tree = parse_xml(
        f"{prolog}<html>a&nbsp;b</html>".encode() if "//" in prolog else f"{prolog}<html/>".encode(),
        "x",
        plain_doctype=True,
    )

    assert tree.getroot().tag == "html"
    with pytest.raises(InputError, match="remove it"):
        parse_xml(f"{prolog}<html/>".encode(), "x")


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE html []>",
        '<!DOCTYPE html [<!ENTITY a "b">]>',
        '<!-- <!DOCTYPE html> --><!DOCTYPE html [<!ENTITY a "b">]>',
        '<?a <!DOCTYPE html>?><!DOCTYPE html SYSTEM "x" [<!ATTLIST html id CDATA "y">]>',
    ],
)
def test_a_document_type_with_declarations_is_refused(prolog: str) -> None:
    with pytest.raises(InputError, match="in its brackets"):
        parse_xml(f"{prolog}<html/>".encode(), "x", plain_doctype=True)


def test_a_prolog_of_many_comments_takes_no_time() -> None:
    prolog = "<!-- a -->" * 100_000 + "<!DOCTYPE html [<!ENTITY a 'b'>]>"

    with pytest.raises(InputError, match="in its brackets"):
        parse_xml(f"{prolog}<html/>".encode(), "x", plain_doctype=True)


def test_a_page_may_hold_a_long_picture_where_nothing_can_grow() -> None:
    picture = "A" * 11_000_000
    for prolog in (
        "",
        "<?xml version='1.0' encoding='UTF-8'?><!-- a --><!DOCTYPE html>\n",
        "\ufeff<?xml version='1.0'?>",
    ):
        page = f"{prolog}<html><img src='{picture}'/></html>".encode()
        assert len(parse_xml(page, "x", plain_doctype=True).getroot()[0].get("src", "")) == len(picture)
        with pytest.raises(InputError):
            parse_xml(page, "x")


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE html [<!ENTITY a 'b'>]>",
        "<!-- --><!DOCTYPE html SYSTEM 'x' [<!ENTITY a 'b'>]>",
        "<?xml version='1.0' encoding='UTF-7'?>",
    ],
)
def test_a_long_text_is_refused_where_something_might_grow(prolog: str) -> None:
    with pytest.raises(InputError):
        parse_xml(f"{prolog}<html a='{'A' * 11_000_000}'/>".encode(), "x", plain_doctype=True)


def test_a_large_page_is_no_deeper_than_others() -> None:
    page = f"<html a='{'A' * 11_000_000}'>{'<b>' * 300}{'</b>' * 300}</html>".encode()

    with pytest.raises(InputError, match="256 deep"):
        parse_xml(page, "x", plain_doctype=True)


def test_a_document_type_is_plain_only_where_bytes_are_what_they_seem() -> None:
    hidden = "<?xml version='1.0' encoding='UTF-7'?><!DOCTYPE html><html/>"

    with pytest.raises(InputError):
        parse_xml(hidden.encode(), "x", plain_doctype=True)
