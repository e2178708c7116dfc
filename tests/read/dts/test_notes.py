from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from tanshin.read.dts.notes import Notes
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

_MESSAGES = (say("an arc has no weight"), say("this is said of {count} places", count=2))


def _said(notes: Notes, document: str, kind: int, line: int) -> None:
    if kind < len(_MESSAGES):
        notes.error("TNS056", _MESSAGES[kind], Source(document, line))
    else:
        notes.extend((Finding("TNS001", Severity.ERROR, _MESSAGES[0], (Source(document, line),)),))


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, len(_MESSAGES)), st.integers(1, 15)), max_size=80).map(
        lambda said: sorted(said, key=lambda one: one[0])
    )
)
def test_what_is_taken_over_is_told_as_if_it_had_been_said_at_once(said: list[tuple[str, int, int]]) -> None:
    whole, parts = Notes(), Notes()
    for document, kind, line in said:
        _said(whole, document, kind, line)
    for _, ones in groupby(said, key=lambda one: one[0]):
        own = Notes()
        for document, kind, line in ones:
            _said(own, document, kind, line)
        parts.take_over(own)
    assert parts.findings() == whole.findings()
