"""The notice of a correction: complete, escaped, in both languages, with nothing made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from tanshin import api
from tanshin.compare.correction import Correction
from tanshin.tell.notice import as_notice, contradictions
from tests.compare.corrected import INVENTORIES, corrected

HOSTILE = '<img src=x onerror="alert(1)">{{ 7*7 }}</title>'


def parsed(page: str) -> html.HtmlElement:
    return html.fromstring(page)


@pytest.fixture(scope="module", params=["ja", "en"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Correction:
    return corrected(tmp_path_factory.mktemp(request.param), INVENTORIES, request.param)


def test_the_page_is_as_it_was(found: Correction, regenerate: bool) -> None:
    page = parsed(as_notice(found, "The inventories of a warehouse were left out.\nThey were counted again."))
    for style in page.xpath("//style"):
        style.getparent().remove(style)
    text = html.tostring(page, encoding="unicode") + "\n"
    path = Path(__file__).with_name("notice") / f"{found.lang}.html"
    if regenerate:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_what_changed_in_tables_is_underlined_before_and_after(found: Correction) -> None:
    root = parsed(as_notice(found))
    tables = "//article//table"
    assert set(root.xpath(f"{tables}//ins/text()")) == set(INVENTORIES.values())
    assert len(root.xpath(f"{tables}//del")) == len(root.xpath(f"{tables}//ins")) == len(INVENTORIES)


def test_a_reason_and_a_day_are_asked_for_and_never_made_up(found: Correction) -> None:
    assert len(parsed(as_notice(found)).xpath("//*[@class='open']")) == 2
    later = replace(found, new=replace(found.new, announced=found.new.announced.replace(month=6)))
    assert parsed(as_notice(later, "Counted again.")).xpath("//*[@class='open']") == []


def test_tables_are_read_by_everybody(found: Correction) -> None:
    root = parsed(as_notice(found))
    assert root.get("lang") == found.lang
    for table in root.xpath("//table"):
        assert table.xpath(".//thead//th[not(@scope)] | .//tbody//th[not(@scope='row')]") == []
    assert root.xpath("//link | //img | //script | //*[@onclick] | //*[@style]") == []


def test_hostile_text_stays_text(found: Correction) -> None:
    names = dict.fromkeys(("ja", "en"), HOSTILE)
    page = as_notice(replace(found, new=replace(found.new, issuer=replace(found.new.issuer, names=names))), HOSTILE)
    assert "<img" not in page
    assert "49" not in parsed(page).xpath("string(//header)")
    assert parsed(page).text_content().count(HOSTILE) == 2


def test_titles_say_whether_data_are_corrected(found: Correction) -> None:
    title = parsed(as_notice(found)).xpath("string(//h1)")
    assert title.startswith(
        {"ja": "（訂正・数値データ訂正）「平成25年3月期 決算短信", "en": "(Correction; corrected numerical"}[found.lang]
    )
    one = found.old
    same = api.correction(one, one, found.lang)
    assert (
        parsed(as_notice(same)).xpath("string(//h1)").startswith({"ja": "（訂正）", "en": "(Correction) "}[found.lang])
    )


def test_what_was_forgotten_is_told_and_shown(tmp_path: Path) -> None:
    planted = {place: text for place, text in INVENTORIES.items() if place[0] == "balance-sheet"}
    one = corrected(tmp_path, planted, "en")
    assert [str(words) for words in contradictions(one)] == [
        "Total assets 2013-03-31: 82,211 Millions of JPY follows from what was corrected, and B states 82,111",
        "Shareholders' equity to total assets 2013-03-31: 45.7 % follows from what was corrected, and B states 45.8",
    ]
    shown = parsed(as_notice(one, "Counted again.")).xpath("//td//*[@class='open']/text()")
    assert shown == ["stated in the corrected filing: 82,111", "stated in the corrected filing: 45.8"]


def test_formulas_are_in_words(found: Correction) -> None:
    cells = [cell.text_content() for cell in parsed(as_notice(found)).xpath("//td[@class='words']")]
    assert {"ja": "たな卸資産 / 換算レート", "en": "Inventories / exchange rate"}[found.lang] in cells[2]
    assert {"ja": "比率(", "en": "ratio("}[found.lang] in cells[1]
    assert not any("parent_equity" in cell for cell in cells)
