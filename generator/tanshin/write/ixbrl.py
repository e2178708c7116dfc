"""Inline XBRL: a document whose printed figures are the facts (Inline XBRL 1.0 and 1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from lxml import etree
from markupsafe import Markup, escape
from msgspec import Struct, field
from msgspec.structs import replace

from tanshin.document.model import Document, Format, Tagged
from tanshin.document.noted import notes_of
from tanshin.report.calendar import Calendar
from tanshin.report.fact import Key
from tanshin.report.instance import FactNote
from tanshin.values.memory import stage
from tanshin.values.message import say
from tanshin.write.context import (
    USUAL,
    Naming,
    Resources,
    append_linkbase_refs,
    append_resources,
    append_schema_refs,
    lexical,
    prefixes_of,
    resources_of,
    summary_names,
)
from tanshin.write.html import render

InlineVersion = Literal["1.0", "1.1"]


class _Version(Struct, frozen=True):
    """What differs between the versions: namespaces, the names of transformations, ``html/@version``.

    ``nests`` says whether a figure may stand within another.
    """

    ix: str
    ixt: str
    formats: Mapping[Format, str]
    html: str | None = None
    nests: bool = True


_VERSIONS: Mapping[InlineVersion, _Version] = {
    "1.0": _Version(
        "http://www.xbrl.org/2008/inlineXBRL",
        "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31",
        {
            Format.NUMBER: "numdotdecimal",
            Format.TRUE: "booleantrue",
            Format.FALSE: "booleanfalse",
            Format.ERA_DATE: "dateerayearmonthdayjp",
            Format.LONG_DATE: "datemonthdayyearen",
        },
        "-//XBRL International//DTD XHTML Inline XBRL 1.0//EN",
        nests=False,
    ),
    "1.1": _Version(
        "http://www.xbrl.org/2013/inlineXBRL",
        "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
        {
            Format.NUMBER: "num-dot-decimal",
            Format.TRUE: "fixed-true",
            Format.FALSE: "fixed-false",
            Format.ERA_DATE: "date-jpn-era-year-month-day",
            Format.LONG_DATE: "date-monthname-day-year-en",
        },
    ),
}


@stage
def inline(
    document: Document,
    *,
    calendar: Calendar,
    schema_refs: Sequence[str],
    linkbase_refs: Sequence[str] = (),
    version: InlineVersion = "1.0",
    naming: Naming = summary_names,
    prefix: str = "",
    style: str = "document.css",
) -> bytes:
    """The document with its facts tagged: UTF-8 with a byte order mark, without a DOCTYPE, as TDnet wants it.

    ``schema_refs`` are the locations of the schemas, relative to where the document will stand or absolute;
    ``linkbase_refs`` those of linkbases that no schema refers to. ``version`` decides on the transformation registry
    too: the second for 1.0, the fourth for 1.1. The footnotes of its tables are footnotes of the
    facts there. ``naming`` and ``prefix`` make the ids of contexts and units (see ``resources_of``). ``style`` names
    the style sheet.

    Raises:
        ValueError: the prefix cannot begin an id, or there is no such version.
    """
    if version not in _VERSIONS:
        raise ValueError(say("Inline XBRL is written in the versions 1.0 and 1.1, not in {version}", version=version))
    dialect = _VERSIONS[version]
    keys = [fact.key for fact in document.tagged()]
    notes = tuple(notes_of(document, frozenset(keys)))
    prefixes = prefixes_of(keys, {"ix": dialect.ix, "ixt": dialect.ixt, **USUAL})
    resources = resources_of(keys, calendar, naming=naming, prefix=prefix)
    tagger = _Tagger(dialect, prefixes, resources, _noted(notes))
    page = render(
        document,
        tag=tagger.tag,
        head_attributes=_declarations(dialect, prefixes),
        tail=Markup('<div style="display:none"><ix:header>{}{}</ix:header></div>').format(
            tagger.hidden(document, notes), _references(tagger, schema_refs, linkbase_refs, notes)
        ),
        style=style,
    )
    content = page.encode()
    etree.fromstring(content)  # what is not well-formed must not leave this place
    return b"\xef\xbb\xbf" + content


def _noted(notes: Iterable[FactNote]) -> Mapping[Key, tuple[str, ...]]:
    """The footnotes of each fact, by the names they have in the document."""
    found: dict[Key, tuple[str, ...]] = {}
    for number, note in enumerate(notes, 1):
        for key in note.facts:
            found[key] = (*found.get(key, ()), f"footnote-{number}")
    return found


class _Tagger(Struct, frozen=True):
    """Prints facts as elements of one document; ``noted`` are the names of the footnotes on each.

    In the earlier version each element names the footnotes of its fact. In the later one a relationship joins them by
    the id of the first element of the fact; ``given`` are the facts that have theirs.
    """

    dialect: _Version
    prefixes: Mapping[str, str]
    resources: Resources
    noted: Mapping[Key, tuple[str, ...]]
    given: set[Key] = field(default_factory=set)

    def id_of(self, key: Key) -> str:
        """The id of a fact that a footnote is on."""
        return f"noted-{list(self.noted).index(key) + 1}"

    def tag(self, run: Tagged, content: Markup) -> Markup:
        """The text of a fact within its element; signs and nil marks stand outside.

        A text that states several facts stands within one element in another (Inline XBRL 1.1, section 10.1.1).
        """
        if run.also and self.dialect.nests:
            inner, *rest = run.also
            return self._element(run, self.tag(replace(run, fact=inner, also=tuple(rest)), content))
        return self._element(run, content)

    def _element(self, run: Tagged, content: Markup) -> Markup:
        name = "ix:nonNumeric" if run.fact.key.unit is None else "ix:nonFraction"
        attributes = "".join(f' {key}="{escape(value)}"' for key, value in self._attributes(run).items())
        # Always with an end tag: browsers that read the file as HTML know no empty elements of foreign names.
        return Markup(f"<{name}{attributes}>{content}</{name}>")  # noqa: S704 - names are ours, values are escaped

    def hidden(self, document: Document, notes: Iterable[FactNote]) -> Markup:
        """The facts that are not printed, or that have no element where they are, and the footnotes as elements.

        The element may not be empty. Footnotes are printed elsewhere, with links and facts in them.
        """
        runs = [run for run in document.hidden if run.tagged]
        if not self.dialect.nests:
            stated = [run for run in document.runs() if isinstance(run, Tagged) and run.tagged]
            runs += [replace(run, fact=fact, also=()) for run in stated for fact in run.also]
        tags = Markup().join(self.tag(run, escape(run.text)) for run in runs)
        name = "id" if self.dialect.nests else "footnoteID"
        for number, note in enumerate(notes, 1):
            text = Markup(note.text)  # noqa: S704 - XHTML
            element = Markup('<ix:footnote {}="footnote-{}" xml:lang="{}">{}</ix:footnote>')
            tags += element.format(name, number, note.lang, text)
        return Markup("<ix:hidden>{}</ix:hidden>").format(tags) if tags else tags

    def _attributes(self, run: Tagged) -> dict[str, str]:
        fact = run.fact
        found = {"name": lexical(fact.concept, self.prefixes), "contextRef": self.resources.context_of(fact.key)}
        if (noted := self.noted.get(fact.key)) and not self.dialect.nests:
            found["footnoteRefs"] = " ".join(noted)
        elif noted and fact.key not in self.given:
            self.given.add(fact.key)
            found["id"] = self.id_of(fact.key)
        unit = self.resources.unit_of(fact.key)
        if unit is not None:
            found["unitRef"] = unit
        if fact.key.lang is not None:
            found["xml:lang"] = fact.key.lang
        if fact.is_nil:
            return found | {"xsi:nil": "true"}
        if unit is not None:
            found["decimals"] = "INF" if fact.decimals is None else str(fact.decimals)
            found["scale"] = str(run.scale)
        if run.format is not None:
            found["format"] = f"ixt:{self.dialect.formats[run.format]}"
        if isinstance(fact.value, Decimal) and fact.value.is_signed():
            found["sign"] = "-"
        return found


def _declarations(dialect: _Version, prefixes: Mapping[str, str]) -> Markup:
    """The attributes of the root element."""
    names = ((f"xmlns:{prefix}", namespace) for namespace, prefix in prefixes.items())
    version = (("version", dialect.html),) if dialect.html else ()
    return Markup(" ").join(Markup('{}="{}"').format(*pair) for pair in (*version, *names))


def _references(
    tagger: _Tagger, schema_refs: Sequence[str], linkbase_refs: Sequence[str], notes: Iterable[FactNote]
) -> Markup:
    """The schemas, the contexts and units, and what joins facts and footnotes, as the rest of the header."""
    names = {prefix: namespace for namespace, prefix in tagger.prefixes.items()}
    root = etree.Element("header", {}, nsmap=names)
    places = etree.SubElement(root, f"{{{tagger.dialect.ix}}}references")
    append_schema_refs(places, schema_refs)
    append_linkbase_refs(places, linkbase_refs)
    resources = etree.SubElement(root, f"{{{tagger.dialect.ix}}}resources")
    append_resources(resources, tagger.resources, tagger.prefixes)
    for number, note in enumerate(notes if tagger.dialect.nests else (), 1):
        joined = {"fromRefs": " ".join(map(tagger.id_of, note.facts)), "toRefs": f"footnote-{number}"}
        etree.SubElement(resources, f"{{{tagger.dialect.ix}}}relationship", joined)
    # The declarations stand in the root of the page, so the start tag that has them here is cut off.
    _, _, content = etree.tostring(root, encoding="unicode").partition(">")  # in attributes > is escaped
    return Markup(content.removesuffix("</header>"))  # noqa: S704 — serialized by lxml
