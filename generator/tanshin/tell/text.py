"""Findings as text: for a terminal, by severity and rule, with the lines they are about."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from tanshin.tell.checked import Checked, groups
from tanshin.tell.language import ENGLISH, Language
from tanshin.tell.quote import Quote, Quoter
from tanshin.validate.registry import Page
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import Message, listed, say, title

#: How many findings of one rule are shown, unless all are asked for.
SHOWN = 20

#: How many further positions a finding names; the JSON has them all.
_FURTHER = 4

#: How much of a line is quoted, in columns of the terminal.
_WIDTH = 100

NAMES: Mapping[Severity, Message] = {
    Severity.ERROR: say("ERROR"),
    Severity.INCONSISTENCY: say("INCONSISTENCY"),
    Severity.WARNING: say("WARNING"),
    Severity.INFO: say("INFO"),
}


def finding_lines(finding: Finding, language: Language = ENGLISH, quoter: Quoter | None = None) -> Iterator[str]:
    """A finding: where, how bad, which rule, what; the line it is about; then any further positions."""
    first, *others = [str(source) for source in finding.sources] or [finding.concept or finding.role or "-"]
    yield f"{first}: {language.say(NAMES[finding.severity])} {finding.code} {language.say(finding.message)}"
    quote = quoter.quote(finding.sources[0]) if quoter and finding.sources else None
    if quote:
        yield from _quoted(quote)
    if others:
        named = listed(others[:_FURTHER])
        more = len(others) - _FURTHER
        words = say("also {places} and {number} more", places=named, number=more) if more > 0 else None
        yield f"    {language.say(words or say('also {places}', places=named))}"


def check_lines(
    checked: Checked,
    language: Language = ENGLISH,
    *,
    quoter: Quoter | None = None,
    least: Severity = Severity.WARNING,
    everything: bool = False,
) -> Iterator[str]:
    """A check: findings from a severity on by rule, the worst first, and how many there are in all.

    Of a rule with many findings only the first are shown, unless ``everything`` is asked for.
    """
    shown = tuple(finding for finding in checked.findings if finding.severity >= least)
    for group in groups(shown):
        yield language.say(_heading(checked.page(group.code), group.severity, len(group.findings), language))
        for finding in group.findings if everything else group.findings[:SHOWN]:
            yield from finding_lines(finding, language, quoter)
        hidden = 0 if everything else len(group.findings) - SHOWN
        if hidden > 0:
            yield "    " + language.say(
                say("{number:,} more of {code}; --all shows them", number=hidden, code=group.code)
            )
        yield ""


def _heading(about: Page, severity: Severity, number: int, language: Language) -> Message:
    return say(
        "{severity} {code} ({number}): {summary}",
        severity=NAMES[severity],
        code=about.code,
        number=number,
        summary=language.page(about).summary,
    )


def summary(checked: Checked, language: Language = ENGLISH, least: Severity = Severity.INFO) -> str:
    """What a check found and what it looked at, in a line; findings below ``least`` are counted as not shown."""
    found = [_counted(severity, count) for severity, count in checked.tally.items() if count and severity >= least]
    hidden = sum(count for severity, count in checked.tally.items() if severity < least)
    parts: list[Message] = [say("{found}", found=listed(found)) if found else say("no findings")]
    if hidden:
        parts.append(say("{number} only worth knowing (--verbose lists them)", number=hidden))
    if checked.result:
        compared = checked.compared
        busy = sum(1 for count in compared.values() if count)
        total = sum(compared.values())
        parts.append(
            say("{number:,} comparisons by 1 rule", number=total)
            if busy == 1
            else say("{number:,} comparisons by {rules} rules", number=total, rules=busy)
        )
        parts.append(say("not checkable: {number}", number=len(checked.result.not_checkable)))
    return language.say(listed(parts, "; "))


def compared_lines(checked: Checked, language: Language = ENGLISH) -> Iterator[str]:
    """What each rule has compared; a rule that compared nothing proves nothing."""
    width = max((len(f"{count:,}") for count in checked.compared.values()), default=0)
    for code, count in checked.compared.items():
        yield f"{code}  {count:>{width},}  {language.page(checked.page(code)).summary}"


def draft_lines(checked: Checked, language: Language = ENGLISH) -> Iterator[str]:
    """What became of the figures of each draft, in a line."""
    for file, counts in checked.result.drafts.items() if checked.result else ():
        yield language.say(
            say(
                "{file}: {stated} figures stated: {matched} matched, {found} by value alone, {period} of another "
                "period, {line} of another line, {way} of another direction, {nothing} matching nothing; {others} "
                "numbers are no figures",
                file=file,
                stated=counts["stated"],
                matched=counts["matched"],
                found=counts["found"],
                period=counts["other period"] + counts["other heading"],
                line=counts["other line"],
                way=counts["other direction"],
                nothing=counts["nothing"],
                others=counts["not figures"],
            )
        )


def profile_lines(checked: Checked, language: Language = ENGLISH) -> Iterator[str]:
    """What the issuer's profile changes, a line for each rule: whoever reads the result must know what is off."""
    profile = checked.result.profile if checked.result else None
    for one in profile.settings if profile else ():
        weighs = [say("off")] if one.off else [NAMES[one.severity]] if one.severity is not None else []
        if one.materiality:
            weighs.append(say("one step less below {limit}", limit=one.materiality))
        yield language.say(
            say(
                "profile: {code} {weighs} ({source}): {reason}",
                code=one.code,
                weighs=listed(weighs),
                source=one.source,
                reason=one.reason,
            )
        )
    for own in profile.own if profile else ():
        yield language.say(
            say(
                "profile: {code} {severity} {title}: {equation}",
                code=own.code,
                severity=NAMES[own.severity],
                title=title(own.titles),
                equation=own.equation,
            )
        )


