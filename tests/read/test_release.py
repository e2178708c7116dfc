"""The texts of a release: what is read of them, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.report.filing import Filing
from tanshin.report.prose import Bound, Style, Words
from tanshin.report.release import Attached, Highlights, Passage, Points, Printed, Release, Title
from tanshin.values.finding import InputError
from tests.read.example import refused
from tests.release import COLUMNS, RELEASE, lay_out, lay_out_release, read, read_release


def release_of(filing: Filing) -> Release:
    assert filing.release
    return filing.release


def test_without_the_file_there_is_no_release(tmp_path: Path) -> None:
    lay_out(tmp_path)
    filing, _ = read_release(tmp_path)
    assert filing == read(tmp_path)
    assert filing.release is None


def test_every_kind_of_block_is_read(tmp_path: Path) -> None:
    lay_out_release(tmp_path)
    release = release_of(read_release(tmp_path)[0])
    assert [[type(block) for block in section.blocks] for section in release.sections] == [
        [Highlights],
        [Title, Passage, Points, Printed, Passage],
        [Passage, Printed, Printed],
        [Attached],
    ]
    assert [(one.table, one.statement) for one in release.blocks() if isinstance(one, Printed)] == [
        ("results", False),
        ("balance-sheet", True),
        ("equity", True),
    ]
    notes = [block.concept.local for block in release.blocks() if isinstance(block, Passage) and block.concept]
    assert notes == ["GoingConcernNote"]
    assert release.literals == ("Model 5",)


def test_a_text_knows_its_figures_and_its_place_in_the_file(tmp_path: Path) -> None:
    lay_out_release(tmp_path)
    release = release_of(read_release(tmp_path)[0])
    (said,) = (one.prose for one in release.sections[1].blocks if isinstance(one, Passage) and not one.concept)
    bound = Bound("NetIncome", "CurrentYear", Style.MILLION)
    assert said.parts["en"] == (Words("Net income was "), bound, Words("."))
    assert list(said.figures("ja")) == [bound]
    place = said.sources["ja"]
    assert RELEASE.splitlines()[(place.line or 0) - 1].strip().startswith("ja: 純利益は")


def test_the_footnotes_of_tables_are_those_of_the_release_as_well(tmp_path: Path) -> None:
    lay_out_release(tmp_path)
    basis, cash, shops = release_of(read_release(tmp_path)[0]).footnotes
    assert (basis.mark, basis.on) == ("basis", ())
    assert (cash.mark, cash.on) == ("3", (("results", "Cash", None),))
    assert (shops.mark, shops.on) == ("4", (("results", "Number of shops", "2013"),))
    # In a text of the release a figure says how it is printed; one of a table's footnote is printed by its type.
    assert list(cash.prose.figures("en")) == [Bound("Assets", "CurrentYear", Style.MILLION)]
    assert cash.prose.parts["en"][2:] == (Words(" in all, on "), Words("March 31, 2013", bound=True), Words("."))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("table: results", "table: result", "TNS030 the filing has no table result; did you mean results?"),
        ("statement: equity", "statement: profit", "TNS030 the filing has no table profit"),
        ("note: GoingConcernNote", "note: GoingConcern", "TNS030 ex has no note GoingConcern; did you mean GoingCon"),
        ("note: GoingConcernNote", "note: Assets", "TNS030 ex has no note Assets"),
        ("is due.{^basis}", "is due.{^base}", "TNS030 there is no footnote base; did you mean basis?"),
        ("- mark: basis", '- mark: "3"', "TNS030 filing.yaml has a footnote 3; call this one otherwise"),
        ("en: Net income was {NetIncome |", "en: Net income was {NetIncom |", "TNS030 "),
        ("en: Net income was {NetIncome | million", "en: Net income was {NetIncome | percent", "TNS030 percent prints"),
        ("- table: results", "- {table: results, statement: equity}", "TNS005 "),
        ("- form: yes", "- {form: yes, note: GoingConcernNote}", "TNS005 "),
        ("      - form: yes", "      []", "TNS005 "),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert RELEASE.count(old) == 1
    lay_out_release(tmp_path, RELEASE.replace(old, new))
    with pytest.raises(InputError) as caught:
        read_release(tmp_path)
    found = refused(caught)
    assert all(text.startswith("example/annual/release.yaml:") for text in found), found
    assert any(text.partition(" ")[2].startswith(said) for text in found), found


def test_a_note_is_one_text(tmp_path: Path) -> None:
    twice = RELEASE.replace(
        "  - heading: {en: Statements",
        "      - {note: GoingConcernNote, text: {en: Again., ja: 再掲。}}\n  - heading: {en: Statements",
    )
    lay_out_release(tmp_path, twice)
    with pytest.raises(InputError) as caught:
        read_release(tmp_path)
    (message,) = refused(caught)
    assert message.endswith("TNS030 the note GoingConcernNote stands a second time; it is one text")


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    lay_out_release(tmp_path, RELEASE.replace("table: results", "table: result").replace("note: Going", "note: Gone"))
    with pytest.raises(InputError) as caught:
        read_release(tmp_path)
    assert len(refused(caught)) == 2


def test_a_release_needs_no_footnotes(tmp_path: Path) -> None:
    plain = RELEASE.partition("footnotes:")[0].replace("{^basis}", "")
    lay_out_release(tmp_path, plain, COLUMNS)
    assert release_of(read_release(tmp_path)[0]).footnotes == ()
