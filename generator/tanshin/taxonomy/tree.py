"""Parts -> statements: lines with their label roles, captions and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.definition import ROLES, pairs
from tanshin.taxonomy.label import NEGATED_OF
from tanshin.taxonomy.part import Part, problem
from tanshin.taxonomy.source import LineSource
from tanshin.taxonomy.statement import Line, Statement
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding
from tanshin.values.qname import QName


@dataclass
class Builder:
    """Makes one part a statement; what is wrong with it gathers in ``problems``."""

    part: Part
    namespace: str
    prefix: str
    concepts: Mapping[QName, Concept]
    problems: list[Finding] = field(default_factory=list)

    def statement(self) -> Statement:
        """The statement."""
        part = self.part
        for at, figure in enumerate(part.figures):
            if not any(figure.under == line.concept and line.caption for line, _ in part.walk()):
                self._say((*part.path, "figures", at), f"{figure.concept} stands under no line that has a caption")
        return Statement(
            part.id,
            part.role,
            self._name(part.heading),
            self._name(part.table),
            self._name(part.line_items),
            tuple((self._name(axis), tuple(map(self._name, members))) for axis, members in part.axes),
            self._lines(part.lines, (*part.path, "lines")),
            part.presented,
            part.form,
        )

    def _name(self, local: str) -> QName:
        return QName(self.namespace, local, self.prefix)

    def _say(self, path: KeyPath, message: str) -> None:
        self.problems.append(problem(self.part.document, path, message))

    def _lines(self, sources: Sequence[LineSource], path: KeyPath) -> tuple[Line, ...]:
        built: list[Line] = []
        for index, source in enumerate(sources):
            here = (*path, index)
            line = self._line(source, here)
            built.append(replace(line, addends=self._addends(source, line, built, here)) if source.sum else line)
        return tuple(built)

    def _line(self, source: LineSource, path: KeyPath) -> Line:
        name = self._name(source.concept)
        concept = self.concepts.get(name)
        inner = self._lines(source.lines, (*path, "lines")) if source.lines else ()
        if source.caption:
            inner += tuple(self._figures(source))
        return Line(
            name,
            self._role(source, path),
            concept.abstract if concept else source.abstract,
            patterns=pairs(source.caption) if source.caption else (),
            aliases=tuple((lang, text) for lang in ("en", "ja") for text in getattr(source.aliases, lang)),
            variants=tuple((key, self._name(local)) for key, local in source.variants.items()),
            lines=inner,
            source=self.part.document.position(path),
        )

    def _role(self, source: LineSource, path: KeyPath) -> str:
        role = ROLES[source.role]
        if not source.negated:
            return role
        if role not in NEGATED_OF:
            known = ", ".join(word for word, uri in ROLES.items() if uri in NEGATED_OF)
            self._say((*path, "negated"), f"a position printed as {source.role} cannot be negated, only {known}")
        return NEGATED_OF.get(role, role)

    def _figures(self, source: LineSource) -> Iterator[Line]:
        for at, figure in enumerate(self.part.figures):
            if figure.under == source.concept:
                position = self.part.document.position((*self.part.path, "figures", at))
                yield Line(self._name(figure.concept), inline=True, source=position)

    def _addends(
        self, source: LineSource, total: Line, before: Sequence[Line], path: KeyPath
    ) -> tuple[tuple[QName, int], ...]:
        if isinstance(source.sum, dict):
            for local, weight in source.sum.items():
                if weight not in (1, -1):
                    self._say((*path, "sum", local), f"a weight is 1 or -1, not {weight}")
            return tuple((self._name(local), weight) for local, weight in source.sum.items())
        found: dict[QName, int] = {}
        for line in before:
            contributor = _closing(line) if line.abstract else line
            if contributor is None:
                self._say((*path, "sum"), f"the section {line.concept.local} has no total for {source.concept} to take")
            elif contributor.concept in found or (contributor is line and line.is_total):
                # What has been added up once must not count a second time beside its parts.
                message = f"{contributor.concept.local} would count twice in {source.concept}; write the sum out"
                self._say((*path, "sum"), message)
            else:
                found[contributor.concept] = 1 if contributor.negated == total.negated else -1
        if not before:
            self._say((*path, "sum"), f"nothing stands before {source.concept} to add up")
        return tuple(found.items())


def _closing(section: Line) -> Line | None:
    """The line that closes a section: the last in it that is a sum."""
    totals = [line for line in section.lines if line.is_total]
    return totals[-1] if totals else None
