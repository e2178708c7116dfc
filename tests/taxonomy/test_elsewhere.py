from __future__ import annotations

import pytest

from tanshin.taxonomy.elsewhere import Elsewhere
from tests.taxonomy import example
from tests.taxonomy.eras import early, eras, sources
from tests.taxonomy.example import after


@pytest.mark.parametrize("is_exact", [True, False])
def test_names_of_other_eras_are_known(is_exact: bool) -> None:
    early_lacks = Elsewhere(sources(), "early", is_exact)
    late_lacks = Elsewhere(sources(), "late", is_exact)
    for name in ("Receivables", "ComponentsAxis", "CapitalMember", "MovementTable"):
        assert name in early_lacks
    assert "Securities" in late_lacks
    for name in ("Securitys", ""):
        assert name not in early_lacks
        assert name not in late_lacks


def test_a_word_in_a_file_counts_as_a_name_only_where_one_era_is_read() -> None:
    """``Total equity`` is a caption: a filing that takes it for a name is not held up, the check of the taxonomy is."""
    assert "Total" in Elsewhere(sources(), "early")
    assert "Total" not in Elsewhere(sources(), "early", is_exact=True)


def test_one_era_has_no_others() -> None:
    assert "Cash" not in Elsewhere(example.sources(), "")


def test_an_era_has_the_axes_its_statements_use() -> None:
    assert not {"ComponentsAxis", "ComponentsTotalMember", "CapitalMember"} & {
        name.local for name in early().dts.concepts
    }
    assert {"ComponentsAxis", "ComponentsTotalMember", "CapitalMember"} <= {
        name.local for name in eras().newest.dts.concepts
    }


def test_references_to_what_the_era_lacks_are_left_out() -> None:
    assert early().concept("Cash").references
    of_early = after("mapping.yaml", "concepts:\n", '  Securities: {element: X, topic: "210"}\n')
    assert early(of_early).concept("Securities").references
    assert eras(of_early).newest.concept("Cash").references
