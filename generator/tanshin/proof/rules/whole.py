"""TNS72x: archives, the index, and a build as a whole beside a fresh one."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import zip_longest
from urllib.parse import unquote

from lxml import etree

from tanshin.proof.listed import ARCHIVES, MANIFEST, PACKAGES, without_archives
from tanshin.proof.markup import words_of
from tanshin.proof.numeral import day_of, figures
from tanshin.proof.output import INDEX, Output
from tanshin.proof.rules.place import target_of
from tanshin.proof.words import squeezed
from tanshin.validate.check import CheckResult
from tanshin.validate.registry import Issue, rule
from tanshin.values.archive import read_zip
from tanshin.values.finding import InputError, Severity
from tanshin.values.message import Message, say
from tanshin.values.xml import parse_html, parse_xml

_FIXED = (1980, 1, 1, 0, 0, 0)
_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}rewriteURI"
_ENTRY = "{http://xbrl.org/2016/taxonomy-package}entryPointDocument"
_ADDRESS = re.compile(rb'(?:xlink:href|schemaLocation)="([^"#:]+)(?:#[^"]*)?"')
_NEAR = 30
#: What stands before the day on the index, in each language.
_ANNOUNCED = {"en": "Announced", "ja": "公表日"}


def _archives(output: Output) -> tuple[str, ...]:
    return tuple(path for path in output.reading.archives if not path.startswith(PACKAGES))


@rule("TNS721", Severity.ERROR, subject=Output, each=_archives)
def packages_are_whole(output: Output, path: str) -> Iterator[Issue]:
    """A taxonomy package has what its catalog and its entry points promise, and depends on no clock.

    Every rewritten address leads to a folder in the package, every entry point to a file, and so does every schema and
    linkbase that a schema names. Times are fixed and names in order, so that the same taxonomy makes the same bytes.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    files = output.reading.archives[path]
    place = (output.at(path),)
    for fault in (*packed(output.files[path]), *_promised(files), *_connected(files)):
        yield Issue(fault, sources=place)


def packed(data: bytes) -> Iterator[Message]:
    """What in an archive depends on when or how it was packed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    for entry in entries:
        if entry.date_time != _FIXED:
            yield say("{name} has a time of its own", name=entry.filename)
    if [entry.filename for entry in entries] != sorted(entry.filename for entry in entries):
        yield say("the names are not in order")


def _promised(files: Mapping[str, bytes]) -> Iterator[Message]:
    lists = {posixpath.basename(name): name for name in files if "/META-INF/" in name}
    if lists.keys() != {"catalog.xml", "taxonomyPackage.xml"}:
        yield say("META-INF holds a catalog and a description, and nothing else")
        return
    try:
        catalog, package = (parse_xml(files[lists[name]], name) for name in ("catalog.xml", "taxonomyPackage.xml"))
    except InputError as error:
        yield say(
            "{file} cannot be read: {reason}", file=str(error.findings[0].sources[0]), reason=error.findings[0].message
        )
        return
    home = posixpath.dirname(lists["catalog.xml"])
    rewritten = {
        one.get("uriStartString", ""): posixpath.normpath(posixpath.join(home, one.get("rewritePrefix", "")))
        for one in catalog.iter(_CATALOG)
    }
    for folder in rewritten.values():
        if not any(name.startswith(f"{folder}/") for name in files):
            yield say("the catalog leads to {folder}, where there is nothing", folder=folder)
    for entry in package.iter(_ENTRY):
        href = entry.get("href", "")
        inside = [f"{folder}/{href.removeprefix(uri)}" for uri, folder in rewritten.items() if href.startswith(uri)]
        if not any(name in files for name in inside):
            yield say("the entry point {href} leads to no file", href=href)


def _connected(files: Mapping[str, bytes]) -> Iterator[Message]:
    for name, content in files.items():
        if name.endswith(".xsd"):
            for href in set(_ADDRESS.findall(content)):
                target = target_of(name, href.decode())
                if target and target[0] not in files:
                    yield say("the link {href} in {name} leads to no file", href=href.decode(), name=name)


def _index(output: Output) -> tuple[str, ...]:
    return (INDEX,) if INDEX in output.files else ()


@rule("TNS722", Severity.ERROR, subject=Output, each=_index)
def index_shows_what_there_is(output: Output, path: str) -> Iterator[Issue]:
    """The index leads to every file, and shows figures of the summary and the numbers of facts and findings.

    It is the page people open first, and the only one that is made when everything else was proved.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    tree = parse_html(output.files[path])
    place = (output.at(path),)
    for message in (
        *_front(output, tree),
        *_linked_files(output, tree),
        *_headlines(output, tree),
        *_counts(output, tree),
        *_found(output, tree),
    ):
        yield Issue(message, sources=place)


