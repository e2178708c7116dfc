"""Identities as equations in names."""

from __future__ import annotations

from collections.abc import Mapping

from tanshin.taxonomy.identity import AtMost, Equality, Identity, MemberSum, Movement, RollForward, Total, Within
from tanshin.values.qname import QName


def equation(identity: Identity) -> str:  # noqa: PLR0911 - one for each kind
    """An identity as an equation or a limit, with the local names of its concepts."""
    match identity:
        case RollForward():
            return f"{identity.balance.local} at the end = at the start {_signed(identity.changes)}"
        case MemberSum():
            parts = " + ".join(f"X[{one.local}]" for one in identity.members)
            whole = identity.total.local if identity.total else "X"
            return f"{whole} = {parts}, where X is {', '.join(one.local for one in identity.concepts)}"
        case Equality():
            return f"{identity.left} = {identity.right}"
        case AtMost():
            return f"{identity.left} ≤ {identity.right}"
        case Movement():
            return f"change of ({_sum(identity.balances)}) = {_sum(identity.changes)}"
        case Within():
            names = ", ".join(one.local for one in identity.concepts)
            return f"X over a part of a period ≤ X over the whole of it, where X is {names}"
        case Total():
            return f"{identity.total.local} = {_sum(identity.parts)}"


def _sum(terms: Mapping[QName, int]) -> str:
    return _signed(terms).removeprefix("+ ")


def _signed(terms: Mapping[QName, int]) -> str:
    return " ".join(f"{'+' if weight > 0 else '−'} {name.local}" for name, weight in terms.items())
