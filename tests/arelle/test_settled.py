"""Which documents Arelle goes through again: told by a stand-in for Arelle that notes them down."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from tanshin.arelle.settled import Settled

SCHEMA, LINKBASE, INSTANCE = 2, 3, 4
LINK = "http://www.xbrl.org/2003/linkbase"


class Element(etree.ElementBase):
    """An element that tells its namespace as Arelle's do."""

    @property
    def namespaceURI(self) -> str:  # noqa: N802 - Arelle's name
        return etree.QName(self).namespace or ""


def document(uri: str, kind: int, content: str) -> Any:
    parser = etree.XMLParser()
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Element))
    root = etree.fromstring(content, parser)
    return SimpleNamespace(uri=uri, type=kind, xmlDocument=root.getroottree(), xmlRootElement=root)


def model(folder: str, *, schema: str = "<schema/>", link: str = f'<a xmlns="{LINK}"><b/></a>') -> Any:
    documents = (
        document(f"{folder}/a.xsd", SCHEMA, schema),
        document(f"{folder}/a.xml", LINKBASE, link),
        document(f"{folder}/report.xbrl", INSTANCE, "<xbrl/>"),
        document("http://example.com/b.xsd", SCHEMA, "<schema/>"),
    )
    return SimpleNamespace(uriDir=folder, urlDocs={one.uri: one for one in documents})


class Arelle:
    """Goes through the documents of a report, and says something of those that say that they are wrong."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.seen: list[str] = []
        self.module: Any = SimpleNamespace(checkElements=self.check)
        self.settled = Settled(self.module, (SCHEMA, LINKBASE), lambda: self.said)

    def check(self, _: object, one: Any, parent: Any) -> None:
        self.seen.append(one.uri.rpartition("/")[2])
        if b"wrong" in etree.tostring(parent):
            self.said.append(one.uri)

    def validated(self, report: Any) -> list[str]:
        self.seen.clear()
        with self.settled.of(report):
            for one in report.urlDocs.values():
                self.module.checkElements(None, one, one.xmlDocument)
        assert self.module.checkElements == self.check
        return self.seen


ALL = ["a.xsd", "a.xml", "report.xbrl", "b.xsd"]


def test_what_is_settled_is_left_out_and_a_report_never() -> None:
    arelle = Arelle()
    assert arelle.validated(model("/one")) == ALL
    assert arelle.validated(model("/one")) == ["report.xbrl"]
    assert arelle.validated(model("/two")) == ["report.xbrl"]  # the same as seen from the report


@pytest.mark.parametrize("changed", [{"schema": "<schema a='1'/>"}, {"link": f'<a xmlns="{LINK}"/>'}])
def test_another_byte_is_another_taxonomy(changed: dict[str, str]) -> None:
    arelle = Arelle()
    assert arelle.validated(model("/one")) == ALL
    assert arelle.validated(model("/one", **changed)) == ALL


def test_what_is_not_valid_is_told_every_time() -> None:
    arelle = Arelle()
    wrong = model("/one", schema="<schema>wrong</schema>")
    assert [arelle.validated(wrong) == ALL for _ in range(3)] == [True] * 3
    assert len(arelle.said) == 3


def test_links_of_others_are_gone_through_every_time() -> None:
    arelle = Arelle()
    formula = model("/one", link=f'<a xmlns="{LINK}"><formula xmlns="http://xbrl.org/2008/generic"/></a>')
    assert arelle.validated(formula) == ALL
    assert arelle.validated(formula) == ["a.xml", "report.xbrl"]


def test_what_ends_in_an_error_settles_nothing() -> None:
    arelle, report = Arelle(), model("/one")
    with pytest.raises(RuntimeError), arelle.settled.of(report):
        raise RuntimeError
    assert arelle.validated(report) == ALL
