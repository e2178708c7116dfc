r"""Messages and manual pages in the language of the reader.

English stands in the code. Another language is two files in ``templates/messages``, one entry a line: the English
template or the code, a tab, and the translation with the same places; a line end within is written ``\n``. They are
data, so that a translator needs no Python, and read only for whoever asks for the language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from tanshin import resources
from tanshin.validate.registry import Page
from tanshin.values.finding import Finding
from tanshin.values.message import Catalog, spoken


class Language(Struct, frozen=True):
    """A language with what it says for each English template, and for each page of the manual."""

    code: str
    catalog: Catalog = {}
    pages: Mapping[str, str] = {}

    def say(self, text: str) -> str:
        """A message in this language; what it has no words for stays in English."""
        return spoken(text, self.code, self.catalog) if self.catalog else text

    def told(self, finding: Finding) -> Finding:
        """A finding with its message in this language."""
        return replace(finding, message=self.say(finding.message)) if self.catalog else finding

    def all_told(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings with their messages in this language."""
        return tuple(map(self.told, findings))

    def page(self, page: Page) -> Page:
        """A page of the manual in this language."""
        return replace(page, text=self.pages.get(page.code, page.text))


ENGLISH = Language("en")

#: The languages there are.
CODES = ("en", "ja")


@cache
def language(code: str) -> Language:
    """The language of a code, with its words."""
    if code == ENGLISH.code:
        return ENGLISH
    return Language(code, _entries(f"{code}.tsv"), _entries(f"{code}-pages.tsv"))


def forget_words() -> None:
    """Read the words anew when they are needed next."""
    language.cache_clear()


def _entries(file: str) -> dict[str, str]:
    lines = (resources.templates_dir() / "messages" / file).read_text(encoding="utf-8").split("\n")
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#\t"))
    return {_plain(key): _plain(words) for key, _, words in pairs}


def _plain(text: str) -> str:
    return text.replace("\\n", "\n")
