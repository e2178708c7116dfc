"""Shapes of synthetic instances: what their trees of sums look like, and what their figures are."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from msgspec import Struct


class Shape(Struct, frozen=True):
    """How many children a total has, how many levels of totals there are, how many trees.

    Of a hundred figures ``repeated`` are there twice, ``nil`` are nil, and ``negative`` of a hundred arcs have the
    weight -1. ``decimals`` are those of all figures; ``places`` are digits behind the point.
    """

    name: str
    children: int
    levels: int
    trees: int = 1
    decimals: int = -3
    places: int = 0
    repeated: int = 0
    nil: int = 0
    negative: int = 0


SHAPES = (
    Shape("flat", children=40, levels=1),
    Shape("deep", children=3, levels=5),
    Shape("many concepts", children=6, levels=2, trees=40, negative=20),
    Shape("mixed", children=5, levels=3, repeated=5, nil=5, negative=30),
    Shape("decimals", children=8, levels=2, decimals=2, places=2),
)


class Node(Struct, frozen=True):
    """A concept and those it is the sum of, each with its weight."""

    name: str
    parts: tuple[tuple[Node, int], ...] = ()

    def walk(self) -> Iterator[Node]:
        """The node and all below it."""
        yield self
        for part, _ in self.parts:
            yield from part.walk()


class Figure(Struct, frozen=True):
    """One figure: a whole number of the units of its last place, ``None`` for nil."""

    name: str
    value: int | None


class Context(Struct, frozen=True):
    """The figures of one context, and the totals in it that are wrong."""

    number: int
    figures: tuple[Figure, ...]
    wrong: tuple[str, ...] = ()


def trees(shape: Shape, random: Random) -> tuple[Node, ...]:
    """The trees of a shape."""

    def below(name: str, level: int) -> Node:
        if level == shape.levels:
            return Node(name)
        parts = (below(f"{name}x{number}", level + 1) for number in range(shape.children))
        return Node(name, tuple((part, -1 if random.randrange(100) < shape.negative else 1) for part in parts))

    return tuple(below(f"T{number}", 0) for number in range(shape.trees))


def contexts(shape: Shape, nodes: tuple[Node, ...], facts: int, every: int, random: Random) -> Iterator[Context]:
    """So many contexts that there are so many facts; in each ``every``-th one total is wrong by more than rounding."""
    made = number = 0
    totals = [node for tree in nodes for node in tree.walk() if node.parts]
    while made < facts:
        wrong = random.choice(totals) if number % every == every - 1 else None
        values: dict[str, int | None] = {}
        for tree in nodes:
            _value(tree, values, shape, random, wrong)
        figures = [Figure(name, value) for name, value in values.items()]
        figures += [one for one in figures if random.randrange(100) < shape.repeated]
        yield Context(number, tuple(figures), (wrong.name,) if wrong else ())
        made += len(figures)
        number += 1


def _value(node: Node, values: dict[str, int | None], shape: Shape, random: Random, wrong: Node | None) -> int:
    """The value of a node, which is written down in whole units, with everything below it."""
    values[node.name] = None  # totals stand before their parts
    if node.parts:
        value = sum(weight * _value(part, values, shape, random, wrong) for part, weight in node.parts)
        if node is wrong:
            value += 1000 * (len(node.parts) + 1)
    elif random.randrange(100) < shape.nil:
        return 0
    else:
        value = random.randrange(1, 10**6)
    values[node.name] = value
    return value
