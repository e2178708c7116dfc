"""What tanshin is installed with: each package, its version and licence, who needs it and why."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import Distribution, distribution
from pathlib import Path

from msgspec import Struct
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
CORE = "core"

#: A requirement in pyproject.toml that is alone on its line, and what is said of it there.
_REASON = re.compile(r'^(?:\s*|[a-z]+ = \[)"([A-Za-z0-9._-]+)[^"]*"\]?,?\s*#\s*(.+)$', re.MULTILINE)

#: Of packages whose metadata say nothing: what the file LICENSE in them says.
_BY_FILE = {"atheris": "Apache-2.0"}

#: Licences by the words of old metadata, which has no expressions.
_KNOWN = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
}

#: What we take: permissive licences, and those that ask only for the changes of their own files.
ALLOWED = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
        "LGPL-2.1-or-later",
        "LGPL-3.0-or-later",
    )
)


class Package(Struct, frozen=True):
    """An installed package: ``parts`` of tanshin (``core`` or an extra) that need it, and the packages that do."""

    name: str
    version: str
    licence: str
    parts: tuple[str, ...]
    needed_by: tuple[str, ...]
    needs: tuple[str, ...]
    reason: str

    @property
    def is_free(self) -> bool:
        """Whether its licence is one of those that we take."""
        names = re.split(r" AND | OR ", self.licence.replace("(", "").replace(")", ""))
        return all(name in ALLOWED for name in names)


class Installed(Struct, frozen=True, dict=True):
    """The packages that some parts of a project need, as they are installed here.

    ``project`` is the text of its pyproject.toml.
    """

    project: str

    @cached_property
    def wanted(self) -> Mapping[str, tuple[Requirement, ...]]:
        """What each part asks for by name, on this machine."""
        told = tomllib.loads(self.project)["project"]
        parts = {CORE: told["dependencies"], **told["optional-dependencies"]}
        asked = {part: tuple(map(Requirement, texts)) for part, texts in parts.items()}
        return {
            part: tuple(one for one in some if not one.marker or one.marker.evaluate()) for part, some in asked.items()
        }

    @cached_property
    def packages(self) -> Mapping[str, Package]:
        """Every package by its name, in the order of names.

        Raises:
            PackageNotFoundError: one that is needed is not installed.
        """
        parts: dict[str, list[str]] = {}
        above: dict[str, set[str]] = {}
        needs: dict[str, set[str]] = {}
        for part, wanted in self.wanted.items():
            left: list[tuple[Requirement, str]] = [(one, "") for one in wanted]
            seen: set[tuple[str, frozenset[str]]] = set()
            while left:
                asked, by = left.pop()
                name = str(canonicalize_name(asked.name))
                if by:
                    above.setdefault(name, set()).add(by)
                    needs.setdefault(by, set()).add(name)
                if (name, frozenset(asked.extras)) in seen:
                    continue
                seen.add((name, frozenset(asked.extras)))
                if part not in parts.setdefault(name, []):
                    parts[name].append(part)
                left += ((one, name) for one in _requirements(distribution(name), asked.extras))
        reasons = {str(canonicalize_name(name)): text for name, text in _REASON.findall(self.project)}
        found: dict[str, Package] = {}
        for name in sorted(parts):
            here = distribution(name)
            people = tuple(sorted(above.get(name, ())))
            below = tuple(sorted(needs.get(name, ())))
            reason = reasons.get(name, "")
            found[name] = Package(here.name, here.version, licence(here), tuple(parts[name]), people, below, reason)
        return found


def _requirements(found: Distribution, extras: set[str]) -> Iterator[Requirement]:
    """What a package needs on this machine, with some of its extras."""
    for text in found.requires or ():
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *sorted(extras))):
            yield one


def licence(found: Distribution) -> str:
    """The licence of a package as an SPDX expression, as far as its metadata tell; else their words."""
    told = found.metadata
    if "License-Expression" in told:
        return str(told["License-Expression"])
    text = str(told["License"]) if "License" in told else ""
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License")]
    for words in (text, *classifiers):
        if words in ALLOWED:
            return str(words)
        if words in _KNOWN:
            return _KNOWN[words]
    return text.partition("\n")[0] or _BY_FILE.get(found.name, "unknown")


def installed() -> Installed:
    """What this checkout needs, as it is installed here."""
    return Installed((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
