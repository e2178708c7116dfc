"""Extended link roles and the arcroles of standard relationships."""

from __future__ import annotations

from msgspec import Struct

_XBRL = "http://www.xbrl.org/2003/arcrole/"
_DIM = "http://xbrl.org/int/dim/arcrole/"

PARENT_CHILD = _XBRL + "parent-child"
SUMMATION_ITEM = _XBRL + "summation-item"
SUMMATION_ITEM_11 = "https://xbrl.org/2023/arcrole/summation-item"
CONCEPT_LABEL = _XBRL + "concept-label"
CONCEPT_REFERENCE = _XBRL + "concept-reference"
ALL = _DIM + "all"
NOT_ALL = _DIM + "notAll"
HYPERCUBE_DIMENSION = _DIM + "hypercube-dimension"
DIMENSION_DOMAIN = _DIM + "dimension-domain"
DIMENSION_DEFAULT = _DIM + "dimension-default"
DOMAIN_MEMBER = _DIM + "domain-member"


class Role(Struct, frozen=True):
    """An extended link role: its URI, the id of its roleType element, a definition per language, in order.

    ``definitions`` holds pairs of language and text; the English one is the ``link:definition``, the others are
    generic labels. ``href`` is where the roleType is declared when that is not the schema of the DTS itself.
    """

    uri: str
    id: str
    definitions: tuple[tuple[str, str], ...] = ()
    href: str | None = None

    def title(self, lang: str) -> str:
        """The definition in a language, else in English, else the id."""
        texts = dict(self.definitions)
        return texts.get(lang) or texts.get("en") or self.id
