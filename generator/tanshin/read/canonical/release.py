"""``release.yaml`` -> the release of a filing; ``presentation.yaml`` -> its slides."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.derive.binding import Binder
from tanshin.derive.past import Past
from tanshin.read.canonical.chart import ChartReader
from tanshin.read.canonical.folder import Folder
from tanshin.read.canonical.prose import parse_prose
from tanshin.read.canonical.release_source import (
    BlockSource,
    ChartSource,
    PresentationSource,
    ProseFootnoteSource,
    ReleaseSource,
    SlideBlockSource,
)
from tanshin.report.book import PRESENTATION, RELEASE
from tanshin.report.chart import ChartPlan
from tanshin.report.filing import Filing
from tanshin.report.footnote import Footnote as NotedOnTable
from tanshin.report.prose import Bound, Prose, Style
from tanshin.report.release import (
    Attached,
    Block,
    Charted,
    Footnote,
    Highlight,
    Highlights,
    Passage,
    Points,
    Printed,
    Release,
    Section,
    Title,
)
from tanshin.taxonomy.concept import ItemType, Kind
from tanshin.taxonomy.pattern import PLACE
from tanshin.taxonomy.source import Text
from tanshin.values.complaint import KeyPath
from tanshin.values.finding import Finding, InputError, Severity, sort_findings
from tanshin.values.message import listed, say
from tanshin.values.qname import QName
from tanshin.values.source import Source
from tanshin.values.yaml import Document, validate

T = TypeVar("T")

#: How a footnote of the filing's tables prints figures of a type.
_STYLES = {
    ItemType.MONETARY: Style.MILLION,
    ItemType.PER_SHARE: Style.PER_SHARE,
    ItemType.PERCENT: Style.PERCENT,
}


def read_release(folder: Path | Folder, filing: Filing, binder: Binder) -> Filing:
    """The filing with the release that lies in its folder; without one the filing as it is.

    ``binder`` answers what the texts ask for, so that what cannot be asked is told here.

    Raises:
        InputError: the file cannot be used (TNS001, TNS002, TNS004, TNS005), or a text names what there is not
            (TNS030).
    """
    release = _read(folder, RELEASE, ReleaseSource, filing, binder)
    return replace(filing, release=release) if release else filing


def read_presentation(folder: Path | Folder, filing: Filing, binder: Binder) -> Filing:
    """The filing with the presentation that lies in its folder; without one the filing as it is.

    Raises:
        InputError: as for a release; or a chart asks for what there is not (TNS030).
    """
    slides = _read(folder, PRESENTATION, PresentationSource, filing, binder)
    return replace(filing, presentation=slides) if slides else filing


def _read(
    folder: Path | Folder, file: str, shape: type[ReleaseSource], filing: Filing, binder: Binder
) -> Release | None:
    home = folder if isinstance(folder, Folder) else Folder(folder, filing.name)
    if not home.has(file):
        return None
    document = home.read_yaml(file)
    reader = _Reader(filing, binder, document)
    release = reader.release(validate(shape, document))
    if reader.problems:
        raise InputError(*sort_findings(reader.problems))
    return release


class _Reader(Struct):
    """Reads the parts of a release; what is wrong with them gathers in ``problems``."""

    filing: Filing
    binder: Binder
    document: Document
    problems: list[Finding] = field(default_factory=list)
    charts: set[str] = field(default_factory=set)

    def release(self, source: ReleaseSource) -> Release:
        """The release."""
        footnotes = (
            *(self._footnote(one, ("footnotes", at)) for at, one in enumerate(source.footnotes)),
            *map(self._of_filing, self.filing.footnotes),
        )
        release = Release(
            self._prose(source.title, ("title",)),
            self._prose(source.dateline, ("dateline",)),
            tuple(
                Section(
                    self._prose(section.heading, ("sections", at, "heading")),
                    tuple(
                        self._block(block, ("sections", at, "blocks", index))
                        for index, block in enumerate(section.blocks)
                    ),
                )
                for at, section in enumerate(source.sections)
            ),
            footnotes,
            source.literals,
            Source(self.document.file, 1),
        )
        noted = [(block.concept, block.prose) for block in release.blocks() if isinstance(block, Passage)]
        for at, (concept, prose) in enumerate(noted):
            if concept and concept in [other for other, _ in noted[:at]]:
                self._say(
                    say("the note {concept} stands a second time; it is one text", concept=concept.local),
                    prose.sources["en"],
                )
        known = {one.mark for one in footnotes}
        for prose in release.prose():
            for lang in prose.parts:
                for mark in prose.marks(lang):
                    if mark not in known:
                        self._say(
                            say("there is no footnote {mark}{near}", mark=mark, near=_near(mark, known)),
                            prose.sources[lang],
                        )
        return release

    def _block(self, source: BlockSource, path: KeyPath) -> Block:
        if source.heading:
            return Title(self._prose(source.heading, (*path, "heading")))
        if source.text:
            concept = self._concept(source.note, (*path, "note")) if source.note else None
            return Passage(self._prose(source.text, (*path, "text")), concept)
        if source.items:
            return Points(tuple(self._prose(item, (*path, "list", at)) for at, item in enumerate(source.items)))
        if source.highlights:
            return self._highlights(source, path)
        return self._shown(source, path)

    def _shown(self, source: BlockSource, path: KeyPath) -> Attached | Charted | Printed:
        """What stands elsewhere and is shown here."""
        if source.form:
            return Attached()
        if isinstance(source, SlideBlockSource) and source.chart:
            return Charted(self._chart(source.chart, (*path, "chart")))
        key = "table" if source.table else "statement"
        name, place = source.table or source.statement or "", self.document.position((*path, key))
        known = [table.id for table in self.filing.printed_tables]
        if name not in known:
            self._say(say("the filing has no table {name}{near}", name=name, near=_near(name, known)), place)
        return Printed(name, key == "statement", place)

    def _highlights(self, source: BlockSource, path: KeyPath) -> Highlights:
        lines = []
        for at, line in enumerate(source.highlights):
            here = (*path, "highlights", at)
            beside = self._prose(line.beside, (*here, "beside")) if line.beside else None
            figure = self._prose(line.figure, (*here, "figure"))
            lines.append(Highlight(self._prose(line.label, (*here, "label")), figure, beside))
        return Highlights(tuple(lines))

    def _chart(self, source: ChartSource, path: KeyPath) -> ChartPlan:
        reader = ChartReader(Past(self.filing, figures=self.binder.figures), self._prose, self._try, self.document)
        plan = reader.plan(source, path)
        if plan.id in self.charts:
            self._say(say("there is a chart {plan} already", plan=plan.id), self.document.position((*path, "id")))
        self.charts.add(plan.id)
        return plan

    def _footnote(self, source: ProseFootnoteSource, path: KeyPath) -> Footnote:
        if source.mark in [other.mark for other in self.filing.footnotes]:
            message = say("filing.yaml has a footnote {source}; call this one otherwise", source=source.mark)
            self._say(message, self.document.position((*path, "mark")))
        return Footnote(source.mark, self._prose(source.text, (*path, "text")), (), self.document.position(path))

    def _of_filing(self, footnote: NotedOnTable) -> Footnote:
        """A footnote of the filing's tables; a figure in it is printed as figures of its type are."""
        texts = {lang: PLACE.sub(self._styled, text) for lang, text in footnote.texts}
        sources = dict.fromkeys(texts, footnote.source)
        parts = {
            lang: self._try(partial(parse_prose, text, self.filing, lang), footnote.source) or ()
            for lang, text in texts.items()
        }
        on = tuple((target.table, target.row, target.column) for target in footnote.targets)
        return Footnote(footnote.mark, Prose(parts, sources), on, footnote.source)

    def _styled(self, match: re.Match[str]) -> str:
        concept = self.filing.taxonomy.dts.concepts.get(self.filing.taxonomy.name(match[1]))
        return f"{{{match[0][1:-1]} | {_STYLES.get(concept.type, Style.COUNT)}}}" if concept else match[0]

    def _concept(self, local: str, path: KeyPath) -> QName:
        taxonomy = self.filing.taxonomy
        notes = {
            name.local
            for name, one in taxonomy.dts.concepts.items()
            if one.kind is Kind.ITEM and not one.abstract and one.type is ItemType.STRING
        }
        if local not in notes:
            self._say(
                say(
                    "{prefix} has no note {local}{near}", prefix=taxonomy.prefix, local=local, near=_near(local, notes)
                ),
                self.document.position(path),
            )
        return taxonomy.name(local)

    def _prose(self, text: Text, path: KeyPath) -> Prose:
        texts = {"en": text.en, "ja": text.ja}
        sources = {lang: self.document.position((*path, lang)) for lang in texts}
        parts = {
            lang: self._try(partial(parse_prose, words, self.filing, lang), sources[lang]) or ()
            for lang, words in texts.items()
        }
        for lang, found in parts.items():
            for part in found:
                if isinstance(part, Bound):
                    self._try(partial(self.binder.answer, part), sources[lang])
        return Prose(parts, sources)

    def _try(self, ask: Callable[[], T], source: Source) -> T | None:
        try:
            return ask()
        except ValueError as error:
            self._say(str(error), source)
            return None

    def _say(self, message: str, source: Source) -> None:
        self.problems.append(Finding("TNS030", Severity.ERROR, message, (source,)))


def _near(name: str, known: set[str] | list[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    if close:
        return say("; did you mean {close}?", close=close[0])
    return say("; there are {known}", known=listed(sorted(known))) if known else ""
