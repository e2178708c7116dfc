"""The figures that accompany others: what their trees say of them, for each concept they go with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from tanshin.derive.expression import (
    Expression,
    ExpressionError,
    Item,
    Named,
    NotOfThisEra,
    normalise,
    parse_expression,
)
from tanshin.derive.figure import Figure
from tanshin.derive.names import Scope
from tanshin.taxonomy.statement import Companion
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source

#: What the expression of a companion calls the figure it accompanies; XTarget is the companion whose suffix is Target.
FIGURE = "X"
_FIGURE = re.compile(rf"\b{FIGURE}(?=\b|[A-Z])")


class _Beside(Struct, frozen=True):
    """The names of an expression about one concept: ``X`` is what is reported of it, with the figure's own members."""

    scope: Scope
    concept: str

    def item(self, local: str, members: tuple[str, ...], of_form: bool) -> Item:
        """A concept; see :meth:`Scope.item`."""
        name = _FIGURE.sub(self.concept, local)
        if name == local or of_form:
            return self.scope.item(local, members, of_form)
        if members:
            raise LookupError(say("{local} has the members of the figure, and takes no others", local=local))
        return replace(self.scope.item(name, (), of_form=False), beside=True)

    def figure(self, name: str) -> Named:
        """Another figure; see :meth:`Scope.figure`."""
        return self.scope.figure(name)


def companion_figures(scope: Scope, declared: frozenset[QName]) -> tuple[Figure, ...]:
    """Every figure that accompanies another; what ``figures.yaml`` declares itself (``declared``) takes its place.

    Raises:
        InputError: an expression is malformed, or names what there is not (TNS020).
    """
    found: dict[QName, Figure] = {}
    problems: list[Finding] = []
    for concept, companion, name in _companions(scope):
        if name in found or name in declared or not companion.expression:
            continue
        try:
            tree = parse_expression(companion.expression, _Beside(scope, concept.local))
            found[name] = _figure(name, concept, companion, tree, scope)
        except NotOfThisEra:
            continue
        except ExpressionError as error:
            source = companion.source or Source("taxonomy")
            problems.append(
                Finding("TNS020", Severity.ERROR, say("{name}: {error}", name=companion.name, error=error), (source,))
            )
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return tuple(found.values())


def _companions(scope: Scope) -> Iterator[tuple[QName, Companion, QName]]:
    for _, line in scope.own.lines():
        for companion, name in line.companions:
            yield line.concept, companion, name


def _figure(name: QName, concept: QName, companion: Companion, tree: Expression, scope: Scope) -> Figure:
    labels = scope.own.dts.concepts[name]
    return Figure(
        name=name.local,
        titles={lang: labels.label(lang) for lang in ("en", "ja")},
        concept=name,
        when=(),
        expression=_FIGURE.sub(concept.local, normalise(companion.expression)),
        tree=tree,
        source=companion.source or Source("taxonomy"),
        accompanies=True,
    )
