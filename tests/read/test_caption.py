from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.canonical.caption import Cursor, compile_pattern, positions
from tanshin.read.canonical.grid import MAX_LENGTH
from tanshin.taxonomy.pattern import Place
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import InputError
from tanshin.values.text import caption_key
from tests.read.example import refused, sample
from tests.taxonomy.example import taxonomy

EXAMPLE = taxonomy()


def cursor(statement: str = "Sheet", of: Taxonomy = EXAMPLE) -> Cursor:
    return Cursor(positions(of.by_id[statement], of))


def found(caption: str, *, heading: bool = False, at: Cursor | None = None) -> list[str]:
    return [match.position.line.concept.local for match in (at or cursor()).find(caption, heading)]


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


SAMPLE_CAPTIONS = sorted({(one.table, one.row) for one in sample().prints if one.table == "income-statement"})


@given(
    st.sampled_from(SAMPLE_CAPTIONS).map(lambda pair: pair[1].partition("#")[0]),
    st.sampled_from([str.upper, str.lower, str.title, wide]),
    st.sampled_from(["-", "\u2010", "\u2013", "\u2014", "\u2212", "\uff0d"]),
    st.sampled_from([" ", "  ", "\u00a0", "\u3000"]),
    st.sampled_from(["", ":", " :", "."]),
)
def test_letter_case_width_dashes_and_spaces_do_not_matter(
    caption: str, case: Callable[[str], str], dash: str, space: str, end: str
) -> None:
    changed = case(caption).replace("-", dash).replace(" ", space) + end
    both = [
        [match.position.index for match in cursor("StatementOfIncome", sample().taxonomy).find(text, is_heading=False)]
        for text in (caption, changed)
    ]
    assert both[0]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("caption", "concept"),
    [
        ("Cash", "Cash"),
        ("現金", "Cash"),
        ("cash on hand and in banks", "Cash"),
        ("Total assets", "Assets"),
        ("Assets", "Assets"),
        ("資産合計", "Assets"),
        ("Other assets", "Other"),
        ("Shares issued", "SharesIssued"),
    ],
)
def test_a_line_answers_to_its_label_the_standard_label_and_its_aliases(caption: str, concept: str) -> None:
    assert found(caption) == [concept]


def test_labels_that_are_not_printed_here_are_not_answered_to() -> None:
    assert found("Equity, opening") == []
    assert found("Equity, opening", at=cursor("Movement")) == ["Equity"]


def test_a_row_without_figures_is_a_heading_where_there_is_one() -> None:
    assert found("ASSETS:", heading=True) == ["AssetsAbstract"]
    assert found("ASSETS", heading=False) == ["Assets"]
    assert found("Cash", heading=True) == ["Cash"]
    assert found("Equity:", heading=False) == ["Equity"]


def test_the_open_section_decides_what_an_ambiguous_caption_means() -> None:
    reading = cursor()
    assert found("Other", at=reading) == ["Other", "OtherEquity"]
    for heading, concept in (("ASSETS:", "Other"), ("EQUITY:", "OtherEquity")):
        (match,) = reading.find(heading, is_heading=True)
        reading.advance(match)
        assert found("Other", at=reading) == [concept]
        (match,) = reading.find("Other", is_heading=False)
        reading.advance(match)
        assert found("Other", at=reading) == [concept]


def test_before_the_first_row_the_statement_itself_is_open() -> None:
    extra = (
        "sheet.yaml",
        "  - concept: SharesIssued\n",
        "  - {concept: Other, as: terse}\n  - concept: SharesIssued\n",
    )
    assert found("Other", at=cursor(of=taxonomy(extra))) == ["Other"]


def test_the_innermost_section_comes_first() -> None:
    extra = (
        "sheet.yaml",
        "  - concept: SharesIssued\n",
        "  - {concept: Other, as: terse}\n  - concept: SharesIssued\n",
    )
    reading = cursor(of=taxonomy(extra))
    depths = []
    for heading in ("ASSETS:", "EQUITY:"):
        (match,) = reading.find(heading, is_heading=True)
        reading.advance(match)
        (match,) = reading.find("Other", is_heading=False)
        depths.append((match.position.line.concept.local, len(match.position.path)))
    assert depths == [("Other", 2), ("OtherEquity", 2)]


