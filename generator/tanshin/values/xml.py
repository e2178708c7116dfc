"""XML from outside, read without doing what it says: no DTD, no entities, no network, no repair."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

# A prolog up to the end of a document type without declarations of its own; nothing in it is looked at twice.
_PLAIN_DOCTYPE = re.compile(
    rb"(?>\xef\xbb\xbf)?(?>(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*)<!DOCTYPE(?>(?>[^\[\"'<>]+|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)


def parse_xml(data: bytes, file: str, *, plain_doctype: bool = False) -> etree._ElementTree:
    """The document in ``data``, in the encoding it declares.

    Neither XBRL nor Inline XBRL needs a document type declaration, and it is the door to entities that name other
    files or grow without bound. One that only names a document type is harmless as long as nobody looks that up;
    ``plain_doctype`` accepts it. Entities then stay in the tree as they are named. libxml2's own limits on depth and
    on the length of a text stay in force.

    Raises InputError TNS017, at the line and column concerned, when the document is not well formed or has a DOCTYPE.
    """
    # A parser of its own for each call: lxml's parsers keep an error log and are not for sharing between threads.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    try:
        tree = etree.parse(BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        reason = (error.msg or "no XML").partition(", line ")[0]
        raise _refuse(
            say("this is not well-formed XML: {reason}", reason=reason), Source(file, line or 1, column or 1)
        ) from None
    if tree.docinfo.internalDTD is not None and not (plain_doctype and _PLAIN_DOCTYPE.match(data)):
        before = data[: max(data.find(b"<!DOCTYPE"), 0)]
        source = Source(file, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        if plain_doctype:
            raise _refuse(
                say("a DOCTYPE with declarations is not accepted; remove what stands in its brackets"), source
            )
        raise _refuse(say("a DOCTYPE is not accepted here; remove it"), source)
    return tree


def parse_html(data: bytes) -> etree._ElementTree:
    """The HTML page in ``data``, in UTF-8, as browsers read it: what is open is closed, and nothing is fetched."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    return etree.parse(BytesIO(data or b"<html></html>"), parser)


def _refuse(message: str, source: Source) -> InputError:
    return InputError(Finding("TNS017", Severity.ERROR, message, (source,)))
