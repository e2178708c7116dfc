from __future__ import annotations

import pytest

from tanshin.values.finding import InputError
from tests.taxonomy.eras import eras


def test_the_last_era_is_the_newest() -> None:
    found = eras()
    assert [era.name for era in found.eras] == ["early", "late"]
    assert found.newest is found.eras[1].taxonomy


@pytest.mark.parametrize(
    ("local", "era"), [("Securities", "early"), ("Cash", "late"), ("Receivables", "late"), ("Nothing", "late")]
)
def test_a_concept_is_looked_up_where_it_was_last(local: str, era: str) -> None:
    assert eras().having(local).era == era


def test_an_era_has_a_name() -> None:
    assert eras().named("early").era == "early"
    with pytest.raises(InputError, match=r"^ex has no era earl; there are early, late$"):
        eras().named("earl")
