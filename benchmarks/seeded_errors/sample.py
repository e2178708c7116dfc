"""Which mistakes are made: of all that can be made, as many of each kind as are asked for, drawn by a seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from random import Random

from benchmarks.seeded_errors import figures, words
from benchmarks.seeded_errors.desk import NAMES, Desk
from benchmarks.seeded_errors.mutation import Kind, Mutation

_FILES = ("filing.yaml", "release.yaml", "presentation.yaml")


@lru_cache(maxsize=len(NAMES))
def possible(desk: Desk) -> Mapping[Kind, list[Mutation]]:
    """Every mistake of each kind that can be made in a filing."""
    texts = {file: desk.text(file) for file in _FILES if (desk.folder / file).is_file()}
    own = figures.figures_in(desk.filing, desk.sheet)
    return {**figures.mistakes(own), **words.mistakes(desk.filing, texts, desk.sheet)}


def drawn(desk: Desk, each: int, seed: int, kinds: frozenset[Kind] = frozenset(Kind)) -> list[Mutation]:
    """So many of each kind, or all where there are fewer; the same for the same seed."""
    return [
        mutation
        for kind, found in possible(desk).items()
        if kind in kinds
        for mutation in Random(f"{seed} {desk.name} {kind}").sample(found, min(each, len(found)))  # noqa: S311 - no secret
    ]
