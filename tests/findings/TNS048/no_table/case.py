"""A release without a table."""

from tests.findings.gallery import imported as findings

__all__ = ["findings"]