def _linked_files(output: Output, tree: etree._ElementTree) -> Iterator[Message]:
    targets = [target_of(INDEX, link.get("href", "")) for link in tree.iterfind(".//a[@href]")]
    linked = {target[0] for target in targets if target}
    for link in tree.iterfind(".//a[@href]"):
        # A file that has no language is linked by its name.
        href, text = link.get("href", ""), words_of(link)
        if link.get("hreflang") is None and text != unquote(href.rpartition("/")[2]):
            yield say("the link to {href} is called {text!r}", href=href, text=text)
    for name in sorted(linked - output.files.keys()):
        yield say("the index leads to {file}, which is not there", file=name)
    for name in sorted(output.files.keys() - linked - {INDEX}):
        yield say("the index does not lead to {file}", file=name)


def _language(tree: etree._ElementTree) -> str:
    """The language that a page says it is in."""
    return tree.getroot().get("lang", "")


def _front(output: Output, tree: etree._ElementTree) -> Iterator[Message]:
    """A title that no document has, another code of the company, another day."""
    titles = {squeezed(document.title) for document in output.documents}
    for head in tree.iterfind(".//h1"):
        if squeezed(words_of(head)) not in titles:
            yield say("{text!r} is the title of no document", text=words_of(head))
    filing, announced = output.filing, _ANNOUNCED.get(_language(tree))
    for line in tree.iterfind(".//p[@class='facts']"):
        words = words_of(line)
        _, is_there, day = words.rpartition(announced) if announced else ("", "", "")
        is_of = filing.issuer.code in words.split("·")[0].split() and day_of(day) == filing.announced
        if not is_there or not is_of:
            yield say("{text!r} is not about this announcement", text=words)


def _headlines(output: Output, tree: etree._ElementTree) -> Iterator[Message]:
    lang = _language(tree)
    page = next((one for one in output.pages.values() if (one.lang, one.name) == (lang, "summary")), None)
    if page is None:  # where there should be one, other rules say so
        return
    there = Counter(str(figure) for block in page.blocks for figure in figures(block.text))
    texts = {squeezed(block.text) for block in page.blocks}
    for head in tree.iterfind(".//table[@class='headlines']//th"):
        # The unit stands behind the caption of a row, in an element of its own.
        for text in (head.text or "", *map(words_of, head)):
            if squeezed(text) and squeezed(text) not in texts:
                yield say("{text!r} stands over or beside headline figures, and not in the summary", text=text.strip())
    for cell in tree.iterfind(".//table[@class='headlines']//td[@class='figure']"):
        text = words_of(cell)
        # A change stands in brackets behind its amount: 106,248 [9.2%]
        for part in text.replace("]", "").replace("%", "").split("["):
            if any(str(figure) not in there for figure in figures(part)):
                yield say("{text!r} is no figure of the summary", text=text)


def _counts(output: Output, tree: etree._ElementTree) -> Iterator[Message]:
    tables = tree.findall(".//table[@class='counts']")
    counts = [_count(words_of(cell)) for cell in (tables[-1].iterfind(".//td") if tables else ())]
    facts = len(output.filing.report)
    if counts and (counts[-1] != facts or sum(counts[:-1]) != facts):
        yield say(
            "the index counts {counted} facts and says {total} in all, and there are {facts}",
            counted=sum(counts[:-1]),
            total=counts[-1],
            facts=facts,
        )


