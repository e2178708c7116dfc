"""Text and Markdown as HTML: escaped, Japanese told as Japanese, links led to the pages of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from msgspec import Struct

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Kana, ideographs, full-width forms and the punctuation among them.
_JAPANESE = re.compile(
    "[\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uffee△▲―]*[\u3041-\u30ff\u3400-\u9fff][^\x00-\u02ff]*"
)
_CODE = re.compile(r"\bTNS[0-9]{3}\b")
_OUTSIDE_SLUG = re.compile(r"[^\w\- ]")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")
_SAFE = ("https:", "http:", "mailto:")


class Heading(Struct, frozen=True):
    """A heading within a page, with the text that stands below it, up to the next one."""

    level: int
    id: str
    text: str
    below: str


class Text(Struct, frozen=True):
    """A Markdown document: the text of its first heading, the rest as HTML, and the headings in it."""

    title: str
    body: Markup
    headings: tuple[Heading, ...]
    lead: str


class Links(Struct, frozen=True):
    """Where references of a document lead: files by their path in the repository, findings by their code.

    ``to`` makes the address of a place of the site. What is no page of the site is printed without a link.
    """

    file: str
    places: Mapping[str, str]
    codes: Mapping[str, str]
    to: Callable[[str], str]
    is_file: Callable[[str], bool] = lambda _: False

    def address(self, href: str) -> str | None:
        """The address of a reference; nothing where a file is meant that is no page."""
        if _ELSEWHERE.match(href):
            return href if href.startswith(_SAFE) else None
        path, hash_, anchor = href.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.file), path)) if path else self.file
        if f"{target}#{anchor}" in self.places:
            return self.to(self.places[f"{target}#{anchor}"])
        if target in self.places:
            return self.to(f"{self.places[target]}{hash_}{anchor}")
        return None if self.is_file(target) else href


def japanese(text: object) -> Markup:
    """A text, escaped, in which Japanese is told to be Japanese: fonts and voices differ."""
    return Markup(_JAPANESE.sub(lambda found: f'<span lang="ja">{found[0]}</span>', str(escape(text))))  # noqa: S704


def slug(text: str) -> str:
    """What the code host makes of a heading as an id, so that links hold there and here."""
    return _OUTSIDE_SLUG.sub("", text.strip().lower()).replace(" ", "-")


def markdown(source: str, links: Links) -> Text:
    """A Markdown document as HTML; markup in it is text, and nothing is fetched or run."""
    tokens = _parser().parse(source)
    headings = _headings(tokens)
    title = headings.pop(0).text if headings and headings[0].level == 1 and tokens[0].type == "heading_open" else ""
    body = "".join(_printed(tokens[3:] if title else tokens, links))
    lead = next((_plain(one) for one in tokens if one.type == "inline" and one.level == 1 and one != tokens[1]), "")
    return Text(title, Markup(body), tuple(headings), lead)  # noqa: S704


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _plain(token: Token) -> str:
    return "".join(one.content if one.type in ("text", "code_inline") else " " for one in token.children or ()).strip()


def _headings(tokens: Sequence[Token]) -> list[Heading]:
    """The headings in their order; each gets an id of its own in the markup, too."""
    seen: dict[str, int] = {}
    found: list[Heading] = []
    words: list[str] = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            text = _plain(tokens[at + 1])
            name = slug(text)
            again = seen.get(name, 0)
            seen[name] = again + 1
            token.attrSet("id", f"{name}-{again}" if again else name)
            _close(found, words)
            found.append(Heading(int(token.tag[1]), str(token.attrGet("id")), text, ""))
        elif token.type == "inline" and tokens[at - 1].type != "heading_open":
            words.append(_plain(token))
    _close(found, words)
    return found


def _close(found: list[Heading], words: list[str]) -> None:
    if found:
        last = found[-1]
        found[-1] = Heading(last.level, last.id, last.text, " ".join(words))
    words.clear()


def _printed(tokens: Sequence[Token], links: Links) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or (), links)
        elif token.type == "table_open":
            yield '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>'
        elif token.type == "table_close":
            yield "</table></div>\n"
        elif token.type in ("fence", "code_block"):
            yield _fence(token)
        elif token.type == "hr":
            yield "<hr>\n"
        elif not token.hidden:
            yield _tag(token)


def _fence(token: Token) -> str:
    if token.info == "mermaid":  # a drawing for the code host; ARCHITECTURE.md has it in characters
        return ""
    lines = token.content.rstrip("\n")
    shown = Markup("\n").join(map(_changed, lines.split("\n"))) if token.info == "diff" else japanese(lines)
    style = ' class="words"' if token.info == "text" else ""
    return f'<pre tabindex="0"{style}><code>{shown}</code></pre>\n'


def _changed(line: str) -> Markup:
    mark = {"+": "ins", "-": "del"}.get(line[:1])
    return Markup("<{0}>{1}</{0}>").format(mark, japanese(line)) if mark else japanese(line)


def _tag(token: Token) -> str:
    if token.nesting < 0:
        return f"</{token.tag}>\n"
    names = {name: value for name, value in token.attrs.items() if name in ("id", "start", "style")}
    scope = ' scope="col"' if token.tag == "th" else ""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in names.items())
    return f"<{token.tag}{attributes}{scope}>"


def _inline(tokens: Sequence[Token], links: Links) -> Iterator[str]:
    opened: list[bool] = []
    for token in tokens:
        match token.type:
            case "text":
                yield str(japanese(token.content) if any(opened) else coded(token.content, links))
            case "code_inline":
                yield f"<code>{japanese(token.content)}</code>"
            case "softbreak":
                yield "\n"
            case "hardbreak":
                yield "<br>\n"
            case "link_open":
                address = links.address(str(token.attrGet("href") or ""))
                opened.append(address is not None)
                yield f'<a href="{escape(address)}">' if address is not None else ""
            case "link_close":
                yield "</a>" if opened.pop() else ""
            case "image":
                yield str(escape(token.content))
            case _:
                yield f"<{'/' if token.nesting < 0 else ''}{token.tag}>"


def coded(text: str, links: Links) -> Markup:
    """A text in which each code of a finding leads to its page."""
    parts: list[Markup] = []
    at = 0
    for found in _CODE.finditer(text):
        if found[0] in links.codes:
            address = links.to(links.codes[found[0]])
            parts += (japanese(text[at : found.start()]), Markup('<a href="{}">{}</a>').format(address, found[0]))
            at = found.end()
    return Markup().join((*parts, japanese(text[at:])))
