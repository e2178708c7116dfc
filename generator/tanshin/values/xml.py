"""XML from outside, read without doing what it says: no DTD, no entities, no network, no repair."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

from tanshin.values.finding import Finding, InputError, Severity
from tanshin.values.message import say
from tanshin.values.source import Source

# What may stand before a root: nothing in it is looked at twice.
_PROLOG = rb"(?>\xef\xbb\xbf)?(?>(?>\s+|<\?(?>.*?\?>)|<!--(?>.*?-->))*)"
_NO_DECLARATIONS = rb"<!DOCTYPE(?>(?>[^\[\"'<>]+|\"[^\"]*\"|'[^']*')*)>"
_PLAIN_DOCTYPE = re.compile(_PROLOG + _NO_DECLARATIONS, re.DOTALL)
# A document in UTF-8 whose root follows without declarations.
_HARMLESS = re.compile(
    rb"(?!\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding(?!\s*=\s*[\"'](?i:utf-8)[\"']))"
    + _PROLOG
    + rb"(?>(?:"
    + _NO_DECLARATIONS
    + rb")?)"
    + _PROLOG
    + rb"<[A-Za-z_]",
    re.DOTALL,
)
# Encodings in which the bytes of ASCII mean what they mean there, so that a prolog can be read as it is.
_PLAIN_ENCODINGS = frozenset(
    ("UTF-8", "US-ASCII", "ASCII", "ISO-8859-1", "WINDOWS-1252", "SHIFT_JIS", "WINDOWS-31J", "CP932", "EUC-JP")
)
#: From this size on, in bytes, a text may be longer than libxml2 reads by itself.
_LARGE = 10_000_000
#: How deep libxml2 lets elements stand in each other, unless it is told to read whatever comes.
_DEPTH = 256
_DEEPER = etree.XPath(f"boolean({'/*' * (_DEPTH + 1)})")


def parse_xml(data: bytes, file: str, *, plain_doctype: bool = False) -> etree._ElementTree:
    """The document in ``data``, in the encoding it declares.

    Neither XBRL nor Inline XBRL needs a document type declaration, and it is the door to entities that name other
    files or grow without bound. One that only names a document type is harmless as long as nobody looks that up;
    ``plain_doctype`` accepts it. Entities then stay in the tree as they are named.

    libxml2's own limits on depth and on the length of a text stay in force; but where ``plain_doctype`` is accepted,
    that is in pages, pictures and styles may be of any length, for there is nothing in such a document that grows.

    Raises InputError TNS017, at the line and column concerned, when the document is not well formed or has a DOCTYPE.
    """
    is_large = plain_doctype and len(data) > _LARGE and _HARMLESS.match(data) is not None
    # A parser of its own for each call: lxml's parsers keep an error log and are not for sharing between threads.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=is_large,
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
    if is_large and _DEEPER(tree):
        message = say(
            "this is not well-formed XML: {reason}", reason=say("elements stand more than {depth} deep", depth=_DEPTH)
        )
        raise _refuse(message, Source(file, 1, 1))
    if tree.docinfo.internalDTD is not None and not (plain_doctype and _is_plain(tree, data)):
        before = data[: max(data.find(b"<!DOCTYPE"), 0)]
        source = Source(file, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        if plain_doctype:
            raise _refuse(
                say("a DOCTYPE with declarations is not accepted; remove what stands in its brackets"), source
            )
        raise _refuse(say("a DOCTYPE is not accepted here; remove it"), source)
    return tree


def _is_plain(tree: etree._ElementTree, data: bytes) -> bool:
    """Whether a document type has no declarations of its own."""
    encoding = (tree.docinfo.encoding or "UTF-8").upper()
    return encoding in _PLAIN_ENCODINGS and _PLAIN_DOCTYPE.match(data) is not None


def parse_html(data: bytes) -> etree._ElementTree:
    """The HTML page in ``data``, in UTF-8, as browsers read it: what is open is closed, and nothing is fetched."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    return etree.parse(BytesIO(data or b"<html></html>"), parser)


def _refuse(message: str, source: Source) -> InputError:
    return InputError(Finding("TNS017", Severity.ERROR, message, (source,)))
