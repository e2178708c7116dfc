"""A report that Arelle has nothing to object to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.arelle.result import Result
from tanshin.judging import judge_published
from tanshin.values.finding import Finding
from tests.read.xbrl.instances import figure, usual
from tests.second import Answers, asked


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    place = Path("input.xbrl")
    place.write_bytes(usual(figure()))
    with asked(Answers(Result(bindings=0, version="2.47.3"))):
        [(_, result)] = judge_published(place)
    return [one for one in result.findings if one.code == "TNS793"]
