"""TNS80x: the words of a taxonomy. They apply to our labels of an official form as well."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tanshin.taxonomy.concept import Concept
from tanshin.taxonomy.label import STANDARD, VERBOSE, Label
from tanshin.taxonomy.statement import Line, Statement
from tanshin.taxonomy.taxonomy import Taxonomy
from tanshin.validate.place import place_of, role_word
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import listed, say

LANGUAGES = ("en", "ja")

_LANGUAGE_WORDS = {"en": say("English"), "ja": say("Japanese")}
#: EDINET sets the use of an element apart from its Japanese name: 流動資産 [タイトル項目].
_USE = re.compile(r" \[[^\[\]]+\]$")
_HALF_WIDTH_KATAKANA = re.compile("[\uff61-\uff9f]")
_HALF_WIDTH_BRACKETS = re.compile(r"[()\[\]{}]")
_WHITE = re.compile(r"^\s|\s$|\s{2,}|[^\S \u3000]")


def _concepts(taxonomy: Taxonomy) -> Iterable[Concept]:
    return taxonomy.dts.concepts.values()


def _labels(taxonomy: Taxonomy) -> Iterator[tuple[Concept, Label]]:
    return ((concept, label) for concept in _concepts(taxonomy) for label in concept.labels)


def _about(taxonomy: Taxonomy, concept: Concept, words: str) -> Issue:
    message = say("{concept}: {words}", concept=concept.qname.local, words=words)
    return Issue(message, sources=place_of(taxonomy, concept.qname), concept=concept.qname)


@rule("TNS801", Severity.ERROR, subject=Taxonomy, each=_concepts)
def labels_stand_in_both_languages(taxonomy: Taxonomy, concept: Concept) -> Iterator[Issue]:
    """Every concept has a standard label in Japanese and in English, and every further label in both.

    Both language versions of a document print every line (EDINET checks the same: FRTA 2.1.10, GFM 1.5.1 and 1.5.3). A
    label that one language lacks would be replaced by another in silence, or by the name of the element.

    Add the missing language to the line where the concept is defined.
    """
    roles = {lang: {label.role for label in concept.labels if label.lang == lang} for lang in LANGUAGES}
    wanted = roles["en"] | roles["ja"] | {STANDARD}
    for lang in LANGUAGES:
        missing = sorted(role_word(role) for role in wanted - roles[lang])
        if missing:
            words = say(
                "no {language} {missing} label; add it where the concept is defined",
                language=_LANGUAGE_WORDS[lang],
                missing=listed(missing, " and "),
            )
            yield _about(taxonomy, concept, words)


def _names(taxonomy: Taxonomy) -> Iterable[tuple[str, str, tuple[Concept, ...]]]:
    """The concepts by language and by the label that should tell them apart."""
    found: dict[tuple[str, str], list[Concept]] = {}
    for concept in _concepts(taxonomy):
        for lang in LANGUAGES:
            known = {label.role: label.text for label in concept.labels if label.lang == lang}
            text = known.get(VERBOSE) or known.get(STANDARD)
            if text:
                found.setdefault((lang, text), []).append(concept)
    return ((lang, text, tuple(concepts)) for (lang, text), concepts in found.items())


@rule("TNS802", Severity.ERROR, subject=Taxonomy, each=_names)
def labels_tell_concepts_apart(taxonomy: Taxonomy, name: tuple[str, str, tuple[Concept, ...]]) -> Iterator[Issue]:
    """No two concepts have the same label in a language; the verbose label counts where there is one.

    Viewers, tag lists and our own messages name a concept by its label (FRTA 2.1.11, which EDINET checks). What is
    printed may well repeat itself, as `Total` does: that is what terse and total labels are for.

    Make the standard label of one of them longer and print the short words by `terse`, or give it a `verbose` label.
    """
    lang, text, concepts = name
    if len(concepts) == 1:
        return
    names = listed((concept.qname.local for concept in concepts), " and ")
    places = tuple(place for concept in concepts for place in place_of(taxonomy, concept.qname))
    yield Issue(
        say(
            "{names} have one {language} label, `{text}`; make the standard or verbose label of one longer",
            names=names,
            language=_LANGUAGE_WORDS[lang],
            text=text,
        ),
        sources=places,
        concept=concepts[-1].qname,
    )


@rule("TNS803", Severity.WARNING, subject=Taxonomy, each=_labels)
def labels_have_no_stray_space(taxonomy: Taxonomy, labelled: tuple[Concept, Label]) -> Iterator[Issue]:
    """A label has words, no white space around them, and single spaces between them.

    A space too many is invisible in print, and makes two labels differ that read the same. Tabs and line ends do not
    belong into a label, nor do two spaces in a row.

    Take the space out.
    """
    concept, label = labelled
    if not label.text.strip() or _WHITE.search(label.text):
        language, role = _LANGUAGE_WORDS.get(label.lang, label.lang), role_word(label.role)
        if label.text.strip():
            words = say(
                "the {language} {role} label has stray white space: {label!r}; remove it",
                language=language,
                role=role,
                label=label.text,
            )
        else:
            words = say("the {language} {role} label is empty; write it", language=language, role=role)
        yield _about(taxonomy, concept, words)


@rule("TNS804", Severity.WARNING, subject=Taxonomy, each=_labels)
def japanese_labels_keep_to_one_width(taxonomy: Taxonomy, labelled: tuple[Concept, Label]) -> Iterator[Issue]:
    """A Japanese label has full-width katakana and brackets, and letters and digits of one width.

    Half-width katakana and mixed widths come from copying, look untidy in print and defeat every search. The use of an
    element, which EDINET sets after its name (` [タイトル項目]`), is the one place for a half-width space and bracket.

    Write the label anew in one width.
    """
    concept, label = labelled
    if label.lang != "ja":
        return
    text = _USE.sub("", label.text)
    faults = []
    if found := _HALF_WIDTH_KATAKANA.search(text):
        faults.append(say("half-width katakana ({found})", found=found[0]))
    if found := _HALF_WIDTH_BRACKETS.search(text):
        faults.append(say("a half-width bracket ({found})", found=found[0]))
    if {_width(char) for char in text if unicodedata.normalize("NFKC", char).isascii() and char.isalnum()} == {1, 2}:
        faults.append(say("letters or digits of both widths"))
    if faults:
        words = say(
            "the Japanese {role} label `{label}` has {faults}; write it in one width, brackets and katakana in full "
            "width",
            role=role_word(label.role),
            label=label.text,
            faults=listed(faults, " and "),
        )
        yield _about(taxonomy, concept, words)


def _width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "FW" else 1


@rule("TNS805", Severity.WARNING, subject=Taxonomy, each=_labels)
def english_labels_are_half_width(taxonomy: Taxonomy, labelled: tuple[Concept, Label]) -> Iterator[Issue]:
    """An English label has no full-width characters.

    EDINET demands it of its filers (EC8034W), and a font for English text may lack them.

    Write the character in half width, or take the Japanese out.
    """
    concept, label = labelled
    wide = [char for char in label.text if _width(char) == 2]
    if label.lang == "en" and wide:
        words = say(
            "the English {role} label `{label}` has a full-width character ({wide}); write it in half width",
            role=role_word(label.role),
            label=label.text,
            wide=wide[0],
        )
        yield _about(taxonomy, concept, words)


def _positions(taxonomy: Taxonomy) -> Iterator[tuple[Statement, Line]]:
    return taxonomy.lines()


@rule("TNS806", Severity.ERROR, subject=Taxonomy, each=_positions)
def positions_print_labels_that_exist(taxonomy: Taxonomy, place: tuple[Statement, Line]) -> Iterator[Issue]:
    """A position that prints the total, terse, opening or closing label of its concept finds that label.

    A preferred label that the concept does not have is replaced by the standard one in silence: a total that reads
    like a line, an opening balance that reads like a closing one.

    Give the concept that label where it is defined, or take `as:` away from the position.
    """
    statement, line = place
    concept = taxonomy.dts.concepts[line.concept]
    if line.role == STANDARD or any(label.role == line.role for label in concept.labels):
        return
    yield Issue(
        say(
            "{concept} is printed by its {role} label and has none; give it one where it is "
            "defined, or take `as:` away here",
            concept=concept.qname.local,
            role=role_word(line.role),
        ),
        sources=(line.source,) if line.source else (),
        concept=concept.qname,
        role=statement.role,
    )


RULES = (
    labels_stand_in_both_languages,
    labels_tell_concepts_apart,
    labels_have_no_stray_space,
    japanese_labels_keep_to_one_width,
    english_labels_are_half_width,
    positions_print_labels_that_exist,
)
