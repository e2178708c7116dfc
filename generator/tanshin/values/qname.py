"""Qualified names (Namespaces in XML 1.0, section 4)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class QName:
    """An expanded name; the prefix is only a preference for display and never part of the identity."""

    namespace: str
    local: str
    prefix: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}" if self.prefix else self.local

    @property
    def clark(self) -> str:
        """James Clark's notation, ``{namespace}local``, as lxml writes names."""
        return f"{{{self.namespace}}}{self.local}"
