"""The manual of findings in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterator

from tanshin.proof.prove import EVERY_RULE
from tanshin.tell.language import language
from tanshin.validate.manual import pages
from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say


def explain(code: str, lang: str) -> str:
    """The page of a code.

    Raises:
        InputError: no finding has that code (TNS022).
    """
    found = next((one for one in pages(EVERY_RULE) if one.code == code.upper()), None)
    if found is None:
        raise InputError(
            Finding("TNS022", Severity.ERROR, say("no finding has the code {code}; see `tanshin rules`", code=code))
        )
    page = language(lang).page(found)
    return f"{page.code} ({page.severity.name})\n{page.summary}\n\n{page.body}\n"


def rule_lines(lang: str) -> Iterator[str]:
    """Each rule on a line: code, severity, one sentence."""
    for rule in EVERY_RULE:
        yield f"{rule.code}  {rule.severity.name:<13} {language(lang).page(rule.page).summary}"
