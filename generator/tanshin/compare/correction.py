"""The correction of a filing: everything its later version prints otherwise, and what moved with it.

Nothing is typed for it: every figure, before and after, is that of one of the two versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tanshin.compare.difference import Difference, Entry, Kind, difference
from tanshin.compare.excerpt import Excerpt, excerpts
from tanshin.compare.moved import Moved, moved
from tanshin.compare.side import side_of
from tanshin.derive.binding import bind
from tanshin.derive.figure import Figure
from tanshin.document.build import documents
from tanshin.document.model import Document, Heading, Table, Text
from tanshin.document.release import release_document
from tanshin.document.statement import title_of
from tanshin.document.table import table_block
from tanshin.report.filing import Filing
from tanshin.report.filing import Table as Layout
from tanshin.values.message import Message, say


class Correction(Struct, frozen=True):
    """Two versions of a filing, in one language.

    ``excerpts`` are the rows and texts that read otherwise, ``others`` the facts that changed and are printed in none
    of those, ``moved`` the figures that follow from what changed, ``titles`` what figures are called that expressions
    name. ``is_whole`` is false where the texts of the release
    could not be compared, because one of them asks for a figure that there is not.
    """

    old: Filing
    new: Filing
    lang: str
    difference: Difference
    excerpts: tuple[Excerpt, ...]
    others: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    titles: Mapping[str, str]
    is_whole: bool

    @property
    def has_data(self) -> bool:
        """Whether facts changed, and with them what is sent as XBRL; a caption alone is none."""
        return any(entry.kind is not Kind.LABEL and not entry.table for entry in self.difference.entries)


def obstacle(old: Filing, new: Filing) -> Message | None:
    """Why two filings are not versions of one; ``None`` where they are."""
    if old.entity != new.entity:
        return say("A is a filing of {old}, B of {new}", old=old.issuer.code, new=new.issuer.code)
    if old.form.name != new.form.name:
        return say("A fills in the form {old}, B {new}", old=old.form.name or "-", new=new.form.name or "-")
    ours, theirs = old.calendar.reported, new.calendar.reported
    if ours != theirs:
        return say("A is about {old}, B about {new}", old=ours, new=theirs)
    return None


def correction(
    old: Filing, new: Filing, figures: Iterable[Figure], lang: str, earlier: Sequence[Filing] = ()
) -> Correction:
    """What the later version of a filing corrects.

    ``figures`` are those of the taxonomy, ``earlier`` the filings before both.

    Raises:
        ValueError: the two are not versions of one filing.
    """
    if why := obstacle(old, new):
        raise ValueError(why)
    known = tuple(figures)
    found = difference(side_of(old), side_of(new))
    released = [_released(filing, known, earlier, lang) for filing in (old, new)]
    is_whole = None not in released
    before, after = (
        _documents(filing, (pages or ()) if is_whole else (), lang)
        for filing, pages in zip((old, new), released, strict=True)
    )
    told = excerpts(before, after)
    shown = {key for one in told for key in one.keys}
    return Correction(
        old,
        new,
        lang,
        found,
        told,
        tuple(entry for entry in found.entries if _is_other(entry, lang) and shown.isdisjoint(_keys(entry))),
        moved(old, new, known, earlier),
        {figure.name: figure.titles[lang] for figure in known if lang in figure.titles},
        is_whole,
    )


def _documents(filing: Filing, released: Iterable[Document], lang: str) -> tuple[Document, ...]:
    """Everything a version prints; tables that only slides show stand by themselves."""
    printed = (*documents(filing, lang), *released)
    shown = {block.id for page in printed for block in page.blocks if isinstance(block, Table)}
    left = (layout for layout in filing.details if layout.id not in shown)
    return (*printed, *(_alone(filing, layout, lang) for layout in left))


def _alone(filing: Filing, layout: Layout, lang: str) -> Document:
    title = title_of(filing, layout, lang)
    return Document(layout.id, lang, title, (Heading(1, (Text(title),)), table_block(filing, layout, lang)))


def _released(
    filing: Filing, figures: Sequence[Figure], earlier: Sequence[Filing], lang: str
) -> tuple[Document, ...] | None:
    """The release, where there is one; ``None`` where it cannot be printed."""
    try:
        page = release_document(filing, bind(filing, figures, earlier), lang)
    except ValueError:
        return None
    return (page,) if page else ()


def _is_other(entry: Entry, lang: str) -> bool:
    """Whether an entry is of facts that a document in a language would print: not of another language, no mere name."""
    return entry.kind is not Kind.LABEL and entry.fact.key.lang in (None, lang)


def _keys(entry: Entry) -> set[object]:
    return {fact.key for fact in (entry.old, entry.new) if fact}
