"""The page of the viewer to open first: the findings of a check, beside the document in which each leads to its facts.

The document stands in a frame. Which fact it shows is told in the two ways that the program knows: by the fragment of
its address while it starts, and by a message once it runs. Both work between files on a disk, where no page may look
into another.

The search looks for facts by caption and value in every document and both languages: that of the program keeps to one
document, and drops words of other than Latin letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from tanshin.report.fact import Key, Value
from tanshin.report.filing import Filing
from tanshin.report.phrase import day_text
from tanshin.tell.checked import groups
from tanshin.tell.language import language
from tanshin.tell.text import NAMES
from tanshin.values.finding import Finding, Severity, tally
from tanshin.values.message import Message, say
from tanshin.values.qname import QName
from tanshin.viewer.page import Page, element_of, script_json
from tanshin.write.html import environment

#: How many facts of a finding are seen at once; a sum of fifty lines has as many.
_SEEN = 4

_WORDS: Mapping[str, Message] = {
    "findings": say("Findings"),
    "document": say("Document"),
    "language": say("Language"),
    "search": say("Search"),
    "figures": say("Figures"),
    "none": say("Nothing was found."),
    "hidden": say("No finding matches the filter."),
    "frame": say("The document in the viewer"),
    "announced": say("Announced"),
    "empty": say("No document of this filing has tagged figures."),
}


class Texts(Struct, frozen=True):
    """What is said in each language."""

    en: str
    ja: str


class Place(Struct, frozen=True):
    """A fact as the page leads to it: what it is called, its element, and the pages it stands in by language.

    ``href`` is its first place, for a browser without scripts; empty where it is printed nowhere.
    """

    text: Texts
    about: str
    id: str
    pages: Texts
    href: str


class Shown(Struct, frozen=True):
    """A finding as the page shows it, with the facts that are seen at once, the others, and how many they are."""

    finding: Finding
    text: Texts
    places: tuple[Place, ...]
    more: tuple[Place, ...]
    further: Texts


def panel(filing: Filing, pages: Sequence[Page], findings: Iterable[Finding]) -> bytes:
    """The page, in both languages; one of them is seen at a time."""
    some = tuple(findings)
    facts = {str(fact.key): fact for fact in filing.report}
    places = {name: _place(name, filing, fact.key, pages) for name, fact in facts.items()}
    known = [_known(place, facts[name].value) for name, place in places.items() if place.href]
    shown = tuple(_shown(finding, places) for group in groups(some) for finding in group.findings)
    text = (
        environment()
        .get_template("viewer.html.j2")
        .render(
            company=_both(lambda lang: filing.issuer.names[lang]),
            announced=_both(lambda lang: day_text(filing.announced, lang)),
            code=filing.issuer.code,
            shown=shown,
            known=script_json(known),
            pages=pages,
            titles=_titles(pages),
            tally=tally(some),
            names={severity: _said(words) for severity, words in NAMES.items()},
            severities=sorted(Severity, reverse=True),
            words={name: _said(words) for name, words in _WORDS.items()},
        )
    )
    return text.encode()


def _titles(pages: Sequence[Page]) -> Mapping[str, str]:
    """What the documents are called, by their files; the summary and the release may be called alike."""
    counts = Counter((page.title, page.lang) for page in pages)
    return {
        page.file: page.title if counts[page.title, page.lang] == 1 else f"{page.title} ({page.name})" for page in pages
    }


def _shown(finding: Finding, known: Mapping[str, Place]) -> Shown:
    named = (known.get(fact) for fact in dict.fromkeys(finding.facts))
    places = tuple(place for place in named if place and place.href)
    # One more is as well seen as counted.
    seen = _SEEN if len(places) > _SEEN + 1 else len(places)
    further = say("{number} more facts", number=len(places) - seen)
    return Shown(finding, _said(finding.message), places[:seen], places[seen:], _said(further))


def _place(fact: str, filing: Filing, key: Key, pages: Sequence[Page]) -> Place:
    def called(lang: str) -> str:
        names = [key.concept, *(member for _, member in key.dimensions if isinstance(member, QName))]
        label, *members = (filing.dts.concepts[name].label(lang) for name in names)
        return f"{label} ({', '.join(members)})" if members else label

    found = [page for page in pages if fact in page.facts]
    return Place(
        _both(called),
        f"{key.period} {key.unit}" if key.unit else str(key.period),
        element_of(fact),
        _both(lambda lang: " ".join(page.name for page in found if page.lang == lang)),
        f"{found[0].file}?lang={found[0].lang}#f-{element_of(fact)}" if found else "",
    )


def _known(place: Place, value: Value) -> list[str | None]:
    """What the search knows of a fact, as the script reads it."""
    printed = f"{value:,f}" if isinstance(value, Decimal) else None
    return [place.id, place.text.en, place.text.ja, place.about, printed, place.pages.en, place.pages.ja]


def _said(words: str) -> Texts:
    return _both(lambda lang: language(lang).say(words))


def _both(text: Callable[[str], str]) -> Texts:
    return Texts(text("en"), text("ja"))
