"""What two reports say differently as one page for the browser: it needs no network and no other file."""

from __future__ import annotations

from collections.abc import Mapping

from tanshin.compare.difference import Difference
from tanshin.tell.difference import NOTES, further, groups, matched, note_pairs
from tanshin.tell.language import ENGLISH, Language
from tanshin.values.message import Message, say
from tanshin.write.html import environment

_WORDS: Mapping[str, Message] = {
    "title": say("Differences"),
    "first": say("First"),
    "second": say("Second"),
    "item": say("Item"),
    "period": say("Period"),
    "unit": say("Unit"),
    "difference": say("Difference"),
    "share": say("Share"),
    "references": say("Reference totals (the largest figure of each unit in either report), of which shares are"),
    "matched": say("How facts were matched"),
    "none": say("no differences"),
}


#: How many differences of a kind are shown, unless all are asked for: a browser has to lay them out.
SHOWN = 1_000


def as_html(found: Difference, language: Language = ENGLISH, *, everything: bool = False) -> str:
    """The differences of two reports as a page: a table for each kind, the most material first."""
    told = groups(found, language, None if everything else SHOWN)
    return (
        environment()
        .get_template("diff.html.j2")
        .render(
            old=found.old,
            new=found.new,
            groups=told,
            notes=note_pairs(found, language),
            notes_heading=language.say(NOTES),
            matched=matched(found, language),
            references=found.references,
            further=lambda group: further(group.count - len(group.lines), language),
            words={name: language.say(words) for name, words in _WORDS.items()},
            lang=language.code,
        )
    )
