"""Qualified names (Namespaces in XML 1.0, section 4)."""

from __future__ import annotations

from msgspec import Struct


class QName(Struct, frozen=True):
    """An expanded name; the prefix is only a preference for display and never part of the identity."""

    namespace: str
    local: str
    prefix: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, QName) and self.local == other.local and self.namespace == other.namespace

    def __hash__(self) -> int:
        return hash(self.local)  # names are looked up all the time, and hardly two differ in the namespace alone

    def __lt__(self, other: QName) -> bool:
        return (self.namespace, self.local) < (other.namespace, other.local)

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}" if self.prefix else self.local

    @property
    def clark(self) -> str:
        """James Clark's notation, ``{namespace}local``, as lxml writes names."""
        return f"{{{self.namespace}}}{self.local}"
