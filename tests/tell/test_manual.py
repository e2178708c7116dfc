from __future__ import annotations

import pytest

from tanshin.tell.manual import explain, rule_lines
from tanshin.values.finding import InputError


def test_a_page_is_found_by_its_code() -> None:
    assert explain("tns101", "en").startswith("TNS101 (ERROR)\nA total is exactly the sum of the lines above it.\n\n")
    assert explain("TNS101", "ja").startswith("TNS101 (ERROR)\n合計が、その内訳の合計と正確に一致すること。\n\n")
    with pytest.raises(InputError, match="no finding has the code TNS999"):
        explain("TNS999", "en")


def test_every_rule_is_on_a_line() -> None:
    lines = list(rule_lines("en"))
    assert "TNS101  ERROR         A total is exactly the sum of the lines above it." in lines
    assert len(lines) == len(list(rule_lines("ja"))) == len(set(lines))