def _counted(severity: Severity, count: int) -> Message:
    match severity:
        case Severity.ERROR:
            return say("1 error") if count == 1 else say("{number} errors", number=count)
        case Severity.INCONSISTENCY:
            return say("1 inconsistency") if count == 1 else say("{number} inconsistencies", number=count)
        case Severity.WARNING:
            return say("1 warning") if count == 1 else say("{number} warnings", number=count)
    return say("{number} worth knowing", number=count)


def _quoted(quote: Quote) -> Iterator[str]:
    """The line with its number, and what is meant in it pointed at from below."""
    text, start, end = _window(quote)
    number = f"{quote.number:>6} | "
    yield f"{number}{text}"
    if end > start:
        yield f"{' ' * (len(number) - 2)}| {' ' * columns(text[:start])}{'^' * columns(text[start:end])}"


def _window(quote: Quote) -> tuple[str, int, int]:
    """As much of a line as fits on a terminal, around what is meant, without characters that would move the cursor."""
    text = "".join(char if char.isprintable() else " " for char in quote.text)
    start, end = quote.start, min(quote.end, quote.start + _WIDTH)
    left = 0
    while columns(text[left:end]) > _WIDTH:
        left += 1
    left = min(left, start)
    right = end
    while right < len(text) and columns(text[left : right + 1]) <= _WIDTH:
        right += 1
    before, after = ("... " if left else ""), (" ..." if right < len(text) else "")
    return f"{before}{text[left:right]}{after}", start - left + len(before), end - left + len(before)


def columns(text: str) -> int:
    """How wide a text is on a terminal: Japanese letters take two columns."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "FW" else 1 for char in text
    )


def all_lines(findings: Iterable[Finding], language: Language, quoter: Quoter | None = None) -> Iterator[str]:
    """Findings one after another, as they are told of what cannot be used."""
    for finding in findings:
        yield from finding_lines(finding, language, quoter)
