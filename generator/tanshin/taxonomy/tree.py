"""Parts -> statements: lines with their label roles, captions and sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.definition import ROLES, companion_of, pairs
from tanshin.taxonomy.label import NEGATED_OF
from tanshin.taxonomy.part import Part, problem
from tanshin.taxonomy.source import LineSource
from tanshin.taxonomy.statement import Companion, Line, Statement
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding
from tanshin.values.message import listed, say
from tanshin.values.qname import QName


class _Term(Struct, frozen=True):
    """What a sum takes up: a line by its id, its concept, its weight."""

    id: str
    concept: str
    weight: int
    source: LineSource | None


class Builder(Struct, dict=True):
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
                self._say(
                    (*part.path, "figures", at),
                    say("{concept} stands under no line that has a caption", concept=figure.concept),
                )
        return Statement(
            part.id,
            part.role,
            self._name(part.heading),
            self._name(part.table),
            self._name(part.line_items),
            tuple((self._name(axis), tuple(map(self._name, members))) for axis, members in part.axes),
            self._lines(part.lines, (*part.path, "lines")),
            presented=part.presented,
            form=part.form,
            is_table=part.is_table,
            attached_as=part.attached_as,
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
            built.append(self._with_sum(source, line, built, here) if source.sum else line)
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
            patterns=tuple(pair for text in source.captions for pair in pairs(text)),
            aliases=tuple((lang, text) for lang in ("en", "ja") for text in getattr(source.aliases, lang)),
            variants=tuple((key, self._name(local)) for key, local in source.variants.items()),
            lines=inner,
            source=self.part.document.position(path),
            id=source.id or source.concept,
            members=tuple(sorted((self._name(axis), self._name(member)) for axis, member in source.members.items())),
            companions=tuple(self._companions(concept)) if concept else (),
            restates=source.restates,
        )

    def _companions(self, concept: Concept) -> Iterator[tuple[Companion, QName]]:
        for source, position in self.part.companions:
            if made := companion_of(concept, source):
                heading = pairs(source.heading)
                companion = Companion(
                    source.companion, source.value or "", heading, source.sign == "line", position, source.adds
                )
                yield companion, made.qname

    def _role(self, source: LineSource, path: KeyPath) -> str:
        role = ROLES[source.role]
        if not source.negated:
            return role
        if role not in NEGATED_OF:
            known = listed(word for word, uri in ROLES.items() if uri in NEGATED_OF)
            self._say(
                (*path, "negated"),
                say("a position printed as {role} cannot be negated, only {known}", role=source.role, known=known),
            )
        return NEGATED_OF.get(role, role)

    def _figures(self, source: LineSource) -> Iterator[Line]:
        for at, figure in enumerate(self.part.figures):
            if figure.under == source.concept:
                position = self.part.document.position((*self.part.path, "figures", at))
                yield Line(self._name(figure.concept), inline=True, source=position)

    def _with_sum(self, source: LineSource, line: Line, before: Sequence[Line], path: KeyPath) -> Line:
        """The line with what adds up to it: a calculation, where one context holds all of it and nothing is rounded."""
        terms = self._terms(source, line, before, path)
        members = {one.id: self._members(one.source) for one in terms}
        if self.part.is_table or any(one != source.members for one in members.values()):
            return replace(line, footing=tuple((one.id, one.weight) for one in terms))
        return replace(line, addends=tuple((self._name(one.concept), one.weight) for one in terms))

    def _members(self, source: LineSource | None) -> dict[str, str]:
        return source.members if source else {}

    def _terms(self, source: LineSource, total: Line, before: Sequence[Line], path: KeyPath) -> tuple[_Term, ...]:
        if isinstance(source.sum, dict):
            return tuple(self._written(source.sum, path))
        lines = [one for one in total.lines if not one.inline] if source.sum == "below" else before
        found: dict[str, _Term] = {}
        for line in lines:
            contributor = _closing(line) if line.abstract else line
            if contributor is None:
                self._say(
                    (*path, "sum"),
                    say(
                        "the section {concept} has no total for {title} to take",
                        concept=line.concept.local,
                        title=source.concept,
                    ),
                )
            elif contributor.id in found or (contributor is line and line.is_total and source.sum == "siblings"):
                # What has been added up once must not count a second time beside its parts.
                message = say(
                    "{line} would count twice in {concept}; write the sum out",
                    line=contributor.id,
                    concept=source.concept,
                )
                self._say((*path, "sum"), message)
            else:
                weight = 1 if contributor.negated == total.negated else -1
                places = self._sources.get(contributor.id, [None])
                found[contributor.id] = _Term(contributor.id, contributor.concept.local, weight, places[0])
        if not lines:
            where = say("below") if source.sum == "below" else say("before")
            self._say(
                (*path, "sum"), say("nothing stands {where} {concept} to add up", where=where, concept=source.concept)
            )
        return tuple(found.values())

    def _written(self, terms: Mapping[str, int], path: KeyPath) -> Iterator[_Term]:
        """A sum that is written out; what it names are lines, or in a statement also concepts of other lines."""
        for name, weight in terms.items():
            if weight not in (1, -1):
                self._say((*path, "sum", name), say("a weight is 1 or -1, not {weight}", weight=weight))
            places = self._sources.get(name, [])
            if self.part.is_table and len(places) != 1:
                wrong = say("stands in several lines; give them ids") if places else say("is no line of this table")
                self._say((*path, "sum", name), say("{name} {wrong}", name=name, wrong=wrong))
            line = places[0] if places else None
            yield _Term(name, line.concept if line else name, weight, line)

    @cached_property
    def _sources(self) -> Mapping[str, list[LineSource]]:
        """The lines by id."""
        found: dict[str, list[LineSource]] = {}
        for line, _ in self.part.walk():
            found.setdefault(line.id or line.concept, []).append(line)
        return found


def _closing(section: Line) -> Line | None:
    """The line that closes a section: the last in it that is a sum."""
    totals = [line for line in section.lines if line.is_total]
    return totals[-1] if totals else None
