"""A release whose headings name no period."""

from tests.findings.gallery import imported as findings

__all__ = ["findings"]
