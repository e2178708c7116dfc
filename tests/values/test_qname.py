from __future__ import annotations

import pytest

from tanshin.values.qname import QName


def test_the_prefix_is_no_part_of_a_name() -> None:
    name, other = QName("urn:a", "Cash", "a"), QName("urn:a", "Cash", "b")
    assert name == other
    assert hash(name) == hash(other)
    assert not name < other
    assert not other < name


def test_names_differ_in_namespace_and_in_local_name() -> None:
    names = {QName("urn:a", "Cash"), QName("urn:a", "Debt"), QName("urn:b", "Cash")}
    assert len(names) == 3
    assert [name.clark for name in sorted(names)] == ["{urn:a}Cash", "{urn:a}Debt", "{urn:b}Cash"]
    assert QName("urn:a", "Cash") != ("urn:a", "Cash", "")


def test_a_name_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        QName("urn:a", "Cash").local = "Debt"  # type: ignore[misc]
