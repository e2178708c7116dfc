"""Which tree a printed table is of: the one that knows most of its captions; a title that says so counts too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from tanshin.read.canonical.caption import Position, positions
from tanshin.read.release_text.likeness import vocabulary
from tanshin.read.release_text.lookup import TOLD, Tree, unwrapped
from tanshin.read.release_text.printed import PrintedTable
from tanshin.report.imported import Candidate
from tanshin.taxonomy.statement import Statement
from tanshin.taxonomy.taxonomy import Taxonomy

#: Of a hundred: so many of its rows a tree has to know, what a title counts, and what it counts how much is there.
_LEAST, _OF_TITLE, _OF_TREE = 50, 30, 10
_WORD = re.compile(r"[a-z&]+|[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")


class Forest(Struct, frozen=True, dict=True):
    """Every tree of a taxonomy that prints in rows."""

    taxonomy: Taxonomy

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of all captions."""
        lines = (position for statement in self.taxonomy.statements for position in self._positions[statement.id])
        return vocabulary(text for one in lines for text in one.captions_printed)

    @cached_property
    def _positions(self) -> Mapping[str, tuple[Position, ...]]:
        return {one.id: positions(one, self.taxonomy) for one in self.taxonomy.statements}

    @cached_property
    def trees(self) -> Mapping[str, Tree]:
        """The trees by the id of their statement."""
        return {one.id: Tree(self._positions[one.id], self.known) for one in self.taxonomy.statements}

    def of(self, table: PrintedTable) -> Statement | None:
        """The statement that a table prints; ``None`` where none or more than one is as likely."""
        found = sorted(
            ((score, one.id) for one in self.taxonomy.statements if (score := self._score(table, one)) > 0),
            reverse=True,
        )
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        return self.taxonomy.by_id[found[0][1]]

    def candidates(self, caption: str) -> tuple[Candidate, ...]:
        """The lines of any tree that a caption is most like."""
        found = {one for tree in self.trees.values() for one in tree.candidates(caption, is_heading=False)}
        return tuple(sorted(found, key=lambda one: (-one.likeness, one.concept, one.caption))[:TOLD])

    def _score(self, table: PrintedTable, statement: Statement) -> int:
        """How likely it is that a table prints a statement."""
        tree = self.trees[statement.id]
        rows = [row for row in unwrapped(table.rows, tree) if row.caption and row.has_figures]
        if not rows:
            return 0
        known = sum(map(tree.knows, (row.caption for row in rows)))
        share = 100 * known // len(rows)
        if share < _LEAST or (len(rows) > 1 and known < 2):
            return 0
        lines = sum(not one.line.abstract for one in tree.positions)
        return share + _OF_TREE * min(known, lines) // lines + self.title(table, statement)

    def title(self, table: PrintedTable, statement: Statement) -> int:
        """What the texts over a table say for a statement: the nearest counts most."""
        role = self.taxonomy.dts.roles[statement.role]
        for depth, title in enumerate(table.titles):
            words = frozenset(_WORD.findall(title.casefold()))
            for _, text in role.definitions:
                own = frozenset(_WORD.findall(text.casefold()))
                if own and own <= words:
                    return _OF_TITLE - 5 * depth
        return 0
