from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tanshin.values.yaml import parse_yaml
from tanshin.values.yaml_text import block, flow

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30)
KEYS = TEXTS.filter(lambda text: text.strip() not in ("", "<<", "~", "null", "Null", "NULL"))
DATA = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))
@example({"a": {"b": ["no", "1.10", "- x", "a: b", "x # y", " ", "", "@x", "\u2028", "{CurrentYear.last}", None]}})
def test_what_is_written_is_read_again(data: dict[str, object]) -> None:
    assert parse_yaml("\n".join(block(data)), "t.yaml").data == data
    assert parse_yaml(flow(data), "t.yaml").data == data


def test_small_things_stand_on_one_line() -> None:
    data = {"columns": {"FY2012 JPY": {"period": "CurrentYear", "unit": "JPY"}}, "on": ["a/b", "c/d"], "text": "A: b"}
    assert list(block(data)) == [
        "columns: {FY2012 JPY: {period: CurrentYear, unit: JPY}}",
        "on: [a/b, c/d]",
        'text: "A: b"',
    ]
