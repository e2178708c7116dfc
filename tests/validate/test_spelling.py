"""Slips of the keys: unknown words one letter away from known ones."""

from __future__ import annotations

import pytest

from tanshin import api
from tanshin.validate.spelling import PLAIN, Speller, vocabulary

WORDS = frozenset({"liabilities", "increase", "attributable", "advance", "losses"})


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("DEFERRED TAX LIABILITIRES", [("LIABILITIRES", "liabilities")]),
        ("Increse in advance", [("Increse", "increase")]),
        ("attraibutable", [("attraibutable", "attributable")]),
        ("inrcease", [("inrcease", "increase")]),
        ("advances", []),  # a form of the word
        ("Goodwill", []),  # near nothing
        ("loses", []),  # too short a way from a word to be sure of, and a form of its own
    ],
)
def test_slips(text: str, slips: list[tuple[str, str]]) -> None:
    assert list(Speller(WORDS | {"loses"}).slips(text)) == slips


def test_mended() -> None:
    assert Speller(WORDS).mended("Increse (decrease)") == "increase (decrease)"


@pytest.mark.parametrize("sample", ["fy2009-annual", "1h-fy2012", "fy2012-annual", "1q-fy2013"])
def test_no_word_of_a_taxonomy_is_taken_for_a_slip_of_another(sample: str) -> None:
    """Every alias that is no caption of a sample is spelled right, too."""
    filing = api.read_filing(f"iij/{sample}")
    speller = Speller(vocabulary((filing.taxonomy, filing.form_taxonomy)))
    texts = [alias for _, line in filing.taxonomy.lines() for lang, alias in line.aliases if lang == "en"]
    assert [slip for text in texts for slip in speller.slips(text)] == []
    assert len(PLAIN) < 200
