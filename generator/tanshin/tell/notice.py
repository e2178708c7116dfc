"""The notice of a correction as one page: what the company tells the exchange, in Japanese or English.

Its figures are those of the two versions. What neither of them says, the reason and a new day, stands in brackets until
somebody says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from tanshin.compare.correction import Correction
from tanshin.compare.excerpt import Excerpt, TableExcerpt
from tanshin.compare.moved import Moved
from tanshin.derive.rounding import rounded
from tanshin.document.display import GLYPHS, show
from tanshin.document.words import amount_words, period_words
from tanshin.report.aspect import Duration, Period, Unit
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing
from tanshin.report.phrase import day_text, fill
from tanshin.taxonomy.concept import ItemType
from tanshin.tell.difference import lines
from tanshin.tell.language import Language, language
from tanshin.values.message import Message, say
from tanshin.values.qname import QName
from tanshin.values.rounding import Rounding
from tanshin.write.html import environment

_WORDS: Mapping[str, Message] = {
    "code": say("Securities code"),
    "representative": say("Representative"),
    "inquiries": say("Inquiries"),
    "phone": say("Telephone"),
    "reason": say("Reason for the correction"),
    "content": say("What is corrected"),
    "underlined": say("The parts that are corrected are underlined."),
    "before": say("Before the correction"),
    "after": say("After the correction"),
    "absent": say("(nothing)"),
    "others": say("Other data that are corrected"),
    "moved": say("Figures that follow from corrected ones and moved with them"),
    "item": say("Item"),
    "period": say("Period"),
    "unit": say("Unit"),
    "formula": say("How it follows"),
    "no_reason": say("[reason for the correction]"),
    "stated": say("stated in the corrected filing:"),
    "no_day": say("[day of the correction]"),
}
_OF_FORM = say("The summary of the exchange")
_NAME = re.compile(r"\b(?:tse\.)?[A-Za-z]\w*\b")
#: What a translation divides by, as its expression says.
_RATE = "exchange rate"
#: What the functions of expressions are called in Japanese; in English they are words already.
_FUNCTIONS = {
    "change": "増減率",
    "increase": "増減額",
    "movement": "期中増減",
    "prior": "前年同期",
    "previous": "前四半期",
    "opening": "期首",
    "average": "期中平均",
    "year": "通期",
    "ratio": "比率",
    "total": "合計",
    "first": "該当額",
    "millions": "百万円単位",
    "split": "分割調整",
}
_PERCENT = (ItemType.PERCENT, ItemType.PERCENT_2)


class MovedLine(Struct, frozen=True):
    """A figure that moved, in words; ``stated`` is what the later version states, where that is another figure."""

    label: str
    members: str
    period: str
    unit: str
    old: str
    new: str
    formula: str
    inputs: tuple[str, ...]
    stated: str = ""


class Section(Struct, frozen=True):
    """The excerpts of one document."""

    title: str
    excerpts: tuple[Excerpt, ...]


def as_notice(found: Correction, reason: str = "") -> str:
    """The notice as a page, in the language of the correction; without a ``reason`` it says where one belongs."""
    speech = language(found.lang)
    new, lang = found.new, found.lang
    teller = _Teller(found, speech)
    return (
        environment()
        .get_template("notice.html.j2")
        .render(
            lang=lang,
            words={name: speech.say(words) for name, words in _WORDS.items()},
            company=new.issuer.names[lang],
            code=new.issuer.code,
            day=day_text(new.announced, lang) if new.announced != found.old.announced else "",
            people=teller.people(),
            title=speech.say(_title(found)),
            lead=[speech.say(words) for words in _lead(found)],
            reason=reason.strip(),
            sections=tuple(_sections(found, speech)),
            others=lines(found.others, found.difference, speech),
            moved=tuple(map(teller.moved, found.moved)),
            is_table=lambda one: isinstance(one, TableExcerpt),
        )
    )


def contradictions(found: Correction) -> tuple[Message, ...]:
    """What the later version still states though it follows otherwise from what was corrected: it is not done yet."""
    teller = _Teller(found, language(found.lang))
    told = ((one, teller.moved(one)) for one in found.moved if not one.is_stated_so)
    return tuple(
        say(
            "{label} {period}: {new} follows from what was corrected, and B states {stated}",
            label=line.label,
            period=one.key.period,
            new=f"{line.new} {line.unit}".strip(),
            stated=line.stated,
        )
        for one, line in told
    )


def _document(filing: Filing, lang: str) -> str:
    """What the form calls itself; a filing without a form is called by its name."""
    titles = filing.form.title
    return fill(titles[lang], filing.calendar, lang) if filing.form.name and lang in titles else filing.name


def _title(found: Correction) -> Message:
    document = _document(found.new, found.lang)
    if found.has_data:
        return say("(Correction; corrected numerical data) Partial correction of “{document}”", document=document)
    return say("(Correction) Partial correction of “{document}”", document=document)


def _lead(found: Correction) -> Iterator[Message]:
    yield say(
        "Parts of “{document}”, announced on {day}, have to be corrected as follows.",
        document=_document(found.old, found.lang),
        day=day_text(found.old.announced, found.lang),
    )
    if found.has_data:
        yield say("The numerical data (XBRL) are corrected as well, and are sent together with this notice.")


def _sections(found: Correction, speech: Language) -> Iterator[Section]:
    """The excerpts by document; the form is called what it is to its readers."""
    grouped: dict[str, list[Excerpt]] = {}
    for one in found.excerpts:
        grouped.setdefault(one.document, []).append(one)
    for name, excerpts in grouped.items():
        yield Section(speech.say(_OF_FORM) if name == "summary" else excerpts[0].section, tuple(excerpts))


class _Teller(Struct, frozen=True):
    """Puts what moved, and who says so, into words."""

    found: Correction
    speech: Language

    def people(self) -> tuple[tuple[str, str], ...]:
        """Who speaks for the company and who answers, as far as the form says so."""
        pairs = (
            (_WORDS["representative"], ("TitleRepresentative", "NameRepresentative")),
            (_WORDS["inquiries"], ("TitleInquiries", "NameInquiries")),
            (_WORDS["phone"], ("Tel",)),
        )
        told = ((self.speech.say(words), " ".join(filter(None, map(self._said, names)))) for words, names in pairs)
        return tuple((words, text) for words, text in told if text)

    def _said(self, local: str) -> str:
        new = self.found.new
        facts = new.report.by_concept.get(new.form_taxonomy.name(local), ())
        texts = (one.value for one in facts if one.key.lang in (None, self.found.lang))
        return next((text for text in texts if isinstance(text, str)), "")

    def moved(self, one: Moved) -> MovedLine:
        """A figure that moved as a line."""
        lang = self.found.lang
        unit, scale = self._unit(one)
        return MovedLine(
            self._label(one.key.concept),
            ", ".join(self._label(member) for _, member in one.key.dimensions if isinstance(member, QName)),
            when(one.key.period, lang),
            unit,
            self._value(one, one.old, scale),
            self._value(one, one.new, scale),
            self._formula(one.expression),
            tuple(f"{self._formula(each.name)}: {exact(each.old)} → {exact(each.new)}" for each in one.inputs),
            "" if one.is_stated_so else self._value(one, one.stated, scale),
        )

    def _label(self, name: QName) -> str:
        concept = self.found.new.dts.concepts.get(name)
        return concept.label(self.found.lang) if concept else name.local

    def _value(self, one: Moved, value: Decimal | None, scale: int) -> str:
        if value is None:
            return GLYPHS[self.found.lang].nil
        return show(Fact(one.key, value, one.decimals), self.found.lang, scale=scale).display

    def _unit(self, one: Moved) -> tuple[str, int]:
        """The unit a figure is shown in, and its power of ten: millions where it is known in millions."""
        lang, unit = self.found.lang, one.key.unit
        concept = self.found.new.dts.concepts.get(one.key.concept)
        if concept and concept.type in _PERCENT:
            return ("％" if lang == "ja" else "%"), -2
        if unit is None:
            return "", 0
        if unit.currency is None:
            return str(unit), 0
        scale = -one.decimals if one.decimals in (-3, -6, -9) and not unit.denominators else 0
        return amount_words(Unit(unit.numerators), scale, lang), scale

    def _formula(self, expression: str) -> str:
        """An expression in the words of a language: concepts and figures by what they are called."""
        words = expression.replace(_RATE, self.speech.say(say("exchange rate")).replace(" ", "\0"))
        return _NAME.sub(self._named, words).replace("\0", " ")

    def _named(self, match: re.Match[str]) -> str:
        name, new, lang = match[0], self.found.new, self.found.lang
        if name[0].islower() and not name.startswith("tse."):
            return self.found.titles.get(name) or (_FUNCTIONS.get(name, name) if lang == "ja" else name)
        local = name.removeprefix("tse.")
        taxonomies = (new.form_taxonomy, new.taxonomy) if name != local else (new.taxonomy, new.form_taxonomy)
        concepts = (new.dts.concepts.get(taxonomy.name(local)) for taxonomy in taxonomies)
        return next((concept.label(lang) for concept in concepts if concept), local)


def when(period: Period, lang: str) -> str:
    """A period as a column would name it, on one line or two."""
    is_instant = not isinstance(period, Duration)
    span = period if isinstance(period, Duration) else Duration(period.day, period.day)
    return period_words(span, lang, is_instant=is_instant)


def exact(value: Fraction) -> str:
    """A number with commas; of one that has no end, six places."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{rounded(value, 6, Rounding.HALF_UP):,f}".rstrip("0")
