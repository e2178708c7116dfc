"""``figures.yaml`` of the exchange's taxonomy -> figures that follow within a summary from what it prints itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from tanshin.derive.expression import ExpressionError
from tanshin.derive.summary import REST, SummaryFigure
from tanshin.taxonomy.source import Model, Text
from tanshin.taxonomy.taxonomy import FIGURES, Taxonomy
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.yaml import read_yaml, validate

_ELEMENT = re.compile(r"([A-Z]\w*)(\{item\})?(?:\[([A-Z]\w*)\])?")


class SummaryFigureSource(Model):
    """A figure: the elements that state it, each with its words, and the expressions that take them."""

    figure: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: Text
    of: dict[str, dict[str, str]]
    when: Literal["result", "forecast"] | None = None
    value: tuple[str, ...] = Field(min_length=1)


class SummaryFiguresSource(Model):
    """The file."""

    figures: tuple[SummaryFigureSource, ...]


def read_summary_figures(folder: Path, taxonomy: Taxonomy) -> tuple[SummaryFigure, ...]:
    """What follows within summaries of the exchange's form, as ``figures.yaml`` in the folder of its taxonomy says.

    Raises:
        InputError: the file cannot be read (TNS001, TNS002, TNS004, TNS005), or an expression is malformed (TNS020).
    """
    document = read_yaml(folder / FIGURES, f"{folder.name}/{FIGURES}")
    found: list[SummaryFigure] = []
    for index, source in enumerate(validate(SummaryFiguresSource, document).figures):
        for element, words in source.of.items():
            try:
                figure = _figure(source, element, words)
                figure.ways(taxonomy.name(f"{figure.element}X" if figure.begins else figure.element))
            except (ExpressionError, KeyError) as error:
                problem = (
                    say("there is no word for {place} in the expression", place=error.args[0])
                    if isinstance(error, KeyError)
                    else error
                )
                message = say("{name}: {problem}", name=element, problem=problem)
                place = document.position(("figures", index, "of", element))
                raise InputError(Finding("TNS020", Severity.ERROR, message, (place,))) from None
            found.append(figure)
    return tuple(found)


def _figure(source: SummaryFigureSource, element: str, words: dict[str, str]) -> SummaryFigure:
    match = _ELEMENT.fullmatch(element)
    if match is None:
        raise ExpressionError(say("{name} is no element", name=element), element, 0)
    local, rest, member = match.groups()
    return SummaryFigure(
        name=source.figure,
        titles={"en": source.title.en, "ja": source.title.ja},
        element=local,
        values=source.value,
        words=tuple((name, word) for name, word in words.items() if name != REST or not rest),
        begins=bool(rest),
        member=member,
        is_forecast={"result": False, "forecast": True}.get(source.when or ""),
    )
