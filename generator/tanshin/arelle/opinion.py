"""What Arelle says of a report as findings, and where it judges a sum otherwise than we do.

Both engines bind by the letter of the specifications, so that a sum that one alone calls inconsistent is a fault of
one of them (XBRL 2.1, section 5.2.5.2; Calculations 1.1). A sum about which ours says nothing, because a figure is
repeated, contradicted or no number, is no dispute: the specifications say nothing of it either, and Arelle is known to
go on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from tanshin.arelle.client import Calculations
from tanshin.arelle.result import ArelleFact, Message, Result, as_arelle
from tanshin.report.instance import Instance
from tanshin.validate.calculation import Mode, Summation, Verdict
from tanshin.validate.instance_paper import InstancePaper
from tanshin.validate.wording import some
from tanshin.values.finding import Finding, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

#: How sums are judged, as we judge them: all of them by Calculations 1.1, those of older networks by XBRL 2.1 as well.
MODES: Mapping[Calculations, Mode] = {"c11r": Mode.ROUNDING, "c10": Mode.XBRL_21}

_SEVERITIES = {
    "error": Severity.ERROR,
    "inconsistency": Severity.INCONSISTENCY,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
}
_READINGS = {Mode.ROUNDING: say("Calculations 1.1"), Mode.XBRL_21: say("XBRL 2.1")}
_JUDGED = (Verdict.CONSISTENT, Verdict.INCONSISTENT)

#: A sum: the role of its network, and what its total is about, whatever it says.
Place = tuple[str, tuple[object, ...]]


class Naming(Struct, frozen=True):
    """What files are called for people.

    ``root`` is the folder that the documents lie in for Arelle, ``base`` that of the report in there; ``prefix`` stands
    before a path in it where people read the path.
    """

    root: str
    prefix: str
    base: str = ""

    def file(self, name: str) -> str:
        """A file that Arelle names by its way from the report; an address as it is."""
        if "://" in name:
            return name
        return self.text(os.path.normpath(os.path.join(self.root, self.base, name)))  # noqa: PTH118 - may lead up

    def text(self, text: str) -> str:
        """A text in which paths may stand."""
        return text.replace(os.path.join(self.root, ""), self.prefix)  # noqa: PTH118 - the separator at the end


class Opinion(Struct, frozen=True):
    """What Arelle says of a report, and how many verdicts of ours on sums were held against its own."""

    findings: tuple[Finding, ...]
    sums: int = 0
    is_judged: bool = True


def opinion(result: Result, name: str, instances: Iterable[Instance], naming: Naming) -> Opinion:
    """What an answer about a report amounts to; ``name`` is what it is called, ``instances`` what we read of it.

    Where a file of the taxonomy is not at hand, that is all there is to say: nothing would be declared. Nor is a report
    judged on which Arelle fails.
    """
    broken = next((one for one in result.problems if one.code == "tanshin:exception"), None)
    if broken:
        remedy = say("report it to the makers of Arelle with the documents")
        return Opinion((unjudged(name, broken.message, remedy),), is_judged=False)
    missing = [naming.text(one.missing) for one in result.problems if one.missing]
    if missing:
        message = say(
            "Arelle does not judge {name}: {missing} cannot be loaded, and nothing is fetched; give the files, or with "
            "--package the taxonomy package they are in",
            name=name,
            missing=some(missing),
        )
        return Opinion((Finding("TNS796", Severity.WARNING, message, (Source(name),)),), is_judged=False)
    told = {mode: {_place(one): one for one in result.problems if _mode(one) is mode} for mode in MODES.values()}
    # What XBRL 2.1 alone calls inconsistent is explained by rounding, and only worth knowing, as with us (TNS118).
    excused = frozenset(one for place, one in told[Mode.XBRL_21].items() if place not in told[Mode.ROUNDING])
    found = [_finding(one, naming, is_excused=one in excused) for one in result.problems]
    known = tuple(instances)
    if not all(one.is_complete and not one.has_tuples for one in known):
        return Opinion(tuple(found))
    sums = [one for instance in known for one in InstancePaper(instance).sums]
    # Whatever else Arelle objects to may keep it from adding up, and then its silence says nothing.
    speaks = not any(one.severity == "error" for one in result.problems)
    count = 0
    for mode, theirs in told.items():
        judged = tuple(_verdicts(sums, mode))
        count += sum(verdict in _JUDGED for _, _, verdict in judged)
        found += _disputes(theirs, judged, mode, naming, speaks=speaks)
    return Opinion(tuple(found), count)


def unjudged(name: str, reason: str, remedy: str) -> Finding:
    """That Arelle has not judged a report, or without a name any, why, and what to do."""
    what = name or say("anything")
    message = say("Arelle has not judged {name}: {reason}; {remedy}", name=what, reason=reason, remedy=remedy)
    return Finding("TNS795", Severity.ERROR, message, (Source(name),) if name else ())


def _verdicts(sums: Iterable[tuple[Summation, bool]], mode: Mode) -> Iterator[tuple[Place, Summation, Verdict]]:
    """What we say of each sum by a specification; networks of Calculations 1.1 are none of XBRL 2.1."""
    for one, is_older in sums:
        if is_older or not mode.is_21:
            yield place_of(one.role, as_arelle(one.total)), one, one.verdict(mode)


def _disputes(
    theirs: Mapping[Place, Message],
    judged: Sequence[tuple[Place, Summation, Verdict]],
    mode: Mode,
    naming: Naming,
    *,
    speaks: bool,
) -> Iterator[Finding]:
    """The sums that one engine alone calls inconsistent."""
    wrong = {place: one for place, one, verdict in judged if verdict is Verdict.INCONSISTENT}
    open_ = {place for place, _, verdict in judged if verdict not in _JUDGED}
    for place, message in theirs.items():
        if place not in wrong and place not in open_:
            yield _dispute(
                say(
                    "{total}: Arelle calls the sum inconsistent by {reading}, and we do not; one of us is wrong: "
                    "report it with the documents",
                    total=_title(_total(message)),
                    reading=_READINGS[mode],
                ),
                message.role,
                Source(naming.file(message.file), message.line),
            )
    for place, one in wrong.items() if speaks else ():
        if place not in theirs:
            yield _dispute(
                say(
                    "{total}: we call the sum inconsistent by {reading}, and Arelle does not; one of us is wrong: "
                    "report it with the documents",
                    total=_title(as_arelle(one.total)),
                    reading=_READINGS[mode],
                ),
                one.role,
                one.total.source,
            )


def _dispute(message: str, role: str, source: Source | None) -> Finding:
    return Finding("TNS794", Severity.WARNING, message, (source,) if source else (), role=role)


def _finding(one: Message, naming: Naming, *, is_excused: bool) -> Finding:
    """A message in Arelle's own words, which are not translated."""
    text = say("Arelle [{code}] {text}", code=one.code, text=" ".join(naming.text(one.message).split()))
    sources = (Source(naming.file(one.file), one.line),) if one.file else ()
    severity = Severity.INFO if is_excused else _SEVERITIES[one.severity]
    return Finding("TNS792", severity, text, sources, role=one.role or None)


def _mode(one: Message) -> Mode | None:
    """By which specification a message calls a sum inconsistent."""
    if one.total is None:
        return None
    return Mode.XBRL_21 if one.code.startswith("xbrl.5.2.5.2:") else Mode.ROUNDING


def _place(one: Message) -> Place:
    return place_of(one.role, _total(one))


def _total(one: Message) -> ArelleFact:
    assert one.total is not None  # it is about a sum
    return one.total


def place_of(role: str, total: ArelleFact) -> Place:
    """Where a sum is: its network, and what the total is about, whatever its value."""
    return role, (total.concept, total.entity, total.period, total.unit, total.dimensions)


def _title(total: ArelleFact) -> str:
    """A total by its concept, its period and its members."""
    names = (total.concept, *(member for _, member in total.dimensions))
    concept, *members = (name.rpartition("}")[2] for name in names)
    return " ".join((concept, total.period or "", *members))
