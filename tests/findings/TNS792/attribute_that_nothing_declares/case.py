"""An attribute on a fact that no schema allows: we read schemas for what facts mean, Arelle judges by all of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.arelle.result import Message, Result
from tanshin.judging import judge_published
from tanshin.values.finding import Finding
from tests.read.xbrl.instances import figure, usual
from tests.second import Answers, asked


def findings(folder: Path) -> Iterable[Finding]:
    del folder
    place = Path("input.xbrl")
    place.write_bytes(usual(figure(more=' decimals="-3" note="1"')))
    text = "Element ex:Revenues type decimal extraneous attributes: note"
    said = Message("xmlSchema:attributesExtraneous", "error", text, "input.xbrl", 7)
    with asked(Answers(Result((said,), version="2.47.3"))):
        [(_, result)] = judge_published(place)
    return [one for one in result.findings if one.code == "TNS792"]
