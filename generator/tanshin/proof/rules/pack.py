"""TNS73x: the packages of a build hold what its folders do, and the manifest tells of every file."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import tanshin
from tanshin.proof.listed import MANIFEST, PACKAGES, read_listing
from tanshin.proof.output import Output
from tanshin.proof.rules.place import target_of
from tanshin.proof.rules.whole import packed
from tanshin.validate.registry import Issue, rule
from tanshin.values.finding import Severity
from tanshin.values.message import Message, say

_SUBMITTED = ("XBRLData/Summary/", "XBRLData/Attachment/")
_TYPE = {"documentInfo": {"documentType": "https://xbrl.org/report-package/2023/xbri"}}
#: Two patterns, each with a beginning that can be searched for: linkbases are long.
_ADDRESSES = tuple(re.compile(name + rb"=[\"']([^\"'#\s]+)") for name in (rb"xlink:href", rb" schemaLocation"))
_PAGES = (".htm", ".html", ".xhtml")


def _submissions(output: Output) -> tuple[str, ...]:
    """The package for TDnet that there has to be, and every other that is there."""
    due = [f"{PACKAGES}{output.filing.number}.zip"] if output.filing.form.name else []
    here = [path for path in output.files if path.startswith(PACKAGES) and path.endswith(".zip")]
    return tuple(sorted({*due, *here}))


@rule("TNS731", Severity.ERROR, subject=Output, each=_submissions)
def submission_is_in_one_file(output: Output, path: str) -> Iterator[Issue]:
    """The package for TDnet holds the folders Summary and Attachment as they lie there, and nothing else.

    It is called by the number of the disclosure. What was proved of the files in the folders so holds for those that
    are sent.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    place = (output.at(path),)
    if not output.filing.form.name or path != f"{PACKAGES}{output.filing.number}.zip":
        yield Issue(say("{path} is the package of no submission", path=path), sources=place)
        return
    if path not in output.reading.archives:
        if path not in output.files:
            yield Issue(say("the package of the submission is missing"), sources=place)
        return  # one that cannot be read is told by another rule
    due = {name: data for name, data in output.files.items() if name.startswith(_SUBMITTED)}
    for fault in (*packed(output.files[path]), *_compared(output.reading.archives[path], due)):
        yield Issue(fault, sources=place)


def _compared(here: Mapping[str, bytes], due: Mapping[str, bytes]) -> Iterator[Message]:
    for name in sorted(here.keys() | due.keys()):
        if name not in here:
            yield say("{name} is missing in the package", name=name)
        elif name not in due:
            yield say("{name} is in the package and not where a build has it", name=name)
        elif here[name] != due[name]:
            yield say("{name} in the package is not the one in the folder", name=name)


def _reports(output: Output) -> dict[tuple[str, str], dict[str, bytes]]:
    """The documents of each report, by its language and kind: their names and contents."""
    found: dict[tuple[str, str], dict[str, bytes]] = {}
    for path, page in output.pages.items():
        if path.startswith((*_SUBMITTED, "en/")):
            kind = "summary" if page.name == "summary" else "statements"
            documents = found.setdefault(("en" if path.startswith("en/") else "ja", kind), {})
            documents[posixpath.basename(path)] = output.files[path]
    return found


def _packages(output: Output) -> tuple[str, ...]:
    """The report packages that are there; and what there is a report of, where one is missing."""
    return tuple(path for path in output.files if path.endswith(".xbri")) or tuple(
        sorted({PACKAGES for _ in _reports(output)})
    )


@rule("TNS732", Severity.ERROR, subject=Output, each=_packages)
def report_packages_are_whole(output: Output, path: str) -> Iterator[Issue]:
    """A report package holds one report of the build, with all that it refers to and nothing else.

    It says that it is a package of one report in Inline XBRL (Report Package 1.0, section 3); the documents lie in one
    folder below `reports`, and are those of the build letter for letter, as are the schemas and linkbases to which
    their references lead. Each report has one package in each language.

    Build the filing again. If a fresh build says so, the fault is in the program: report it with the message.
    """
    place = (output.at(path),)
    if path not in output.files:
        yield Issue(say("the build has reports and no report package"), sources=place)
        return
    files = output.reading.archives.get(path)
    if files is None:  # told by the rule about files that can be read
        return
    for fault in (*packed(output.files[path]), *_laid_out(files), *_same(output, path, files), *_alone(output, path)):
        yield Issue(fault, sources=place)


