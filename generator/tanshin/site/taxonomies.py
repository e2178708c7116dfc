"""The taxonomy reference as pages: each taxonomy, each statement, each concept, the equations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from tanshin.derive.figure import Figure
from tanshin.site.book import Book, Place
from tanshin.site.equation import equation
from tanshin.site.page import Crumb, Hit, Page
from tanshin.site.usage import Use
from tanshin.taxonomy.concept import Concept, Kind
from tanshin.taxonomy.era import Era
from tanshin.taxonomy.identity import Identity
from tanshin.taxonomy.label import DOCUMENTATION
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.values.qname import QName

SECTION = "taxonomy/index.html"


class Named(Struct, frozen=True):
    """A concept or a statement that is linked: its names in both languages, and its page."""

    en: str
    ja: str
    href: str
    local: str = ""


class Addend(Struct, frozen=True):
    """A part of a sum."""

    weight: int
    named: Named


class Position(Struct, frozen=True):
    """Where a concept stands in a statement: below what, under which caption, as what sum, next to what."""

    statement: Named
    above: tuple[Named, ...]
    caption: Named
    role: str
    negated: bool
    addends: tuple[Addend, ...]
    below: tuple[Named, ...]


class Part(Struct, frozen=True):
    """A sum that a concept is part of."""

    statement: Named
    total: Named
    weight: int


class Row(Struct, frozen=True):
    """A line of a statement's tree; the first of each concept has an id."""

    depth: int
    caption: Named
    id: str
    abstract: bool
    negated: bool
    addends: tuple[Addend, ...]
    also: Mapping[str, tuple[str, ...]]


class Caption(Struct, frozen=True):
    """What a line was called in an era."""

    statement: Named
    role: str
    en: str
    ja: str
    printed: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str], ...]


class Time(Struct, frozen=True):
    """A concept in an era; without captions it is not printed in it, or does not exist."""

    era: Era
    exists: bool
    captions: tuple[Caption, ...]


class Library(Struct, frozen=True, dict=True):
    """Every taxonomy of the site; the concepts of one may stand in the statements of another."""

    books: tuple[Book, ...]
    uses: Mapping[QName, tuple[Use, ...]]

    @cached_property
    def homes(self) -> Mapping[QName, Book]:
        """The taxonomy that defines each concept."""
        return {name: book for book in self.books for name in book.concepts}

    def named(self, name: QName) -> Named:
        """A concept as a link, called by its standard label."""
        book = self.homes[name]
        _, concept = book.concepts[name]
        return Named(concept.label("en"), concept.label("ja"), book.of_concept(name.local), name.local)

    def caption(self, taxonomy: Taxonomy, line: Line) -> Named:
        """A line as a link, called as it is in an era."""
        concept = taxonomy.dts.concepts[line.concept]
        href = self.homes[line.concept].of_concept(line.concept.local)
        return Named(concept.label("en", line.role), concept.label("ja", line.role), href, line.concept.local)

    def addends(self, line: Line) -> tuple[Addend, ...]:
        """The parts of the sum that a line closes."""
        return tuple(Addend(weight, self.named(name)) for name, weight in line.addends)


def taxonomy_pages(library: Library) -> Iterator[Page]:
    """The pages of every taxonomy, and one that lists them."""
    yield Page(SECTION, "Taxonomies", SECTION, "taxonomies", {"books": library.books})
    for book in library.books:
        yield _front(book, library)
        yield _equations(book, library)
        for era in book.eras.eras:
            yield from (_statement(book, era, statement, library) for statement in era.taxonomy.statements)
        for taxonomy, concept in book.concepts.values():
            yield _concept(book, taxonomy, concept, library)


def _crumbs(book: Book) -> tuple[Crumb, ...]:
    return Crumb("Taxonomies", SECTION), Crumb(book.name, book.home)


def _front(book: Book, library: Library) -> Page:
    newest = book.eras.newest
    eras = [
        (era, [_titled(book, era.taxonomy, one) for one in era.taxonomy.statements]) for era in reversed(book.eras.eras)
    ]
    items = [name for name, (_, one) in book.concepts.items() if one.kind is Kind.ITEM and not one.abstract]
    concepts = [library.named(name) for name in items]
    others = [library.named(name) for name in book.concepts if name not in set(items)]
    hit = Hit("taxonomy", newest.titles["en"], f"{newest.titles['ja']} {newest.namespace}", book.home)
    data = {"book": book, "newest": newest, "eras": eras, "concepts": concepts, "others": others}
    return Page(
        book.home, newest.titles["en"], SECTION, "taxonomy", data, _crumbs(book)[:1], newest.titles["ja"], (hit,)
    )


def _titled(book: Book, taxonomy: Taxonomy, statement: Statement) -> Named:
    role = taxonomy.dts.roles[statement.role]
    form = f" ({statement.form})" if statement.form else ""
    return Named(role.title("en") + form, role.title("ja") + form, book.of_statement(taxonomy, statement), statement.id)


def _statement(book: Book, era: Era, statement: Statement, library: Library) -> Page:
    taxonomy = era.taxonomy
    seen: set[QName] = set()
    rows: list[Row] = []
    for depth, line in statement.walk():
        anchor = "" if line.concept in seen else line.concept.local
        seen.add(line.concept)
        said = dict.fromkeys((*line.patterns, *line.aliases))
        also = {lang: tuple(text for word, text in said if word == lang) for lang in ("en", "ja")}
        caption = library.caption(taxonomy, line)
        rows.append(Row(depth, caption, anchor, line.abstract, line.negated, library.addends(line), also))
    title = _titled(book, taxonomy, statement)
    axes = [(library.named(axis), [library.named(member) for member in members]) for axis, members in statement.axes]
    data = {"statement": statement, "rows": rows, "axes": axes, "era": era, "role": statement.role}
    hit = Hit("statement", title.en, f"{title.ja} {statement.id} {era.name}", title.href)
    return Page(title.href, title.en, SECTION, "statement", data, _crumbs(book), title.ja, (hit,))


