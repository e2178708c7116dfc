"""A total that is not what its items make, and of which Arelle says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.arelle.result import Result
from tanshin.judging import judge_published
from tanshin.values.finding import Finding
from tests.arelle.test_client import instance, money
from tests.second import Answers, asked


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    place = instance(Path("input.xbrl"), money("Cash", "1"), money("Other", "2"), money("Assets", "4"))
    with asked(Answers(Result(bindings=2, version="2.47.3"))):
        [(_, result)] = judge_published(place)
    return [one for one in result.findings if one.code == "TNS794"]