def _laid_out(files: Mapping[str, bytes]) -> Iterator[Message]:
    """What the specification asks: one folder at the top, what the package is, one report in a folder of its own."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1:
        yield say("the package has {count} folders at its top and not one", count=len(tops))
        return
    (top,) = tops
    try:
        about: Any = json.loads(files.get(f"{top}/META-INF/reportPackage.json", b"").decode())
    except (ValueError, RecursionError):
        about = None
    if about != _TYPE:
        yield say("the package does not say that it is one of a report in Inline XBRL")
    homes = {posixpath.dirname(name) for name in files if name.endswith(_PAGES)}
    if len(homes) != 1 or any(posixpath.dirname(home) != f"{top}/reports" for home in homes):
        yield say("the documents do not lie in one folder below reports")
    # What nothing leads to has no place in it.
    used = {f"{top}/META-INF/reportPackage.json"}
    left = [name for name in files if name.endswith(_PAGES)]
    while left:
        name = left.pop()
        used.add(name)
        for href in _addresses(files[name]):
            target = target_of(name, href)
            if target is None or target[0] in used:
                continue
            if target[0] in files:
                left.append(target[0])
            else:
                yield say("the link {href} in {name} leads to no file", href=href, name=name)
            used.add(target[0])
    for name in sorted(files.keys() - used):
        yield say("{name} is in the package, and nothing leads to it", name=name)


def _addresses(data: bytes) -> list[str]:
    """Where a document, a schema or a linkbase points, without the places in there."""
    found = {href for one in _ADDRESSES for href in one.findall(data)}
    return sorted(href.decode(errors="replace") for href in found)


def _same(output: Output, path: str, files: Mapping[str, bytes]) -> Iterator[Message]:
    """Files that are not those of the build."""
    documents = _documents(files)
    report = next((one for key, one in _reports(output).items() if _is_of(path, documents, key, one)), None)
    if report is None:
        yield say("the documents in the package are not those of a report of the build in its language")
    due = {posixpath.basename(name): data for name, data in output.files.items() if name.startswith(_SUBMITTED)}
    due |= report if report is not None else documents
    for name, data in files.items():
        if "/META-INF/" not in name and due.get(posixpath.basename(name)) != data:
            yield say("{name} in the package is not the one in the folder", name=name)


def _is_of(path: str, documents: Mapping[str, bytes], key: tuple[str, str], report: Mapping[str, bytes]) -> bool:
    """Whether a package is that of a report: the one in its language whose documents are called so."""
    return path.endswith(f"-{key[0]}.xbri") and documents.keys() == report.keys()


def _alone(output: Output, path: str) -> Iterator[Message]:
    """A report without a package is told of the first; one with two of the second."""
    packages = {
        one: _documents(files) for one, files in sorted(output.reading.archives.items()) if one.endswith(".xbri")
    }
    for key, report in _reports(output).items():
        own = [one for one, documents in packages.items() if _is_of(one, documents, key, report)]
        if not own and path == next(iter(packages)):
            yield say("there is no report package of {name} ({lang})", name=min(report), lang=key[0])
        elif path in own[1:]:
            yield say("there is another package of the same report")


def _documents(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {posixpath.basename(name): data for name, data in files.items() if name.endswith(_PAGES)}


def _lists(output: Output) -> tuple[str, ...]:
    return (MANIFEST,) if output.files else ()


@rule("TNS733", Severity.ERROR, subject=Output, each=_lists)
def manifest_tells_of_every_file(output: Output, path: str) -> Iterator[Issue]:
    """The manifest has every file of the build with its size and SHA-256, and what they were made of and with.

    Whoever receives files of a build can see that they are those that were built, and of which input. The manifest
    tells no time and no place.

    Build the filing again; a file that was changed since is named.
    """
    place = (output.at(path),)
    if path not in output.files:
        yield Issue(say("the manifest is missing"), sources=place)
        return
    listing = read_listing(output.files[path])
    if listing is None:
        yield Issue(say("the manifest cannot be read as one"), sources=place)
        return
    if listing.program != ("tanshin", tanshin.__version__):
        words = say(
            "the manifest is of {name} {version}, and this is another",
            name=listing.program[0],
            version=listing.program[1],
        )
        yield Issue(words, sources=place)
    if output.filing.inputs and listing.inputs[:1] != ((output.filing.name, output.filing.inputs),):
        yield Issue(say("the manifest is of another input than this filing"), sources=place)
    told = {one.path: one for one in listing.files}
    if [one.path for one in listing.files] != sorted(told):
        yield Issue(say("the files in the manifest are not in order, or one is there twice"), sources=place)
    for name in sorted(told.keys() | output.files.keys() - {MANIFEST}):
        data, one = output.files.get(name), told.get(name)
        if one is None:
            yield Issue(say("the manifest does not list {file}", file=name), sources=place)
        elif data is None:
            yield Issue(say("the manifest lists {file}, which is not there", file=name), sources=place)
        elif (one.size, one.sha256) != (len(data), sha256(data).hexdigest()):
            yield Issue(say("{file} is not what the manifest says of it", file=name), sources=place)


#: What holds for the list that is made of all other files.
LIST_RULES = (manifest_tells_of_every_file,)

RULES = (submission_is_in_one_file, report_packages_are_whole, *LIST_RULES)
