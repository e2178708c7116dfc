"""What outcomes are called: in English as they are written in data."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from tanshin.tell.words import GRIPS, ORIGINS, REASONS, VERDICTS
from tanshin.validate.printing import Origin, Reason
from tanshin.validate.tie import Grip
from tanshin.validate.tie_words import Verdict


@pytest.mark.parametrize(("words", "kind"), [(GRIPS, Grip), (VERDICTS, Verdict), (ORIGINS, Origin), (REASONS, Reason)])
def test_every_outcome_is_called_in_english_what_data_call_it(
    words: Mapping[StrEnum, str], kind: type[StrEnum]
) -> None:
    assert {one: str(text) for one, text in words.items()} == {one: one.value for one in kind}
