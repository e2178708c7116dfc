"""A release as PDF: what a browser has printed is whole, always the same, and says what its documents say."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pikepdf
import pypdf
import pytest
from msgspec.structs import replace

from tanshin import api
from tanshin.document.pages import Pages
from tanshin.product import Extra, Product
from tanshin.proof.paper import read_paper
from tanshin.proof.rules.paper import RULES
from tanshin.validate.registry import examine
from tanshin.values.finding import Finding, InputError
from tanshin.values.output import write_tree
from tanshin.write.pdf import papers
from tanshin.write.pdf.browser import VARIABLE, find_browser, print_pages
from tanshin.write.pdf.finish import Particulars, finish
from tanshin.write.pdf.font import find_font
from tests.samples.filings import sample
from tests.strict import missing

#: Digits that are changed in the summary, each in a copy of its own.
CHANGES = 24
PRINTED: tuple[Extra, ...] = ("pdf",)
_CODES = re.compile(rb"<([0-9A-F]{4})> Tj")


@pytest.fixture(scope="session")
def browser_program() -> Path:
    if shutil.which("chromium") is None:
        missing("Chromium is not installed: apt-get install chromium")
    return find_browser()


@pytest.fixture(scope="session")
def made(browser_program: Path) -> Product:
    """A year's release with its PDF, in both languages."""
    filing = sample("fy2012-annual")
    return api.produce(filing, api.check(filing), extras=PRINTED)


def printed(made: Product) -> dict[str, bytes]:
    return {path: data for path, data in made.files.items() if path.endswith(".pdf")}


def judged(made: Product, path: str, data: bytes) -> list[Finding]:
    """What the proof says of one PDF in place of another; the others it misses are left out."""
    output = replace(made.output, files={path: data}, read=None)
    return [one for one in examine(RULES, output).findings if one.sources[0].file.startswith(path)]


def test_every_document_is_printed_and_proved(made: Product) -> None:
    assert made.faults == ()
    names = [f"pdf/{name}-{lang}.pdf" for name in ("release", "statements", "summary") for lang in ("en", "ja")]
    assert sorted(printed(made)) == names
    assert made.output.result
    assert [made.output.result.checked[f"TNS75{n}"] for n in range(1, 5)] == [6, 6, 6, 6]
    manifest = made.files["manifest.json"].decode()
    assert all(f'"{name}"' in manifest and name in made.files["index.html"].decode() for name in names)


def test_files_say_what_they_are(made: Product) -> None:
    for path, data in printed(made).items():
        reader = pypdf.PdfReader(BytesIO(data))
        root: Any = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] == True, path  # noqa: E712 - an object of its own kind
        assert root["/Lang"] == path[-6:-4]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
        particulars: Any = reader.metadata
        assert particulars["/CreationDate"] == "D:20130515000000Z"
        assert particulars["/Author"] == made.output.filing.issuer.names[path[-6:-4]]
        assert "/ID" in reader.trailer
        assert len(reader.outline) > 0
        assert (len(reader.pages) == 2) == ("summary" in path)


def fonts_of(page: Any) -> list[Any]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_fonts_are_embedded_as_fonts(made: Product) -> None:
    for path, data in printed(made).items():
        fonts = {
            (str(font["/Subtype"]), str(font["/BaseFont"])[1:7].isupper(), "/ToUnicode" in font)
            for page in pypdf.PdfReader(BytesIO(data)).pages
            for font in fonts_of(page)
        }
        assert fonts == {("/Type0", True, True)}, path