def _found(output: Output, tree: etree._ElementTree) -> Iterator[Message]:
    """Findings that are not listed as they are, or counted wrongly; and comparisons that are."""
    if output.result is None:
        return
    listed = tree.findall(".//ol[@class='findings']/li")
    for one, finding in zip_longest(listed, output.result.findings):
        due = f"{finding.code} {finding.message} {' '.join(map(str, finding.sources))}" if finding else ""
        texts = [] if one is None else [words_of(part) for part in one.iter("b", "code")]
        here = "" if one is None else squeezed(words_of(one))
        if (
            finding is None
            or squeezed(finding.message) not in here
            or texts != [finding.code, *map(str, finding.sources)]
        ):
            yield say("the index lists {here!r} where the finding is {due!r}", here=here, due=due)
    yield from _tallied(output.result, tree, Counter(one.get("class", "") for one in listed))


def _tallied(result: CheckResult, tree: etree._ElementTree, kinds: Counter[str]) -> Iterator[Message]:
    """Numbers of findings and of comparisons that are others than they should be."""
    for one in tree.iterfind(".//ul[@class='tally']/li"):
        kind = one.get("class", "").partition(" ")[0]
        told = _count("".join(map(words_of, one.iter("b"))))
        if told != kinds[kind]:
            yield say("the index counts {told} findings of a kind, and lists {listed}", told=told, listed=kinds[kind])
    seen: set[str] = set()
    for row in tree.iterfind(".//table[@class='counts comparisons']/tbody/tr"):
        code, count = ("".join(map(words_of, row.iter(name))) for name in ("b", "td"))
        if code in seen or _count(count) != result.checked.get(code):
            yield say("the index counts {count} comparisons of {code}", count=count, code=code)
        seen.add(code)


def _count(text: str) -> int:
    digits = text.replace(",", "").strip()
    return int(digits) if digits.isdigit() else -1


def _compared(output: Output) -> tuple[str, ...]:
    return tuple(sorted(output.files.keys() | output.expected.keys())) if output.expected else ()


@rule("TNS725", Severity.ERROR, subject=Output, each=_compared)
def folder_is_what_a_build_makes(output: Output, path: str) -> Iterator[Issue]:
    """A folder that was built holds what a build of the filing makes now, letter for letter.

    A page that was edited by hand, a file of an older state of the data, or one that is missing or was put there, is
    told with the line. A later version of the program may write a page otherwise; then everything else in it was still
    proved.

    Build the filing again, and change the data instead of a page.
    """
    here, due = output.files.get(path), output.expected.get(path)
    if here == due:
        return
    if here is None:
        yield Issue(say("this file is missing"), sources=(output.at(path),))
    elif due is None:
        yield Issue(say("no build makes this file; take it away"), sources=(output.at(path),))
    elif path.endswith(ARCHIVES):
        yield from _unpacked(output, path, here, due)
    elif path != MANIFEST or without_archives(here) != without_archives(due):
        line, one, other = _first_difference(here, due)
        message = say("a fresh build has {due!r} where this file has {here!r}", due=other, here=one)
        yield Issue(message, sources=(output.at(path, line),))


def _unpacked(output: Output, path: str, here: bytes, due: bytes) -> Iterator[Issue]:
    """Archives by their contents: how tightly they are packed depends on the machine."""
    try:
        one = read_zip(here, path)
    except InputError:
        return  # told by the rule about files that can be read
    other = read_zip(due, path)
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            message = say("a fresh build has another {name} in this archive", name=name)
            yield Issue(message, sources=(output.at(path),))


def _first_difference(here: bytes, due: bytes) -> tuple[int, str, str]:
    """The line of the first difference, and what stands there in both."""
    at = next((n for n, (a, b) in enumerate(zip(here, due, strict=False)) if a != b), min(len(here), len(due)))
    line = here.count(b"\n", 0, at) + 1
    return line, *(_around(data, at) for data in (here, due))  # type: ignore[return-value]


def _around(data: bytes, at: int) -> str:
    start = max(at - _NEAR, data.rfind(b"\n", 0, at) + 1)
    end = data.find(b"\n", at)
    return data[start : min(end if end >= 0 else len(data), at + _NEAR)].decode(errors="replace")


#: What holds for the page that tells of the proof, which is made last.
INDEX_RULES = (index_shows_what_there_is,)

#: What holds for a folder, beside what a build makes.
FOLDER_RULES = (folder_is_what_a_build_makes,)

RULES = (packages_are_whole, *INDEX_RULES, *FOLDER_RULES)
