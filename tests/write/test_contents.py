"""The index of a build in Japanese: every word of it, and what the proof reads in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from tanshin.product import Product, index_language
from tanshin.proof.output import INDEX
from tanshin.proof.prove import prove_folder
from tests.findings.gallery import lay_out, produced


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The example of the gallery with a change that gives rise to findings, its index in Japanese."""
    folder = tmp_path_factory.mktemp("ja")
    lay_out(Path(__file__).parents[1] / "findings" / "TNS712" / "height_of_a_column", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield produced(folder, ["xlsx"], "ja")


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [one.text_content() for one in page.xpath(path)]


def told(made: Product, old: str, new: str) -> list[str]:
    """What the proof says of an index that was edited by hand."""
    data = made.files[INDEX]
    assert old.encode() in data, data.decode()
    files = {**made.files, INDEX: data.replace(old.encode(), new.encode(), 1)}
    found = prove_folder(replace(made.output, files=files, read=None)).findings
    return [one.message for one in found if one.code == "TNS722"]


def test_the_index_is_proved_and_says_its_language(made: Product) -> None:
    assert made.faults == ()
    assert index_language(made.files) == "ja"
    assert index_language({}) == "en"


def test_every_word_is_japanese(made: Product) -> None:
    page = html.document_fromstring(made.files[INDEX].decode())
    assert page.get("lang") == "ja"
    words = texts(page, "//h1 | //h2 | //h3 | //*[@class='label' or @class='name'] | //thead//th[text()]")
    words += texts(page, "//table[@class='counts comparisons']//tbody//th")
    assert {"書類", "機械可読データ", "全ファクトを含む XBRL インスタンス", "ワークブック", "パッケージ"} <= set(words)
    assert [text for text in words if not re.search("[ぁ-んァ-ヶ一-龠]", text)] == []
    counts = texts(page, "//table[@class='counts']//tbody//th")
    assert [text for text in counts if re.match("(Table|Summary|Total)", text)] == []
    messages = texts(page, "//p[@class='what']")
    assert messages
    assert [text for text in messages if not re.search("[ぁ-んァ-ヶ一-龠]", text)] == []


def test_an_index_that_was_edited_is_told(made: Product) -> None:
    assert not told(made, "<body>", "<body>")
    assert told(made, '<html lang="ja">', '<html lang="en">')
    assert told(made, '<html lang="ja">', "<html>")
    assert told(made, "公表日 ", "公表日 1")
    told_of = texts(html.document_fromstring(made.files[INDEX].decode()), "//p[@class='what']")[0].split()[-1]
    assert told(made, told_of, told_of[:-1])
