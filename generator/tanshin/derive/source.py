"""``figures.yaml`` -> named figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path

from msgspec.structs import replace
from pydantic import Field

from tanshin.derive.companion import companion_figures
from tanshin.derive.expression import (
    FORM,
    FUNCTIONS,
    Call,
    Expression,
    ExpressionError,
    Item,
    Named,
    Negation,
    NotOfThisEra,
    Operation,
    normalise,
    parse_expression,
)
from tanshin.derive.figure import Figure
from tanshin.derive.names import Scope, axes_of, concept_of
from tanshin.taxonomy.concept import PeriodType
from tanshin.taxonomy.elsewhere import Elsewhere
from tanshin.taxonomy.folder import Sources, read_sources
from tanshin.taxonomy.source import Model, Text
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import listed, say
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tanshin.values.yaml import Document, parse_yaml, validate

_MAX_DEPTH = 100

_When = tuple[tuple[QName, QName | None], ...]


class FigureSource(Model):
    """A figure: ``concept`` is the issuer's, or the form's after ``tse.``; ``when`` names a member for an axis.

    With ``months`` it is of periods of that length alone.
    """

    figure: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    concept: str | None = Field(default=None, pattern=r"^(tse\.)?[A-Z][A-Za-z0-9]*$")
    title: Text
    when: dict[str, str] = Field(default_factory=dict)
    months: int | None = Field(default=None, ge=1, le=12)
    value: str = Field(min_length=1)


class FiguresSource(Model):
    """The file."""

    figures: tuple[FigureSource, ...]


class _FigureError(ValueError):
    """Something wrong with one figure: the key it is under, the characters to skip, and the words."""

    def __init__(self, key: str, words: str, offset: int = 0) -> None:
        super().__init__(words)
        self.key = key
        self.offset = offset


def read_figures(folder: Path, taxonomy: Taxonomy, form_taxonomy: Taxonomy) -> tuple[Figure, ...]:
    """The figures that the folder of an issuer's taxonomy declares for its era, by default in ``figures.yaml``.

    A figure that needs what only other eras have does not apply, and is not among them.

    Raises:
        InputError: the file cannot be read (TNS001, TNS002, TNS004, TNS005); an expression is malformed, names what
            there is not or asks of an instant what only a period has, figures go round in a circle, or two say what
            one fact is (TNS020).
    """
    return _figures(read_sources(folder), taxonomy, form_taxonomy)


def _figures(files: Sources, taxonomy: Taxonomy, form_taxonomy: Taxonomy) -> tuple[Figure, ...]:
    text = files.text(taxonomy.figures)
    document = parse_yaml(text, f"{files.folder}/{taxonomy.figures}")
    sources = validate(FiguresSource, document).figures
    names = frozenset(source.figure for source in sources)
    elsewhere = Elsewhere(files, taxonomy.era) if taxonomy.era else ()
    scope = Scope(taxonomy, form_taxonomy, names, elsewhere)
    read = _Read(sources, scope)
    while read.idle != scope.idle:
        # What needs a figure that does not apply does not apply either.
        scope = replace(scope, idle=read.idle)
        read = _Read(sources, scope)
    problems = [_finding(problem, index, sources[index], document, text) for index, problem in read.problems]
    if not problems:
        checker = _Checker(read.trees)
        for index in read.places:
            try:
                checker.look(sources[index].figure)
            except _FigureError as problem:
                problems.append(_finding(problem, index, sources[index], document, text))
        problems += _clashes(sources, read.places, document)
    if problems:
        raise InputError(*problems)
    figures = tuple(
        Figure(
            name=source.figure,
            titles={"en": source.title.en, "ja": source.title.ja},
            concept=concept,
            when=when,
            expression=normalise(source.value),
            tree=read.trees[source.figure],
            source=document.position(("figures", index)),
            months=source.months,
        )
        for index, (concept, when) in read.places.items()
        for source in (sources[index],)
    )
    beside = companion_figures(scope, frozenset(one.concept for one in figures if one.concept))
    for one in beside:
        try:
            _Checker({one.name: one.tree, **read.trees}).look(one.name)
        except _FigureError as problem:
            problems.append(
                Finding(
                    "TNS020", Severity.ERROR, say("{name}: {problem}", name=one.name, problem=problem), (one.source,)
                )
            )
    if problems:
        raise InputError(*problems)
    return (*figures, *beside)


class _Read:
    """What the figures mean, by their index and name: those that apply, and those that do not (``idle``)."""

    def __init__(self, sources: tuple[FigureSource, ...], scope: Scope) -> None:
        self.places: dict[int, tuple[QName | None, _When]] = {}
        self.trees: dict[str, Expression] = {}
        self.problems: list[tuple[int, _FigureError]] = []
        idle = set()
        for index, source in enumerate(sources):
            try:
                _check_name(source.figure, [other.figure for other in sources[:index]])
                place = _place(source, scope)
                self.trees[source.figure] = _tree(source, scope)
                self.places[index] = place
            except NotOfThisEra:
                idle.add(source.figure)
            except _FigureError as problem:
                self.problems.append((index, problem))
        self.idle = frozenset(idle)


def _check_name(name: str, taken: list[str]) -> None:
    if name in (*taken, *FUNCTIONS, FORM):
        raise _FigureError("figure", say("the name {name} is taken; give the figure another", name=name))


def _tree(source: FigureSource, scope: Scope) -> Expression:
    try:
        return parse_expression(source.value, scope)
    except ExpressionError as error:
        raise _FigureError("value", str(error), error.offset) from None


def _place(source: FigureSource, scope: Scope) -> tuple[QName | None, _When]:
    """The concept of a figure and the conditions on the members of its fact.

    Raises:
        _FigureError: it names what there is not.
        NotOfThisEra: it names what only other eras have.
    """
    if source.concept is None:
        if source.when:
            raise _FigureError("when", say("a figure without a concept is no fact and has no members"))
        return None, ()
    local = source.concept.removeprefix(f"{FORM}.")
    taxonomy = scope.own if local == source.concept else scope.form
    if taxonomy is scope.own:
        scope.check_era(local, *source.when, *source.when.values())
    try:
        concept = concept_of(taxonomy, local).qname
    except LookupError as error:
        raise _FigureError("concept", str(error.args[0])) from None
    axes = axes_of(taxonomy, concept)
    found: list[tuple[QName, QName | None]] = []
    for axis_name, member_name in source.when.items():
        axis, member = taxonomy.name(axis_name), taxonomy.name(member_name)
        is_default = member == taxonomy.dts.default_members.get(axis)
        if is_default and axis in axes:
            found.append((axis, None))  # the default member is never written
        elif is_default and taxonomy.era:
            continue  # only in another era it has the axis: here no fact of it has a member there
        elif member in axes.get(axis, ()):
            found.append((axis, member))
        else:
            raise _FigureError(
                "when",
                say(
                    "{local} has no {member_name} on {axis_name}",
                    local=local,
                    member_name=member_name,
                    axis_name=axis_name,
                ),
            )
    return concept, tuple(sorted(found, key=lambda pair: pair[0]))


class _Checker:
    """Looks through figures that use one another: for circles, for depth, and for what an instant cannot answer."""

    def __init__(self, trees: Mapping[str, Expression]) -> None:
        self._trees = trees
        self._seen: dict[str, tuple[PeriodType, int]] = {}
        self._open: list[str] = []

    def look(self, figure: str, level: int = 0) -> tuple[PeriodType, int]:
        """Whether the figure is asked of an instant or of a period, and how deep it goes."""
        if figure in self._open:
            circle = " → ".join((*self._open[self._open.index(figure) :], figure))
            raise _FigureError("value", say("figures go round in a circle: {circle}", circle=circle))
        if figure not in self._seen:
            self._open.append(figure)
            try:
                self._seen[figure] = self._inside(self._trees[figure], level)
            finally:
                self._open.pop()
        over, depth = self._seen[figure]
        _check_depth(level + depth)
        return over, depth

    def _inside(self, tree: Expression, level: int) -> tuple[PeriodType, int]:
        _check_depth(level)
        over, depth = PeriodType.INSTANT, 0
        match tree:
            case Item(period=period):
                over = period
            case Named(figure=name):
                over, depth = self.look(name, level + 1)
            case Negation(operand=operand):
                over, depth = self._widest((operand,), level)
            case Operation(left=left, right=right):
                over, depth = self._widest((left, right), level)
            case Call(function=function, arguments=arguments):
                over, depth = self._widest(arguments, level)
                if function in ("opening", "average") and over is PeriodType.DURATION:
                    raise _FigureError(
                        "value",
                        say("{function} takes what is measured at an instant, not over a period", function=function),
                    )
                if function in ("opening", "average", "split", "year"):
                    over = PeriodType.DURATION
        return over, depth + 1

    def _widest(self, trees: tuple[Expression, ...], level: int) -> tuple[PeriodType, int]:
        found = [self._inside(tree, level + 1) for tree in trees]
        over = PeriodType.DURATION if any(one is PeriodType.DURATION for one, _ in found) else PeriodType.INSTANT
        return over, max((depth for _, depth in found), default=0)


def _check_depth(depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise _FigureError(
            "value", say("figures and parentheses are nested more than {max_depth} deep", max_depth=_MAX_DEPTH)
        )


def _clashes(
    sources: tuple[FigureSource, ...], places: Mapping[int, tuple[QName | None, _When]], document: Document
) -> Iterator[Finding]:
    """A finding for every two figures that could be of one fact."""
    for (first, (concept, when)), (second, (other, also)) in combinations(places.items(), 2):
        if concept is None or concept != other:
            continue
        lengths = {sources[first].months, sources[second].months}
        if len(lengths) > 1 and None not in lengths:
            continue
        one, two = dict(when), dict(also)
        if all(one[axis] == two[axis] for axis in one.keys() & two.keys()):
            names = listed((sources[first].figure, sources[second].figure), " and ")
            yield Finding(
                "TNS020",
                Severity.ERROR,
                say(
                    "{names} both say what {concept} is; tell them apart with `when`",
                    names=names,
                    concept=concept.local,
                ),
                (document.position(("figures", second)),),
            )


def _finding(problem: _FigureError, index: int, source: FigureSource, document: Document, text: str) -> Finding:
    at = document.position(("figures", index, problem.key))
    line = text.split("\n")[at.line - 1]
    if problem.offset and line.startswith(normalise(source.value), at.column - 1):
        # Written on one line without quotes, so that characters of the expression are characters of the line.
        at = Source(at.file, at.line, at.column + problem.offset)
    return Finding("TNS020", Severity.ERROR, say("{name}: {problem}", name=source.figure, problem=problem), (at,))
