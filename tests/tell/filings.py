"""A filing with findings of every weight, of which the files are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tanshin.tell.checked import Checked
from tanshin.tell.quote import Quoter
from tanshin.validate.check import CheckResult
from tanshin.values.finding import Finding, Severity, sort_findings
from tanshin.values.message import say
from tanshin.values.source import Source

TABLE = 'caption,2013 JPY,2012 JPY\nCash & cash,"1,234",<b>5</b>\n現金及び預金,"12,345",6\n"a ""b"", c",7,8\n'
SETTINGS = """\
company: x
periods:
  - name: CurrentYear
  - from April 1, 2012 to June 30, 2012  # a heading
  - {on: [a, "b, c"], off: d}
"""


def write(folder: Path) -> tuple[Path, ...]:
    """The files of the filing; gives the folder from which they are named."""
    home = folder / "co" / "annual"
    home.mkdir(parents=True)
    (home / "table.csv").write_text(TABLE, encoding="utf-8")
    (home / "filing.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    return (folder,)


def quoter(folder: Path) -> Quoter:
    return Quoter(write(folder))


def source(line: int, column: int, file: str = "table.csv") -> Source:
    return Source(f"co/annual/{file}", line, column)


def finding(code: str, severity: Severity, line: int = 2, column: int = 2, **more: Any) -> Finding:
    message = say("{title} {where}", title="<Cash>", where=f"{line}:{column}")
    return Finding(code, severity, message, (source(line, column),), **more)


def checked(*findings: Finding, counts: dict[str, int] | None = None) -> Checked:
    found = sort_findings(findings)
    result = CheckResult(found, counts or {"TNS101": 12, "TNS102": 0}, (say("nil"),))
    return Checked("co/annual", found, result)
