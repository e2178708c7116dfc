"""TNS520: the documents of a filing in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from tanshin.document.model import Block, Document, Run, Tagged
from tanshin.report.filing import Filing
from tanshin.validate.language import read, texts
from tanshin.validate.registry import Issue, rule
from tanshin.validate.stated import Statement, stated
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.source import Source

_MAX_WORDS = 60


class Bilingual(Struct, frozen=True):
    """The documents of a filing, each in two languages."""

    filing: Filing
    pairs: tuple[tuple[Document, Document], ...]


class _Twins(NamedTuple):
    """A part of a document in both languages; without ``blocks`` the documents are not made of the same parts."""

    documents: tuple[Document, Document]
    blocks: tuple[Block, Block] | None


def _twins(both: Bilingual) -> Iterator[_Twins]:
    for pair in both.pairs:
        first, second = (document.blocks for document in pair)
        if [type(block) for block in first] != [type(block) for block in second]:
            yield _Twins(pair, None)
        else:
            yield from (_Twins(pair, blocks) for blocks in zip(first, second, strict=True))


@rule("TNS520", Severity.WARNING, subject=Bilingual, each=_twins)
def languages_print_the_same(both: Bilingual, twins: _Twins) -> Iterator[Issue]:
    """Both languages of a document print the same figures, with the same signs and units, line by line.

    Texts and tables of both languages come out of the same data, and still a label may name another unit, a sentence
    another direction, a table leave out a row in one of them. Compared are the finished pages, cell by cell and
    sentence by sentence: figures as their words scale them (JPY106.2 billion is 1,062億円), rates with the word for
    their direction, the scale of columns, and the last days of the periods that are named. The pages are there when a
    filing is built, and then this is looked at.

    Correct the text or label of the language that is wrong.
    """
    one, other = twins.documents
    source = _source(both.filing, one)
    if twins.blocks is None:
        message = say(
            "{document} is not made of the same parts in {one} and {other}",
            document=one.name,
            one=one.lang,
            other=other.lang,
        )
        yield Issue(message, sources=(source,))
        return
    first, second = (list(texts(block)) for block in twins.blocks)
    if len(first) != len(second):
        yield Issue(
            say(
                "{document}: `{place}` has {count} cells or lines in {one} and {others} in {other}; print the same "
                "in both",
                document=one.name,
                place=_short((first or second)[0]),
                count=len(first),
                one=one.lang,
                others=len(second),
                other=other.lang,
            ),
            sources=(source,),
        )
        return
    for text, twin in zip(first, second, strict=True):
        says, twin_says = _stated(both, one, text), _stated(both, other, twin)
        for what in says.without(twin_says):
            yield Issue(_missing(one, text, other, what), sources=(source,))
        for what in twin_says.without(says):
            yield Issue(_missing(other, twin, one, what), sources=(source,))


def _stated(both: Bilingual, document: Document, runs: Iterable[Run]) -> Statement:
    text, known = read(runs)
    return stated(text, document.lang, both.filing.calendar, known)


def _missing(document: Document, text: Iterable[Run], without: Document, what: str) -> str:
    return say(
        "{document}: {what} is printed in {lang} and not in {without}, at `{place}`; print the same in both",
        document=document.name,
        what=what,
        lang=document.lang,
        without=without.lang,
        place=_short(text),
    )


def _source(filing: Filing, document: Document) -> Source:
    """Where the data describes what a document prints."""
    tables = {table.id: table.source for table in filing.printed_tables}
    told = {"release": filing.release, "presentation": filing.presentation}.get(document.name)
    return tables.get(document.name) or (told.source if told else filing.home)


def _short(runs: Iterable[Run]) -> str:
    words = " ".join("".join(run.display if isinstance(run, Tagged) else run.text for run in runs).split())
    return words if len(words) <= _MAX_WORDS else f"{words[: _MAX_WORDS - 3]}..."


RULES = (languages_print_the_same,)
