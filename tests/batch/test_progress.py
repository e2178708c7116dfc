from __future__ import annotations

import time
from itertools import count

import pytest

from tanshin.batch.progress import shown
from tanshin.batch.run import Step
from tanshin.tell.language import language


def test_without_a_terminal_a_line_tells_now_and_then_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = (float(10 * number) for number in count())
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    steps = (Step(done, 2000, ("ok", "refused")[: 1 + done % 2]) for done in range(1000, 1008))
    *_, counts = shown(steps, language("en").say)
    assert counts == {"ok": 8, "refused": 4}
    assert capsys.readouterr().err == (
        "1,003 of 2,000 filings, 0.1 per second, 2:46:10 left\n1,006 of 2,000 filings, 0.1 per second, 2:45:40 left\n"
    )
