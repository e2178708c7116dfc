"""Days with the name of a month, in the languages that the registries know (Transformation Registries 2 to 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from tanshin.read.ixbrl.transform_date import Rule, rule_for


class _Language(NamedTuple):
    """How a language writes a day with the name of its month.

    ``names`` are the beginnings of the names of each month, forms divided by ``/``. ``gap`` divides a name from the
    day before it; ``tail`` is how much may follow a beginning at the end; ``after`` divides it from the year, and
    ``end`` may follow the year.
    """

    names: str
    tail: str = "[^0-9]{0,6}"
    gap: str = "[^0-9]+"
    after: str = "[^0-9]+"
    end: str = ""


#: Where a name might begin within a word, the gap ends with what is no letter.
_WORD = "[^0-9]*[^0-9a-zA-Z]+"

_ENGLISH = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep october/oct "
    "november/nov december/dec"
)
_CZECH = (
    "ledna/led února/unora/úno/uno března/brezna/bře/bre dubna/dub května/kvetna/kvě/kve června/cervna/čvn/cvn "
    "července/cervence/čvc/cvc srpna/srp září/zari/zář/zar října/rijna/říj/rij listopadu/lis prosince/pro"
)
_CZECH_ALONE = (
    "leden/ledna/lednu/led únor/unor/února/unora/únoru/unoru/úno/uno "
    "březen/brezen/března/brezna/březnu/breznu/bře/bre duben/dubna/dubnu/dub "
    "květen/kveten/května/kvetna/květnu/kvetnu/kvě/kve červen/cerven/června/cervna/červnu/cervnu/čvn/cvn "
    "červenec/cervenec/července/cervence/červenci/cervenci/čvc/cvc srpen/srpna/srpnu/srp září/zari/zář/zar "
    "říjen/rijen/října/rijna/říjnu/rijnu/říj/rij listopad/listopadu/lis prosinec/prosince/prosinci/pro"
)
_GREEK = (
    "ιαν/ίαν φεβ μάρ/μαρ απρ/άπρ/αρίλ/άρίλ/αριλ/άριλ μαΐ/μαι/μάι/μαϊ/μάϊ ιούν/ίούν/ίουν/ιουν ιούλ/ίούλ/ίουλ/ιουλ "
    "αύγ/αυγ σεπ οκτ/όκτ νοέ/νοε δεκ"
)
_DANISH = "jan feb mar apr maj jun jul aug sep okt nov dec"

_LANGUAGES: Mapping[str, _Language] = {
    "bg": _Language("ян фев мар апр май/маи юни юли авг сеп окт ное дек", after="[A-Za-z]*[^0-9]+", end="[^0-9]*"),
    "cs": _Language(_CZECH, r"\.?", after="[^0-9a-zA-Z]+[^0-9]*"),
    "cy": _Language("ion chwe maw ebr mai meh gor aws med hyd tach rhag", "[^0-9]{0,7}", _WORD),
    "de": _Language("jan/jän/jaen feb mär/maer/mar apr mai jun jul aug sep okt nov dez"),
    "el": _Language(_GREEK, "[^0-9]{0,8}"),
    "en": _Language(_ENGLISH, ""),
    "es": _Language("ene feb mar abr may jun jul ago sep oct nov dic", "[^0-9]{0,7}"),
    "et": _Language("jaan veebr märts/marts apr mai juuni juuli aug sept okt nov dets", "[^0-9]{0,5}"),
    "fi": _Language("tam hel maa huh tou kes hei elo syy lok mar jou", "[^0-9]{0,8}", _WORD),
    "fr": _Language("janv févr/fevr mars avr mai juin juil août/aout sept oct nov déc/dec", "[^0-9]{0,5}"),
    "hr": _Language("sij velj ožu/ozu tra svi lip srp kol ruj lis stu pro"),
    "hu": _Language("jan feb márc/marc ápr/apr máj/maj jún/jun júl/jul aug szept okt nov dec", "[^0-9]{0,7}"),
    "it": _Language("gen feb mar apr mag giu lug ago set ott nov dic"),
    "lt": _Language("sau vas kov bal geg bir lie rugp/rgp rugs/rgs spa/spl lap gru/grd", gap=_WORD, end="[^0-9]*"),
    "lv": _Language("janv febr marts apr maijs jūn/jun jūl/jul aug sept okt nov dec"),
    "nl": _Language("jan feb maa/mrt apr mei jun jul aug sep okt nov dec"),
    "no": _Language("jan feb mar apr mai jun jul aug sep okt nov des"),
    "pl": _Language("sty lut mar kwi maj cze lip sie wrz paź/paz lis gru", "[^0-9]{0,9}", _WORD, end="[^0-9]*"),
    "pt": _Language("jan fev mar abr mai jun jul ago set out nov dez"),
    "ro": _Language("ian feb mar apr mai iun iul aug sep oct noi/nov dec", "[^0-9]{0,7}"),
    "sk": _Language("jan feb mar apr máj/maj jún/jun júl/jul aug sep okt nov dec"),
    "sl": _Language("jan feb mar apr maj jun jul avg sep okt nov dec"),
}

#: A month that stands before its year may have another form than one that stands behind a day.
_ALONE: Mapping[str, str] = {
    "cs": _CZECH_ALONE,
    "cy": "ion chwe maw/faw ebr mai/fai meh/feh gor/ngor aws med/fed hyd tach/dach/nhach/thach rhag/rag",
}

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii"
_NO_ROMAN = "[^XVIxvi]"
# Either letters or points may follow the beginning of a name, not both.
_DANISH_TAIL = r"(?:[A-Za-z]*(?![A-Za-z.])|[.]+(?![.]))"


@cache
def named(form: str) -> Rule:
    """The rule of a format, by its name in the fourth and fifth registry."""
    parts = form.removeprefix("date-").split("-")
    lang = parts[-1]
    if special := _special(parts):
        return special
    order = "-".join(parts[:-1])
    if lang in ("da", "sv"):
        return _danish(order)
    own = _LANGUAGES[lang]
    names = _ALONE.get(lang, own.names) if order == "monthname-year" else own.names
    return rule_for(_template(order, lang, own), dict(_cased(names, lang)))


def _template(order: str, lang: str, own: _Language) -> str:
    """The pattern of an order of day, month and year in a language."""
    after = "[^0-9]+" if lang == "bg" and order == "monthname-year" else own.after
    return {
        "day-monthname": f"<d>{own.gap}<m>{own.tail}",
        "day-monthname-year": f"<d>{own.gap}<m>{after}<y>{own.end}",
        "monthname-year": f"<m>{after}<y>{own.end}",
        "monthname-day": "<m>[^0-9]+<d>[A-Za-z]{0,2}" if lang == "en" else f"<m>{own.tail}[^0-9]+<d>{own.end}",
        "monthname-day-year": "<m>[^0-9]+<d>[^0-9]+<y>",
        "year-monthname": f"<y>{own.gap}<m>{own.end or (own.tail and '[^0-9]{0,7}')}",
        "year-monthname-day": f"<y>{own.gap}<m>[^0-9]+<d>{own.end}",
        "year-day-monthname": "<y>[^0-9]+<d>[^0-9]+<m>[^0-9]*",
    }[order]


def _special(parts: list[str]) -> Rule | None:
    """The rules of months as Roman numerals."""
    months = dict(_cased(_ROMAN, ""))
    match parts:
        case ["day", "monthroman"]:
            return rule_for(f"<d>[^0-9]*{_NO_ROMAN}<m>", months)
        case ["day", "monthroman", "year"]:
            return rule_for(f"<d>[^0-9]*{_NO_ROMAN}<m>{_NO_ROMAN}[^0-9]*<y>", months)
        case ["monthroman", "year"]:
            return rule_for(f"<m>{_NO_ROMAN}[^0-9]*<y>", months)
    return None


def _danish(order: str) -> Rule:
    """Danish and Swedish, in letters of any size."""
    pattern = {
        "day-monthname": f"<d>[^0-9]+<m>{_DANISH_TAIL}",
        "day-monthname-year": f"<d>[^0-9]+<m>{_DANISH_TAIL}[^0-9]*<y>",
        "monthname-year": f"<m>{_DANISH_TAIL}[^0-9]*<y>",
    }[order]
    read = rule_for(pattern, dict(_numbered(_DANISH)))
    return lambda text: read(text.lower())


def _numbered(names: str) -> Iterable[tuple[str, int]]:
    for number, forms in enumerate(names.split(), 1):
        for form in forms.split("/"):
            yield form, number


def _cased(names: str, lang: str) -> Iterable[tuple[str, int]]:
    """Each form in small letters, in capitals, and with a capital; in English never in small ones."""
    for form, number in _numbered(names):
        cases = {form.upper(), form.capitalize()} | (set() if lang == "en" else {form})
        for case in cases:
            yield case, number
            if lang == "el" and case[0] in _ALIKE:
                yield _ALIKE[case[0]] + case[1:], number


#: The registry's Greek names begin with Latin capitals where these look the same.
_ALIKE = {"Α": "A", "Ι": "I", "Ο": "O"}