def _equations(book: Book, library: Library) -> Page:
    data = {
        "identities": [
            (one, equation(one), [library.named(name) for name in _linked(one, book, library)])
            for _, one in book.identities.values()
        ],
        "figures": [(one, _of(one, library)) for one in book.derived.values()],
    }
    hits = (
        *(
            Hit("identity", one.titles["en"], f"{one.titles['ja']} {one.id}", f"{book.of_equations}#{one.id}")
            for _, one in book.identities.values()
        ),
        *(
            Hit("figure", one.titles["en"], f"{one.titles['ja']} {one.name}", f"{book.of_equations}#figure-{one.name}")
            for one in book.derived.values()
            if one.titles
        ),
    )
    return Page(book.of_equations, "Identities and figures", SECTION, "equations", data, _crumbs(book), "", hits)


def _linked(identity: Identity, book: Book, library: Library) -> list[QName]:
    return [name for name, found in book.bound.items() if identity in found and name in library.homes]


def _of(figure: Figure, library: Library) -> Named | None:
    return library.named(figure.concept) if figure.concept and figure.concept in library.homes else None


def _concept(book: Book, taxonomy: Taxonomy, concept: Concept, library: Library) -> Page:
    name = concept.qname
    places = book.places.get((taxonomy.era, name), ())
    history = tuple(_history(book, concept, library)) if len(book.eras.eras) > 1 else ()
    data = {
        "book": book,
        "concept": concept,
        "taxonomy": taxonomy,
        "eras": [era.name for era in book.eras.eras if name in era.taxonomy.dts.concepts and era.name],
        "documentation": _documentation(concept),
        "labels": _labels(concept),
        "positions": [_position(book, taxonomy, place, library) for place in places],
        "parts": _parts(book, taxonomy, name, library),
        "identities": [(one, equation(one)) for one in book.bound.get(name, ())],
        **_figures(book, name, library),
        "history": history,
        "gave": _gave_way(book, name, library),
        "uses": library.uses.get(name, ()),
    }
    captions = {label.text for label in concept.labels if label.role != DOCUMENTATION}
    captions |= {text for place in places for _, text in (*place.line.aliases, *place.line.patterns)}
    captions |= {caption for time in history for one in time.captions for caption in (one.en, one.ja)}
    hit = Hit(
        "concept",
        f"{concept.label('en')} {concept.label('ja')}",
        " ".join((str(name), *sorted(captions - {concept.label("en"), concept.label("ja")}))),
        book.of_concept(name.local),
    )
    return Page(hit.href, concept.label("en"), SECTION, "concept", data, _crumbs(book), concept.label("ja"), (hit,))


def _documentation(concept: Concept) -> dict[str, str]:
    return {label.lang: label.text for label in concept.labels if label.role == DOCUMENTATION}


def _labels(concept: Concept) -> list[tuple[str, str, str]]:
    """The labels by role, a URI, in English and Japanese."""
    found: dict[str, dict[str, str]] = {}
    for label in concept.labels:
        if label.role != DOCUMENTATION:
            found.setdefault(label.role, {})[label.lang] = label.text
    return [(role, texts.get("en", ""), texts.get("ja", "")) for role, texts in found.items()]


def _position(book: Book, taxonomy: Taxonomy, place: Place, library: Library) -> Position:
    line = place.line
    return Position(
        _titled(book, taxonomy, place.statement),
        tuple(library.caption(taxonomy, one) for one in place.above),
        library.caption(taxonomy, line),
        line.role,
        line.negated,
        library.addends(line),
        tuple(library.caption(taxonomy, one) for one in line.lines),
    )


def _parts(book: Book, taxonomy: Taxonomy, name: QName, library: Library) -> list[Part]:
    return [
        Part(_titled(book, taxonomy, statement), library.caption(taxonomy, line), weight)
        for statement, line, weight in book.parts.get((taxonomy.era, name), ())
    ]


def _figures(book: Book, name: QName, library: Library) -> dict[str, Sequence[tuple[Book, Figure]]]:
    """The figures a concept reports, and those made of it; of the form they stand in the taxonomies of issuers."""
    official = book.eras.newest.official
    return {
        "reports": [(other, one) for other in library.books for one in other.derived.values() if one.concept == name],
        "asked": [
            (other, one)
            for other in (library.books if official else (book,))
            for one in other.asked.get((official, name.local), ())
        ],
    }


def _history(book: Book, concept: Concept, library: Library) -> Iterator[Time]:
    for era in book.eras.eras:
        taxonomy = era.taxonomy
        places = book.places.get((taxonomy.era, concept.qname), ())
        captions = tuple(_said(book, taxonomy, place, library) for place in places)
        yield Time(era, concept.qname in taxonomy.dts.concepts, captions)


def _said(book: Book, taxonomy: Taxonomy, place: Place, library: Library) -> Caption:
    caption = library.caption(taxonomy, place.line)
    statement = _titled(book, taxonomy, place.statement)
    line = place.line
    return Caption(statement, line.role, caption.en, caption.ja, line.patterns, line.aliases)


def _gave_way(
    book: Book, name: QName, library: Library
) -> list[tuple[Named, tuple[Named, ...], str, Mapping[str, str]]]:
    return [
        (library.named(one.concept), tuple(map(library.named, one.to)), one.since, one.notes)
        for one in book.eras.reclassifications
        if name in (one.concept, *one.to)
    ]
