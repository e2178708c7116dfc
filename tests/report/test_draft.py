"""Texts of a draft: single spaces, and the line and column of every letter."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tanshin.report.draft import Text, Writer
from tanshin.values.source import Source

LINES = st.lists(st.text(alphabet="ab1, \t平成", max_size=12), min_size=1, max_size=6)


def written(lines: list[str]) -> Text:
    writer = Writer("draft.txt")
    for number, line in enumerate(lines, 1):
        writer.say(line, number, 1)
        writer.space()
    return writer.take()


@given(LINES)
def test_every_letter_is_found_where_it_stands(lines: list[str]) -> None:
    text = written(lines)
    assert text.text == " ".join("\n".join(lines).split())
    for match in re.finditer(r"\S", text.text):
        at = text.at(match.start())
        assert lines[at.line - 1][at.column - 1] == match[0]


@given(LINES, st.integers(0, 20), st.integers(0, 20))
def test_a_part_keeps_its_places(lines: list[str], one: int, other: int) -> None:
    text = written(lines)
    start, end = sorted((min(one, len(text.text)), min(other, len(text.text))))
    part = text.part(start, end)
    assert part.text == text.text[start:end]
    for offset, letter in enumerate(part.text):
        if letter != " ":
            assert part.at(offset) == text.at(start + offset)


def test_pieces_of_a_word_stay_one() -> None:
    writer = Writer("page.html")
    writer.say("JPY", 1, 1)
    writer.say("106,248", 1, 30)
    writer.say(" million", 1, 50)
    text = writer.take()
    assert text.text == "JPY106,248 million"
    assert text.at(3) == Source("page.html", 1, 30)


def test_without_columns_the_line_is_told() -> None:
    writer = Writer("draft.pdf#page=2")
    writer.say("up 9.2%", 7, 0)
    assert str(writer.take().at(3)) == "draft.pdf#page=2:7"
