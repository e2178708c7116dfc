"""Names, entities, units and languages as texts (OIM Common, sections 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tanshin.read.ixbrl.words import shown
from tanshin.report.aspect import PURE, Entity, Unit
from tanshin.values.message import Message, say
from tanshin.values.qname import QName

_NAME = re.compile(r"(?P<prefix>[^\W\d][\w.·-]*):(?P<local>[^\W\d][\w.·-]*)")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
#: How many measures a unit may have; a unit of speed has two.
_MEASURES = 20


class Misfit(ValueError):  # noqa: N818 (a word of this package; readers make findings of it)
    """A text that does not say what it should; ``code`` is that of the finding."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Names:
    """What the prefixes of a file mean; each text is looked up once."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = namespaces
        self._qnames: dict[str, QName] = {}
        self._entities: dict[str, Entity] = {}
        self._units: dict[str, Unit] = {}

    def qname(self, text: str) -> QName:
        """A name with a prefix.

        Raises:
            Misfit: it has none, or one that is not declared (TNS084).
        """
        found = self._qnames.get(text)
        if found is None:
            match = _NAME.fullmatch(text)
            if match is None:
                raise Misfit("TNS084", say("{text!r} is no name with a prefix; write prefix:Name", text=shown(text)))
            found = self._qnames[text] = QName(self._namespace(match["prefix"], text), match["local"], match["prefix"])
        return found

    def is_name(self, text: str) -> bool:
        """Whether a text looks like a name with a prefix."""
        return _NAME.fullmatch(text) is not None

    def is_declared(self, text: str) -> bool:
        """Whether a text is a name with a prefix that is declared."""
        return self.is_name(text) and text.partition(":")[0] in self._namespaces

    def entity(self, text: str) -> Entity:
        """An entity: an identifier behind the prefix of its scheme.

        Raises:
            Misfit: it is none (TNS085), or its prefix is not declared (TNS084).
        """
        found = self._entities.get(text)
        if found is None:
            prefix, _, identifier = text.partition(":")
            if not prefix or identifier.split() != [identifier]:
                message = say("{text!r} is no entity; write scheme:identifier, without spaces", text=shown(text))
                raise Misfit("TNS085", message)
            found = self._entities[text] = Entity(self._namespace(prefix, text), identifier)
        return found

    def unit(self, text: str) -> Unit:
        """A unit: measures joined by ``*``, over others behind ``/``, in brackets where a side has several.

        Raises:
            Misfit: it is none (TNS085), or a prefix is not declared (TNS084).
        """
        found = self._units.get(text)
        if found is None:
            above, slash, below = text.partition("/")
            sides = [self._product(side, text, alone=not slash) for side in ((above, below) if slash else (above,))]
            found = self._units[text] = Unit(*sides)
        if found == PURE:
            message = say("a pure number has no unit here; leave {text!r} out", text=text)
            raise Misfit("TNS085", message)
        return found

    def _product(self, side: str, text: str, *, alone: bool) -> tuple[QName, ...]:
        inner = side[1:-1] if side.startswith("(") and side.endswith(")") else side
        parts = inner.split("*")
        if (
            len(parts) > _MEASURES
            or (inner != side) != (len(parts) > 1 and not alone)
            or not all(map(self.is_name, parts))
        ):
            message = say(
                "{text!r} is no unit; write a measure with its prefix, or several such as a:B/c:D, (a:B*a:C)/c:D",
                text=shown(text),
            )
            raise Misfit("TNS085", message)
        return tuple(sorted(map(self.qname, parts)))

    def language(self, text: str) -> str:
        """A language by its code.

        Raises:
            Misfit: it is none (TNS085).
        """
        if not _LANGUAGE.fullmatch(text):
            raise Misfit(
                "TNS085", say("{text!r} is no code of a language; write one such as ja or en", text=shown(text))
            )
        return text

    def _namespace(self, prefix: str, text: str) -> str:
        namespace = self._namespaces.get(prefix)
        if namespace is None:
            message = say(
                "the prefix of {text!r} is not declared; declare {prefix} in namespaces",
                text=shown(text),
                prefix=shown(prefix),
            )
            raise Misfit("TNS084", message)
        return namespace
