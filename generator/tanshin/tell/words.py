"""What outcomes are called: how fast a figure is held, what came of a check, where a printed figure comes from."""

from __future__ import annotations

from collections.abc import Mapping

from tanshin.validate.printing import Origin, Reason
from tanshin.validate.tie import Grip
from tanshin.validate.tie_words import Verdict
from tanshin.values.message import Message, say

GRIPS: Mapping[Grip, Message] = {
    Grip.EXACT: say("exact"),
    Grip.ROUNDED: say("within rounding"),
    Grip.NONE: say("unbound"),
}
VERDICTS: Mapping[Verdict, Message] = {
    Verdict.HOLDS: say("holds"),
    Verdict.ADJUSTED: say("adjusted to foot"),
    Verdict.MILLIONS: say("follows from millions only"),
    Verdict.DIFFERS: say("differs"),
    Verdict.OPEN: say("not checkable"),
}
ORIGINS: Mapping[Origin, Message] = {
    Origin.DERIVED: say("derived"),
    Origin.ADJUSTED: say("adjusted"),
    Origin.GIVEN: say("given"),
}
REASONS: Mapping[Reason, Message] = {
    Reason.SOURCE: say("no source more precise in the filing"),
    Reason.ROUNDED: say("made of figures known only rounded"),
    Reason.ELSEWHERE: say("known from another filing only"),
    Reason.MOVED: say("the company moved another line"),
    Reason.PUBLISHED: say("published so (recorded)"),
    Reason.DAMAGED: say("damaged text (mark)"),
    Reason.OWN: say("the company's own (target, forecast)"),
}
