"""``restatements.csv``: figures of earlier periods that are published otherwise than they were before."""

from __future__ import annotations

from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.grid import Row
from tanshin.read.canonical.records import problem, read_records
from tanshin.report.book import RESTATEMENTS
from tanshin.report.restatement import Restatement, RestatementKind
from tanshin.values.finding import Finding
from tanshin.values.message import say
from tanshin.values.number import NumberError, parse_number
from tanshin.values.source import Source

_KINDS = {kind.value: kind for kind in RestatementKind}


def read_restatements(folder: Folder) -> tuple[Restatement, ...]:
    """The restatements of a filing; none when the file does not exist.

    Its header is ``caption,table,row,column,kind,old,new,reason``; the caption is for the reader and may be empty.

    Raises:
        InputError: the file cannot be read, an entry is incomplete, or a cell is restated twice (TNS018).
    """
    return read_records(folder, RESTATEMENTS, _restatement, lambda one: (one.table, one.row, one.column), "TNS018")


def _restatement(row: Row) -> Restatement | list[Finding]:
    table, place, column, kind, reason = (row.cells[name].text for name in ("table", "row", "column", "kind", "reason"))
    if kind not in _KINDS:
        known = ", ".join(sorted(_KINDS))
        message = say("`{kind}` is no kind of restatement; use {known}", kind=kind, known=known)
        return _problem(message, row.cells["kind"].source)
    if not reason:
        return _problem(say("a restatement needs a reason"), row.cells["reason"].source)
    try:
        old, new = (parse_number(row.cells[name].text) for name in ("old", "new"))
    except NumberError as error:
        return _problem(str(error), row.caption.source)
    if old.value is None or new.value is None:
        return _problem(say("a restatement needs both figures, the old and the new one"), row.caption.source)
    if old.value == new.value:
        message = say("the figure was published as {figure} and is {figure}: nothing is restated", figure=old.value)
        return _problem(message, row.cells["new"].source)
    return Restatement(table, place, column, _KINDS[kind], old.value, new.value, old.places, reason, row.caption.source)


def _problem(message: str, source: Source) -> list[Finding]:
    return [problem("TNS018", message, source)]
