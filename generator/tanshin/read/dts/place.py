"""Where a document is: names in a folder or archive, and URLs; never a path of this machine.

A document is known by its URL, or by its name in the folder or archive that was given (``XBRLData/Summary/a.xsd``).
What a document says is never followed out of that folder.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import unquote, urljoin

from tanshin.values.archive import name_fault
from tanshin.values.message import say

_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = re.compile("https?://", re.IGNORECASE)
_MAX_LENGTH = 2000


class OutsideError(ValueError):
    """A reference leads to where no taxonomy is read from; the message says why."""


def is_url(place: str) -> bool:
    """Whether a place is a URL; otherwise it is a name in the folder or archive."""
    return _WEB.match(place) is not None


def split(href: str) -> tuple[str, str]:
    """The document and the fragment that a reference names; either may be empty."""
    document, _, fragment = href.strip().partition("#")
    return document, unquote(fragment) if "%" in fragment else fragment


@lru_cache(maxsize=4096)  # a linkbase points to the same few documents a thousand times
def joined(base: str, document: str) -> str:
    """The place that a reference without fragment names (RFC 3986, section 5.2); ``base`` is where it stands.

    Raises:
        OutsideError: it is a file of this machine, leads out of the folder, or is no reference at all.
    """
    if not document:
        return base
    if len(document) > _MAX_LENGTH:
        raise OutsideError(say("it has more than {max_length} characters", max_length=_MAX_LENGTH))
    if is_url(document):
        return _tidy(document)
    if _SCHEME.match(document):
        raise OutsideError(say("only http, https and files beside the report are read"))
    if is_url(base):
        try:
            return _tidy(urljoin(base, document))
        except ValueError:
            raise OutsideError(say("it is no URL")) from None
    path = unquote(document.partition("?")[0])  # a query says nothing about a file
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    if path.startswith("/") or name.startswith("/"):
        raise OutsideError(say("it is absolute"))
    if name == "." and _is_folder(path):
        return ""
    if fault := name_fault(name):
        raise OutsideError(fault)
    return f"{name}/" if _is_folder(path) else name


def _is_folder(path: str) -> bool:
    """Whether a path names a folder, which a base may be."""
    return path.rpartition("/")[2] in ("", ".", "..")


def _tidy(url: str) -> str:
    """The URL without ``.`` and ``..`` in its path, the scheme and host in small letters."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if "./" in path or path.endswith("."):
        end = "/" if _is_folder(path) else ""
        path = posixpath.normpath(f"/{path}").strip("/")
        path += end if path else ""
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"