def test_figures_are_taken_out_of_a_caption() -> None:
    caption = "RECEIVABLES, net of allowance of JPY 107,919 thousand and 93,934 thousand"
    (match,) = cursor().find(caption, is_heading=False)
    assert match.position.line.concept.local == "Receivables"
    assert match.held == (
        (Place("Allowance", ("PriorYear",)), "107,919"),
        (Place("Allowance", ("CurrentYear",)), "93,934"),
    )
    (match,) = cursor().find("売掛金（貸倒引当金107,919千円及び93,934千円控除後）", is_heading=False)
    assert [text for _, text in match.held] == ["107,919", "93,934"]
    assert found("Receivables, net of allowance of JPY some thousand and 93,934 thousand") == []


def test_one_caption_at_two_positions_is_found_at_both() -> None:
    matches = cursor("Movement").find("BALANCE, MARCH 31, 2012", is_heading=False)
    assert [match.position.line.opens for match in matches] == [True, False]
    assert {text for match in matches for _, text in match.held} == {"march 31, 2012"}


def test_a_position_is_found_once_though_both_languages_say_the_same() -> None:
    edit = ("movement.yaml", 'start\n    aliases: {en: ["BALANCE, {date}"], ja: ["{date}残高"]}', """\
start
    aliases: {en: ["BALANCE, {date}"], ja: ["BALANCE, {date}"]}""")  # fmt: skip
    assert found("BALANCE, MARCH 31, 2012", at=cursor("Movement", taxonomy(edit))) == ["Equity", "Equity"]


def test_near_captions_are_suggested_a_few_times() -> None:
    reading = cursor()
    assert reading.suggestions("Totl assets")[0] == "Total assets"
    assert reading.suggestions("quite another thing altogether") == []
    for _ in range(30):
        reading.suggestions("Totl assets")
    assert reading.suggestions("Totl assets") == []


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Co")), max_size=40))
def test_text_is_matched_by_itself_whatever_it_holds(text: str) -> None:
    expression, places = compile_pattern(text.replace("{", "").replace("}", ""))
    assert places == ()
    assert expression.fullmatch(caption_key(text.replace("{", "").replace("}", "")))


@given(st.integers(0, 10**12), st.sampled_from(["NFC", "NFKC"]))
def test_any_figure_fits_its_place(amount: int, form: str) -> None:
    expression, (place,) = compile_pattern("allowance of JPY {Allowance@PriorYear} thousand")
    caption = unicodedata.normalize(form, f"Allowance of JPY {amount:,} thousand")  # type: ignore[arg-type]
    match = expression.fullmatch(caption_key(caption))
    assert match
    assert (place.name, match[1]) == ("Allowance", f"{amount:,}")


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("{Alowance@PriorYear}", "{Alowance}: the taxonomy has no such figure"),
        ("{AssetsAbstract@PriorYear}", "{AssetsAbstract}: the taxonomy has no such figure"),
        ("{Allowance@LastYear}", "{Allowance@LastYear}: there is no such period"),
        ("{Allowance}", "{Allowance}: the place needs a period, such as {Allowance@CurrentYear}"),
    ],
)
def test_a_place_for_what_is_no_figure_or_period_is_refused(place: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        cursor(of=taxonomy(("sheet.yaml", "JPY {Allowance@PriorYear}", f"JPY {place}")))
    assert refused(caught) == [f"ex/sheet.yaml:15:9 TNS020 {message}"]


def test_what_nearly_fits_a_pattern_is_given_up_soon() -> None:
    """The longest caption a table can have, against the patterns with the most open places."""
    taxonomy = sample().taxonomy
    reading = cursor("BalanceSheet", taxonomy)
    words = "accounts receivable, net of allowance for doubtful accounts of jpy 1 thousand and 2 thousand at"
    started = time.process_time()
    assert reading.find(words + " a and" * ((MAX_LENGTH - len(words)) // 6), is_heading=False) == ()
    assert time.process_time() - started < 1
