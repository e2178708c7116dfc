"""TNS71x: files have their names, links lead somewhere, lists are complete."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from tanshin.proof.markup import addresses, ids, line_of, roles
from tanshin.proof.output import Output
from tanshin.report.aspect import Dimensions, Entity, Instant, Period
from tanshin.report.calendar import Calendar
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import say

_SUMMARY, _ATTACHMENT = "XBRLData/Summary/", "XBRLData/Attachment/"
_MANIFEST = "{http://disclosure.edinet-fsa.go.jp/2013/manifest}"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: Of the form until 2013: CurrentYearConsolidatedDuration, PriorYearNonConsolidatedInstant.
_OLDER_CONTEXT = re.compile(
    r"(?P<name>[A-Za-z0-9]+?)(?P<apart>Non)?Consolidated(?P<kind>Instant|Duration)(?P<days>)(?P<opening>)"
)
_CONTEXT = re.compile(
    r"(?:[a-z]{4}[0-9]{2}_)?(?P<name>[A-Za-z0-9]*?)(?P<opening>Opening)?(?P<kind>Instant|Duration)"
    r"(?P<days>[0-9]{8}(?:To[0-9]{8})?)?(?P<members>(?:_[A-Za-z0-9]+)*)"
)
_LINKBASES = "pre|cal|def|lab|lab-en|gla|gla-en|ref"


class _Link(NamedTuple):
    """An address in a file."""

    path: str
    href: str


class _Context(NamedTuple):
    """A context of a file."""

    path: str
    id: str
    aspects: tuple[Entity, Period, Dimensions]


def _links(output: Output) -> Iterator[_Link]:
    for path, page in output.pages.items():
        yield from (_Link(path, href) for href in dict.fromkeys(href for href, _ in page.links))
    for path, tree in output.reading.trees.items():
        yield from (_Link(path, href) for href in dict.fromkeys(addresses(tree)))


def target_of(path: str, href: str) -> tuple[str, str] | None:
    """The file and the id that an address leads to; ``None`` where it leads out of the build."""
    if _ELSEWHERE.match(href):
        return None
    file, _, fragment = href.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path, fragment


@rule("TNS714", Severity.ERROR, subject=Output, each=_links)
def links_lead_somewhere(output: Output, link: _Link) -> Iterator[Issue]:
    """Every link within a build leads to a file, and to a place in it, that exists.

    Pages link to their headings and footnotes, Inline XBRL to its schemas, schemas to their linkbases, and linkbases to
    the elements of schemas. A link that leads nowhere makes a file invalid, or a reader
    lost.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    target = target_of(link.path, link.href)
    if target is None:
        return
    file, fragment = target
    if file not in output.files:
        message = say("the link {href} leads to no file", href=link.href)
        yield Issue(message, sources=(output.at(link.path, _line_of(output, link)),))
    elif fragment and file not in output.reading.unreadable and fragment not in output.reading.ids(file):
        message = say("the link {href} leads to no place in its file", href=link.href)
        yield Issue(message, sources=(output.at(link.path, _line_of(output, link)),))


def _line_of(output: Output, link: _Link) -> int:
    found = output.files[link.path].find(link.href.encode())
    return output.files[link.path].count(b"\n", 0, found) + 1 if found >= 0 else 0


def _readable(output: Output) -> Iterator[str]:
    yield from (path for path in (*output.pages, *output.reading.trees) if path not in output.reading.unreadable)


@rule("TNS715", Severity.ERROR, subject=Output, each=_readable)
def ids_are_unique(output: Output, path: str) -> Iterator[Issue]:
    """An id stands once in a file.

    Links, contexts and units are found by ids; with two of them what is found is chance, and the file is invalid.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    page = output.pages.get(path)
    here = [found for found, _ in page.ids] if page else ids(output.reading.trees[path])
    for found, times in Counter(here).items():
        if times > 1:
            message = say("the id {id} stands here {times} times", id=found, times=times)
            yield Issue(message, sources=(output.at(path),))


def _submitted(output: Output) -> Iterator[str]:
    if output.filing.form.name:
        folders = (_SUMMARY, _ATTACHMENT, "older/")
        yield from (path for path in output.files if path.startswith(folders) or path.endswith(".xbrl"))


@rule("TNS716", Severity.ERROR, subject=Output, each=_submitted)
def files_are_named_as_the_exchange_wants(output: Output, path: str) -> Iterator[Issue]:
    """Every file of the submission is named as the exchange wants it, and begins as it wants.

    The name says the form, the code of the company, the end of the period and the day of the announcement. Inline XBRL
    is UTF-8 with a byte order mark and without a document type declaration.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    filing, (folder, _, name) = output.filing, path.rpartition("/")
    code, form = re.escape(filing.entity.identifier), re.escape(filing.form.name)
    end, day = filing.calendar.period("CurrentQuarter").last.isoformat(), filing.announced.isoformat()
    number = re.escape(filing.number)  # which begins with that day, or TNS603 tells
    summary = rf"tse-{form}-{code}-{number}"
    statements = rf"tse-{form[:-2]}fr-{code}-{end}-[0-9]{{2}}-{day}"
    own = re.escape(filing.taxonomy.schema.rpartition("/")[2])
    allowed = {
        _SUMMARY.rstrip("/"): rf"{summary}(?:\.xsd|-def\.xml|-ixbrl\.htm)",
        _ATTACHMENT.rstrip("/"): rf"manifest\.xml|index\.txt|{own}|{statements}(?:\.xsd|-(?:{_LINKBASES})\.xml)"
        rf"|[0-9]{{7}}-{form[:2]}[a-z]{{2}}[0-9]{{2}}-{statements}-ixbrl\.htm",
        "": rf"{summary}\.xbrl",
        "older": rf"tdnet-{form}-{code}-{number}\.(?:xbrl|xsd)",
    }
    if not re.fullmatch(allowed.get(folder, ""), name):
        yield Issue(say("no file of the submission is named {name}", name=name), sources=(output.at(path),))
    if name.endswith(".htm"):
        head = output.files[path][:400]
        if not head.startswith(b"\xef\xbb\xbf<?xml") or b"<!DOCTYPE" in head:
            message = say("Inline XBRL begins with a byte order mark and an XML declaration, without a DOCTYPE")
            yield Issue(message, sources=(output.at(path, 1),))


