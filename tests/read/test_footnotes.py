"""Footnotes: what they stand on, and that no figure in them goes unchecked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanshin.report.footnote import Target
from tanshin.values.finding import InputError
from tests.read.example import refused
from tests.release import COLUMNS, TABLE, lay_out, read

NOTE = """\
footnotes:
  - mark: "1"
    text: {en: "EN", ja: "JA"}
    on: ["ON"]
"""


def note(en: str = "Words.", ja: str = "語句。", on: str = "results/Cash") -> str:
    return COLUMNS + NOTE.replace("EN", en).replace("JA", ja).replace("ON", on)


@pytest.mark.parametrize(
    ("on", "target"),
    [
        ("results/Cash", Target("results", "Cash")),
        ("results/cash/2013", Target("results", "Cash", "2013")),
        ("results/Shops/Stores", Target("results", "Shops/Stores")),
        ("results/Shops/Stores/Change", Target("results", "Shops/Stores", "Change")),
    ],
)
def test_a_footnote_stands_on_a_row_or_a_cell(tmp_path: Path, on: str, target: Target) -> None:
    lay_out(tmp_path, TABLE.replace("Number of shops", "Shops/Stores"), note(on=on))
    (tree,) = tmp_path.glob("taxonomy/example/results.yaml")
    text = tree.read_text(encoding="utf-8").replace("en: Number of shops", "en: Shops/Stores")
    tree.write_text(text, encoding="utf-8")
    (found,) = read(tmp_path).footnotes
    assert (found.mark, found.targets) == ("1", (target,))


def test_figures_and_days_are_bound(tmp_path: Path) -> None:
    lay_out(tmp_path, columns=note("JPY {Assets@CurrentYear} thousand on {CurrentYear.last}"))
    assert read(tmp_path).footnotes


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (note(on="nothing/Cash"), "there is no table nothing; the filing has balance-sheet, equity, results"),
        (note(on="results"), "name a row of results as well, as in `results/Assets`"),
        (note(on="results/Debts"), "results has no row `Debts`"),
        (note(on="results/Cash/2014"), "results has no column `2014`; it has 2012, 2013, Change"),
        (note("Of which 5 abroad"), "a figure in `Of which 5 abroad` is bound to no fact"),
        (note(ja="うち５"), "a figure in `うち５` is bound to no fact"),
        (note("{Assets}"), "{Assets}: the place needs a period"),
        (note("{Debts@CurrentYear}"), "{Debts}: the taxonomy has no such figure"),
        (note("{Assets@Soon}"), "{Assets@Soon}: there is no such period"),
        (note("{Assets@NextYear}"), "{Assets@NextYear}: the filing has no such fact"),
        (note("{CurrentYear.middle}"), "{CurrentYear.middle}: a period has"),
    ],
)
def test_what_leads_nowhere_is_refused(tmp_path: Path, columns: str, said: str) -> None:
    lay_out(tmp_path, columns=columns)
    with pytest.raises(InputError) as caught:
        read(tmp_path)
    (text,) = refused(caught)
    assert " TNS023 footnote " in text
    assert said in text
