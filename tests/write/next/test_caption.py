"""A caption is sure where the reader can take it for no other line of the statement."""

from __future__ import annotations

import pytest

from tanshin.api import read_taxonomy
from tanshin.read.canonical.caption import Cursor, positions
from tanshin.write.next.caption import sure_captions


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_reader_finds_every_sure_caption(lang: str) -> None:
    taxonomy = read_taxonomy("iij")
    found = 0
    for statement in taxonomy.statements:
        cursor = Cursor(positions(statement, taxonomy))
        for _, line in statement.walk():
            caption = sure_captions(statement, lang, taxonomy.dts.concepts).get(line.id)
            for is_heading in (True,) if line.abstract else (True, False):
                if caption is not None:
                    [match] = cursor.find(caption, is_heading=is_heading)
                    assert match.position.line.id == line.id
                    found += 1
    assert found > 300
