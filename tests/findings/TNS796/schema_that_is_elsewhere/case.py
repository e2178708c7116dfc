"""A report whose schema is neither beside it nor in a package that is given."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.arelle.result import Message, Result
from tanshin.judging import judge_published
from tanshin.values.finding import Finding
from tests.read.xbrl.instances import figure, usual
from tests.second import Answers, asked


def findings(folder: Path) -> Iterable[Finding]:
    place = Path("input.xbrl")
    place.write_bytes(usual(figure()))
    schema = str(folder.resolve() / "ex.xsd")
    lost = Message("IOerror", "error", f"Could not load file. file: {schema}", "input.xbrl", 6, missing=schema)
    undeclared = Message("xmlSchema:schemaImportMissing", "error", "Instance schema missing", "input.xbrl", 7)
    with asked(Answers(Result((lost, undeclared), version="2.47.3"))):
        [(_, result)] = judge_published(place)
    return [one for one in result.findings if one.code.startswith("TNS79")]