def _contexts(output: Output) -> Iterator[_Context]:
    headers = {path: page.header for path, page in output.pages.items()}
    headers |= {path: instance.header for path, instance in output.instances.items()}
    for path, header in headers.items():
        for name, aspects in header.contexts.items():
            yield _Context(path, name, aspects)


@rule("TNS717", Severity.ERROR, subject=Output, each=_contexts)
def contexts_are_called_what_they_are(output: Output, context: _Context) -> Iterator[Issue]:
    """The id of a context says its period and its members, as the exchange names them.

    People and programs read `CurrentYearDuration_ConsolidatedMember_ResultMember` before they look at the dates; a
    context of that name with another period misleads them.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    _, period, dimensions = context.aspects
    is_older = output.is_older(context.path)
    match = (_OLDER_CONTEXT if is_older else _CONTEXT).fullmatch(context.id)
    members = [member.local for axis, member in sorted(dimensions, key=lambda pair: pair[0].local)]
    if is_older and output.older is not None:  # it says by a marker what today's says by members
        has_members = match is not None and bool(match["apart"]) == output.older.is_apart(dimensions) == bool(members)
    else:
        has_members = match is not None and match["members"].split("_")[1:] == members
    if match is None or not has_members:
        message = say(
            "the context {id} is not called by its members: {members}", id=context.id, members=", ".join(members)
        )
        yield Issue(message, sources=(output.at(context.path),))
    elif not _is_called(period, match, output.filing.calendar):
        message = say("the context {id} is of {period}", id=context.id, period=str(period))
        yield Issue(message, sources=(output.at(context.path),))


def _is_called(period: Period, match: re.Match[str], calendar: Calendar) -> bool:
    if (match["kind"] == "Instant") != isinstance(period, Instant):
        return False
    if match["days"]:
        days = [period.day] if isinstance(period, Instant) else [period.first, period.last]
        return not match["name"] and match["days"] == "To".join(f"{day:%Y%m%d}" for day in days)
    name = match["name"].replace("Prior1", "Prior")
    if name.endswith("YTD"):
        name = f"{name.removesuffix('YTD')}Accumulated"
    try:
        span = calendar.period(name)
    except ValueError:
        return False
    named: Period = span
    if match["kind"] == "Instant":
        named = span.opening if match["opening"] else span.closing
    return named == period


def _lists(output: Output) -> tuple[str, ...]:
    return tuple(path for path in output.files if path.endswith(("/manifest.xml", "/index.txt")))


@rule("TNS718", Severity.ERROR, subject=Output, each=_lists)
def lists_are_complete(output: Output, path: str) -> Iterator[Issue]:
    """The lists of the attachment name every statement beside them, and nothing else.

    The exchange takes what the manifest names, in its order, and people look for it in the list in CP932. The networks
    of the manifest are declared by the schema beside it.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    folder = f"{posixpath.dirname(path)}/"
    listed = {f"{folder}{name}" for name in _listed(output, path)}
    wanted = {one for one in output.files if one.startswith(folder) and one.endswith(".htm")}
    for name in sorted(wanted - listed):
        yield Issue(say("{file} is not on this list", file=name), sources=(output.at(path),))
    for name in sorted(listed - wanted):
        yield Issue(say("this list names {file}, which is not there", file=name), sources=(output.at(path),))
    trees = output.reading.trees
    if path in trees:
        declared = {role for one, tree in trees.items() if one.startswith(folder) for role in roles(tree)}
        for item in trees[path].iter(f"{_MANIFEST}item"):
            if item.get("extrole") not in declared:
                message = say("no schema beside this list declares the network {role}", role=item.get("extrole"))
                yield Issue(message, sources=(output.at(path, line_of(item)),))


def _listed(output: Output, path: str) -> Iterator[str]:
    if path in output.reading.trees:
        yield from ((one.text or "").strip() for one in output.reading.trees[path].iter(f"{_MANIFEST}ixbrl"))
    elif path not in output.reading.unreadable:
        yield from re.findall(r"[!-~]+\.htm", output.files[path].decode("cp932"))


RULES = (
    links_lead_somewhere,
    ids_are_unique,
    files_are_named_as_the_exchange_wants,
    contexts_are_called_what_they_are,
    lists_are_complete,
)
