"""The shape of ``release.yaml``, and of ``presentation.yaml``, in which charts may stand as well."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from tanshin.read.canonical.source import Scale
from tanshin.taxonomy.source import Model, Text
from tanshin.values.message import listed, say


class HighlightSource(Model):
    """A figure that stands out: what it is, the figure, and what is said beside it."""

    label: Text
    figure: Text
    beside: Text | None = None


class BlockSource(Model):
    """A block: one of its keys says what it is; ``note`` names the concept that its ``text`` is a fact of."""

    KINDS: ClassVar[tuple[str, ...]] = ("heading", "text", "list", "highlights", "table", "statement", "form")

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
        given = [name for name in self.KINDS if getattr(self, "items" if name == "list" else name)]
        if len(given) != 1 or (self.note and given != ["text"]):
            raise ValueError(say("a block is one of {kinds}; a note has a text", kinds=listed(self.KINDS)))
        return self


class SeriesSource(Model):
    """What one colour of a chart stands for; ``value`` is how it follows where no filing publishes it."""

    concept: Annotated[str, Field(min_length=1)]
    members: dict[str, str] = Field(default_factory=dict)
    label: Text | None = None
    value: str | None = None


class ChartSource(Model):
    """A chart."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    kind: Literal["stacked", "grouped"]
    title: Text
    unit: Text | None = None
    scale: Scale
    periods: tuple[str, ...] = Field(min_length=1)
    columns: tuple[SeriesSource, ...] = Field(min_length=1, max_length=6)
    lines: tuple[SeriesSource, ...] = ()
    totals: SeriesSource | None = None
    note: Text | None = None


class SlideBlockSource(BlockSource):
    """A block of a slide, which may be a chart."""

    KINDS: ClassVar[tuple[str, ...]] = (*BlockSource.KINDS, "chart")

    chart: ChartSource | None = None


class SectionSource(Model):
    """A section."""

    heading: Text
    blocks: tuple[BlockSource, ...] = Field(min_length=1)


class SlideSource(SectionSource):
    """A slide."""

    blocks: tuple[SlideBlockSource, ...] = Field(min_length=1)


class ProseFootnoteSource(Model):
    """A footnote that texts refer to; those of tables stand in ``filing.yaml``."""

    mark: Annotated[str, Field(min_length=1)]
    text: Text


class ReleaseSource(Model):
    """``release.yaml``."""

    title: Text
    dateline: Text
    literals: tuple[str, ...] = ()
    sections: tuple[SectionSource, ...] = Field(min_length=1)
    footnotes: tuple[ProseFootnoteSource, ...] = ()


class PresentationSource(ReleaseSource):
    """``presentation.yaml``."""

    sections: tuple[SlideSource, ...] = Field(min_length=1)
