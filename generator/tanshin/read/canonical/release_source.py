"""The shape of ``release.yaml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from tanshin.taxonomy.source import Model, Text

_KINDS = ("heading", "text", "note", "list", "highlights", "table", "statement", "form")


class HighlightSource(Model):
    """A figure that stands out: what it is, the figure, and what is said beside it."""

    label: Text
    figure: Text
    beside: Text | None = None


class BlockSource(Model):
    """A block: one of its keys says what it is; ``note`` names the concept that its ``text`` is a fact of."""

    heading: Text | None = None
    text: Text | None = None
    note: str | None = None
    items: tuple[Text, ...] = Field(default=(), alias="list")
    highlights: tuple[HighlightSource, ...] = ()
    table: str | None = None
    statement: str | None = None
    form: bool = False

    @model_validator(mode="after")
    def _is_one(self) -> BlockSource:
        given = [
            name
            for name in ("heading", "text", "items", "highlights", "table", "statement", "form")
            if getattr(self, name)
        ]
        if len(given) != 1 or (self.note and given != ["text"]):
            raise ValueError(f"a block is one of {', '.join(_KINDS)}; a note has a text")
        return self


class SectionSource(Model):
    """A section."""

    heading: Text
    blocks: tuple[BlockSource, ...] = Field(min_length=1)


class ProseFootnoteSource(Model):
    """A footnote that texts refer to; those of tables stand in ``filing.yaml``."""

    mark: Annotated[str, Field(min_length=1)]
    text: Text


class ReleaseSource(Model):
    """The file."""

    title: Text
    dateline: Text
    literals: tuple[str, ...] = ()
    sections: tuple[SectionSource, ...] = Field(min_length=1)
    footnotes: tuple[ProseFootnoteSource, ...] = ()
