"""Assets went up by 11.2 per cent; the company published 12.0 and stands by it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tanshin.derive.source import read_figures
from tanshin.read.draft.draft import read_draft
from tanshin.validate.check import check, with_drafts
from tanshin.values.finding import Finding
from tests.release import lay_out, read

TABLE = """\
caption,2012,2013,Change
Assets,90,100,12.0%
"""
DEVIATIONS = """\
caption,table,row,column,code,expected,actual,kind,reason
,results,Assets,Change,TNS407,0.112,0.12,accepted,Published so: measured without a branch that was sold
"""


def findings(folder: Path) -> Iterable[Finding]:
    lay_out(folder, TABLE, files={"deviations.csv": DEVIATIONS})
    filing = read(folder)
    figures = read_figures(folder / "taxonomy" / "example", filing.taxonomy, filing.form_taxonomy)
    draft = read_draft("draft.txt")
    result = with_drafts(check(filing, figures), filing, figures, (), [draft])
    return [one for one in result.findings if one.sources[0].file == draft.file]