def test_tables_have_headings_for_rows_and_columns(made: Product) -> None:
    with pikepdf.open(BytesIO(made.files["pdf/statements-en.pdf"])) as pdf:
        cells = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/TH", "/TD")]
        attributes = [each for one in cells for each in one.get("/A", ())]
        named = {str(one.ID) for one in cells if "/ID" in one}
        scopes = {str(each.Scope) for each in attributes if "/Scope" in each}
        headers = [str(name) for each in attributes if "/Headers" in each for name in each.Headers]
        listed = [str(one) for one in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
    assert scopes >= {"/Row", "/Column"}
    assert headers
    assert {*headers} <= named
    assert listed == sorted(named)


def test_the_same_is_printed_to_the_same_bytes(made: Product) -> None:
    """What ran before in the browser, and when, makes no difference."""
    filing = made.output.filing
    summary = next(one for one in made.output.documents if (one.lang, one.name) == ("en", "summary"))
    statements = [one for one in made.output.documents if one.lang == "en" and one.name == "balance-sheet"]
    again = papers.print_papers(filing, Pages({"en": (*statements, summary)}, (), ()))
    twice = papers.print_papers(filing, Pages({"en": (summary, *statements)}, (), ()))
    assert again == twice


def test_a_digit_that_is_changed_is_found(made: Product) -> None:
    path = "pdf/summary-en.pdf"
    random_ = random.Random(20130515)  # noqa: S311 - damage, not secrets
    for _ in range(CHANGES):
        data, place = _with_another_digit(made.files[path], random_)
        assert {one.code for one in judged(made, path, data)} >= {"TNS753"}, place


def _with_another_digit(data: bytes, random_: random.Random) -> tuple[bytes, str]:
    """A PDF in which one digit within the structure is another, in its text and to the eye."""
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[random_.randrange(len(pdf.pages))]
        content = page.Contents.read_bytes()
        meanings = _digits(page)
        codes = [one for one in _CODES.finditer(content) if one[1] in meanings and b"MCID" in content[: one.start()]]
        chosen = random_.choice(codes)
        other = random_.choice([code for code in meanings if code != chosen[1]])
        changed = content[: chosen.start(1)] + other + content[chosen.end(1) :]
        page.Contents = pdf.make_stream(changed)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue(), f"{meanings[chosen[1]]} at {chosen.start()}"


def _digits(page: pikepdf.Page) -> dict[bytes, str]:
    """The codes that mean digits in the regular font of a page; both weights have the same."""
    font = page.obj.Resources.Font.F4
    table = font.ToUnicode.read_bytes()
    first = re.search(rb"<([0-9A-F]{4})> <[0-9A-F]{4}> <0030>|<([0-9A-F]{4})> <0030>", table)
    assert first, table[:300]
    zero = int(first[1] or first[2], 16)
    return {b"%04X" % (zero + n): str(n) for n in range(10)}


@pytest.mark.parametrize(
    ("path", "damage", "code"),
    [
        ("pdf/summary-ja.pdf", lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "TNS751"),
        ("pdf/summary-ja.pdf", lambda pdf: pdf.Root.__delitem__("/Outlines"), "TNS751"),
        ("pdf/summary-ja.pdf", lambda pdf: pdf.pages[0].obj.Resources.Font.F4.__delitem__("/ToUnicode"), "TNS751"),
        ("pdf/summary-ja.pdf", lambda pdf: pdf.pages.__delitem__(1), "TNS754"),
        ("pdf/statements-ja.pdf", lambda pdf: pdf.pages.reverse(), "TNS754"),
        ("pdf/summary-ja.pdf", lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", [0, 0, 612, 792]), "TNS754"),
    ],
    ids=["no structure", "no bookmarks", "no meanings", "one page", "pages in another order", "letter size"],
)
def test_damage_is_found(made: Product, path: str, damage: object, code: str) -> None:
    with pikepdf.open(BytesIO(made.files[path])) as pdf:
        damage(pdf)  # type: ignore[operator]
        out = BytesIO()
        pdf.save(out)
    assert code in {one.code for one in judged(made, path, out.getvalue())}


def test_nothing_is_fetched_and_no_script_runs(browser_program: Path, server: tuple[str, list[str]]) -> None:
    address, asked = server
    html = (
        f'<html lang="en"><head><title>T</title><link rel="stylesheet" href="{address}/a.css"></head><body>'
        f'<h1>Head</h1><img src="{address}/b.png"><iframe src="{address}/c"></iframe>'
        f"<script>document.body.textContent = 'script'; fetch('{address}/d')</script><p>Body</p></body></html>"
    )
    data = print_pages(browser_program, {"page": html})["page"]
    text = pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
    assert "Body" in text
    assert "script" not in text
    assert asked == []
    told = Particulars("T", "A", sample("fy2012-annual").announced, "en")
    assert read_paper(finish(data, told), "pdf/page-en.pdf").title == "T"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}", asked
        http.shutdown()
        thread.join()


@pytest.mark.usefixtures("browser_program")
def test_what_was_built_before_survives_a_browser_that_does_not_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, program = tmp_path / "built", tmp_path / "browser"
    write_tree(out, {"summary.pdf": b"the last good one"})
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(program))
    monkeypatch.setattr(papers, "faces", lambda font, text: ())
    with pytest.raises(InputError, match="the browser did not print") as raised:
        api.build(api.read_filing("kakuu/revision-2015-10"), out, extras=PRINTED)
    assert [one.code for one in raised.value.findings] == ["TNS098"]
    assert (out / "summary.pdf").read_bytes() == b"the last good one"
    assert not list(tmp_path.glob(".tanshin*"))


def test_a_browser_that_is_named_has_to_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "browser"))
    with pytest.raises(InputError, match=VARIABLE):
        find_browser()


def test_a_machine_without_a_japanese_font_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "DejaVuSans.ttf").write_bytes(b"")
    with pytest.raises(InputError, match="fonts-noto-cjk"):
        find_font([tmp_path])


def test_a_machine_without_a_browser_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(InputError, match="apt-get install chromium"):
        find_browser()
