"""TNS601 to TNS611 and TNS620: what the exchange asks of single items, as the form declares among its ``demands``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tanshin.report.fact import Fact, value_text
from tanshin.report.form import Choice, Detail
from tanshin.report.phrase import fill
from tanshin.report.summary import roundings_said
from tanshin.validate.form import day_of, is_weekend, item, items, last_weekday, period_end
from tanshin.validate.registry import Issue, rule
from tanshin.validate.workpaper import Workpaper
from tanshin.values.finding import Severity
from tanshin.values.message import say
from tanshin.values.qname import QName
from tanshin.values.source import Source


def _home(paper: Workpaper) -> tuple[Source, ...]:
    return (paper.filing.home,)


def _required(paper: Workpaper) -> Iterable[QName]:
    return paper.filing.form.demands.required


@rule("TNS601", Severity.WARNING, subject=Workpaper, each=_required)
def required_items_are_given(paper: Workpaper, name: QName) -> Iterator[Issue]:
    """Every item that the exchange's form requires is given.

    The form is read by machines: an item that is missing is missing in every database that takes it up. What does not
    apply is given as nil (`~`), which says so.

    Give the item in `information` of `filing.yaml`.
    """
    if not paper.filing.report.by_concept.get(name):
        message = (
            say("the form requires {item}; give it, or nil if it does not apply", item=name.local)
            if paper.filing.file
            else say("the form requires {item}; give it in `information`, or `~` if it does not apply", item=name.local)
        )
        yield Issue(message, sources=_home(paper), concept=name)


def _announced(paper: Workpaper) -> Iterable[Fact | None]:
    """The day as the form states it; every form has a number that begins with it, stated or not."""
    one = item(paper.filing, paper.filing.form.demands.announced)
    return (one,) if one or paper.filing.form.name else ()


@rule("TNS603", Severity.WARNING, subject=Workpaper, each=_announced)
def announcement_is_one_day(paper: Workpaper, fact: Fact | None) -> Iterator[Issue]:
    """The day of the announcement is one, wherever it stands, and follows the period in time.

    The form states it, `announced` in `filing.yaml` is what eras and periods go by, and the fourteen digits of the
    disclosure number begin with it. The exchange expects results within 45 days of the end of the period.

    Correct the one that is wrong.
    """
    filing, end = paper.filing, period_end(paper.filing)
    if not filing.number.startswith(f"{filing.announced:%Y%m%d}"):
        message = say(
            "the disclosure number {number} does not begin with the day of the announcement, {announced}; correct one",
            number=filing.number,
            announced=filing.announced,
        )
        yield Issue(message, (fact,) if fact else (), () if fact else _home(paper))
    if fact is None:
        return
    day, within = day_of(fact), filing.form.demands.within
    if day != filing.announced:
        message = say(
            "the form is dated {day}, and `announced` says {announced}; correct one",
            day=day,
            announced=filing.announced,
        )
        yield Issue(message, (fact,))
    if not end < filing.announced <= end + timedelta(days=within):
        message = say(
            "results to {end} are announced on {announced}, not within {within} days after it; check the day",
            end=end,
            announced=filing.announced,
            within=within,
        )
        yield Issue(message, (fact,))


def _planned(paper: Workpaper) -> Iterator[tuple[Fact, int]]:
    for name, within in paper.filing.form.demands.planned:
        if one := item(paper.filing, name):
            yield one, within


@rule("TNS604", Severity.WARNING, subject=Workpaper, each=_planned)
def planned_days_lie_ahead(paper: Workpaper, planned: tuple[Fact, int]) -> Iterator[Issue]:
    """A day that is planned lies after the announcement, and as soon after the period as law and custom have it.

    The shareholders' meeting and the annual report within three months of the year's end, a quarterly report within 45
    days: a date of last year, or one a month off, is a slip.

    Correct the date.
    """
    fact, within = planned
    filing, end, day = paper.filing, period_end(paper.filing), day_of(fact)
    if day and not filing.announced <= day <= end + timedelta(days=within):
        message = say(
            "{item} is {day}: expected is a day from the announcement ({announced}) to {latest}; correct the date",
            item=fact.concept.local,
            day=day,
            announced=filing.announced,
            latest=end + timedelta(days=within),
        )
        yield Issue(message, (fact,))


def _days(paper: Workpaper) -> Iterator[tuple[str, date, Fact | None]]:
    demands = paper.filing.form.demands
    for name in (demands.announced, *(name for name, _ in demands.planned)):
        fact = item(paper.filing, name)
        if fact and (day := day_of(fact)):
            yield fact.concept.local, day, fact


@rule("TNS605", Severity.WARNING, subject=Workpaper, each=_days)
def days_are_working_days(paper: Workpaper, one: tuple[str, date, Fact | None]) -> Iterator[Issue]:
    """What is announced, filed, paid or held happens on a working day.

    The exchange is closed on Saturdays and Sundays. A weekend is nearly always a wrong digit. Public holidays are not
    known here.

    Correct the date.
    """
    name, day, fact = one
    if is_weekend(day):
        message = say("{item} is {day}, a {weekday}; correct the date", item=name, day=day, weekday=f"{day:%A}")
        yield Issue(message, (fact,) if fact else (), _home(paper) if fact is None else ())


def _rates(paper: Workpaper) -> Iterable[date]:
    return (paper.filing.exchange.day,) if paper.filing.exchange else ()


@rule("TNS606", Severity.WARNING, subject=Workpaper, each=_rates)
def rate_is_that_of_the_last_day(paper: Workpaper, day: date) -> Iterator[Issue]:
    """Dollars are translated at the rate of the period's last working day.

    A convenience translation takes one rate for all figures, that of the balance sheet's date or of the last day before
    it on which rates were quoted.

    Correct the date, and look whether the rate is that day's.
    """
    due = last_weekday(period_end(paper.filing))
    if day != due:
        message = say(
            "the rate is that of {day}; the last working day of the period is {due}: correct the date or take its rate",
            day=day,
            due=due,
        )
        yield Issue(message, sources=_home(paper))


def _choices(paper: Workpaper) -> Iterable[Choice]:
    return paper.filing.form.demands.choices


@rule("TNS607", Severity.WARNING, subject=Workpaper, each=_choices)
def one_of_several_flags_is_yes(paper: Workpaper, choice: Choice) -> Iterator[Issue]:
    """Of flags that exclude each other, one is yes.

    A share is listed in one section of the market, and a company is in general or in specific business.

    Set one of them to yes and the others to no.
    """
    filing = paper.filing
    when = item(filing, choice.when)
    if choice.when and not (when and when.value is True):
        return
    given = tuple(fact for name in choice.one_of if (fact := item(filing, name)))
    yes = [fact.concept.local for fact in given if fact.value is True]
    if given and len(yes) != 1:
        message = say(
            "of {flags}, one is to be yes; yes are {yes}",
            flags=", ".join(name.local for name in choice.one_of),
            yes=", ".join(yes) or say("none"),
        )
        yield Issue(message, given)


def _identities(paper: Workpaper) -> Iterator[tuple[Fact, str]]:
    demands, issuer = paper.filing.form.demands, paper.filing.issuer
    for fact in items(paper.filing, demands.code):
        yield fact, issuer.entity.identifier
    for fact in items(paper.filing, demands.company):
        yield fact, issuer.names[fact.key.lang or "ja"]


@rule("TNS608", Severity.WARNING, subject=Workpaper, each=_identities)
def company_is_the_issuer(paper: Workpaper, one: tuple[Fact, str]) -> Iterator[Issue]:
    """The form names the company that reports.

    Its name in both languages and its five-digit code are those of `issuer.yaml`, which stand in every context.

    Correct the form or `issuer.yaml`.
    """
    fact, due = one
    if fact.value != due:
        message = say(
            "{item} is `{given}`, and issuer.yaml has `{due}`; correct one",
            item=fact.concept.local,
            given=value_text(fact.value) or "",
            due=due,
        )
        yield Issue(message, (fact,))


def _notes_of_rounding(paper: Workpaper) -> Iterable[Fact]:
    return items(paper.filing, paper.filing.form.demands.rounding)


@rule("TNS609", Severity.WARNING, subject=Workpaper, each=_notes_of_rounding)
def note_says_how_amounts_are_rounded(paper: Workpaper, fact: Fact) -> Iterator[Issue]:
    """The note on rounding says what the filing does.

    Most companies cut off below a million yen, some round half up. A note copied from another company, or from the time
    before a change, tells readers to expect other digits.

    Correct the note, or `rounding` in `filing.yaml`.
    """
    # A note that names both says of amounts that they are cut off.
    if roundings_said(str(fact.value))[:1] != (paper.filing.rounding,):
        message = say(
            "the note on rounding says `{note}`, and amounts are rounded {rounding}; correct one",
            note=str(fact.value),
            rounding=paper.filing.rounding.value,
        )
        yield Issue(message, (fact,))


def _procedures(paper: Workpaper) -> Iterable[Fact]:
    return items(paper.filing, paper.filing.form.demands.procedures)


@rule("TNS610", Severity.WARNING, subject=Workpaper, each=_procedures)
def procedures_are_those_of_the_form(paper: Workpaper, fact: Fact) -> Iterator[Issue]:
    """An annual form speaks of the audit, a quarterly one of the review.

    The sentence on the status of these procedures stays in the template from one announcement to the next.

    Correct the sentence.
    """
    words = paper.filing.form.demands.words.get(fact.key.lang or "ja", ())
    text = str(fact.value).casefold()
    if words and not any(word in text for word in words):
        message = say(
            "the status of procedures says `{text}` and nothing of {words}; correct the sentence",
            text=str(fact.value),
            words=", ".join(words),
        )
        yield Issue(message, (fact,))


def _details(paper: Workpaper) -> Iterator[tuple[Fact, Detail]]:
    for detail in paper.filing.form.demands.details:
        if one := item(paper.filing, detail.flag):
            yield one, detail


@rule("TNS611", Severity.WARNING, subject=Workpaper, each=_details)
def flags_and_details_agree(paper: Workpaper, one: tuple[Fact, Detail]) -> Iterator[Issue]:
    """A flag that is yes has its details, and one that is no has none.

    If significant subsidiaries have changed, the form names them.

    Correct the flag, or give or remove the details.
    """
    fact, detail = one
    told = [found for name in detail.told_by if (found := item(paper.filing, name))]
    if fact.value is True and not told and detail.asked:
        names = ", ".join(name.local for name in detail.told_by)
        message = say(
            "{flag} is yes, and none of {details} says more; give one", flag=fact.concept.local, details=names
        )
        yield Issue(message, (fact,))
    elif fact.value is False and told:
        besides = (item(paper.filing, name) for name in detail.besides)
        if not any(other and other.value is True for other in besides):
            message = say(
                "{flag} is no, and {details} is given; correct one",
                flag=fact.concept.local,
                details=", ".join(found.concept.local for found in told),
            )
            yield Issue(message, (fact, *told))


def _texts(paper: Workpaper) -> Iterator[Fact]:
    demands = paper.filing.form.demands
    for name in dict.fromkeys((*demands.written, *demands.says)):
        yield from items(paper.filing, name)


@rule("TNS620", Severity.WARNING, subject=Workpaper, each=_texts)
def texts_are_written_as_the_form_writes_them(paper: Workpaper, fact: Fact) -> Iterator[Issue]:
    """Names, numbers and addresses are written as the exchange's form writes them, and the title names the quarter.

    Readers of the form split a telephone number at its hyphens and a name at its space, and follow the address. The
    document's name is that of the form, and in a quarter's form it says which quarter.

    Write it so.
    """
    demands, lang, text = paper.filing.form.demands, fact.key.lang or "ja", str(fact.value)
    pattern = demands.written.get(fact.concept, {}).get(lang)
    if pattern and not re.fullmatch(pattern, text):
        message = say(
            "{item} is `{text}`, and the form writes it otherwise (`{pattern}`)",
            item=fact.concept.local,
            text=text,
            pattern=pattern,
        )
        yield Issue(message, (fact,))
    words = fill(demands.says.get(fact.concept, {}).get(lang, ""), paper.filing.calendar, lang)
    if words not in text:
        message = say("{item} is `{text}`, and does not say {words}", item=fact.concept.local, text=text, words=words)
        yield Issue(message, (fact,))


RULES = (
    required_items_are_given,
    announcement_is_one_day,
    planned_days_lie_ahead,
    days_are_working_days,
    rate_is_that_of_the_last_day,
    one_of_several_flags_is_yes,
    company_is_the_issuer,
    note_says_how_amounts_are_rounded,
    procedures_are_those_of_the_form,
    flags_and_details_agree,
    texts_are_written_as_the_form_writes_them,
)
