"""A filing that is still to be filled in, read as far as it goes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from tanshin.report.book import COVER
from tanshin.values.date import add_months, parse_iso
from tanshin.values.yaml import Document, parse_yaml
from tanshin.values.yaml_text import block

#: Results are announced within so many days of the period's end.
_WITHIN = 45


def provisional(document: Document) -> Document:
    """``filing.yaml`` with something in the places that are blank and that reading needs.

    What is read with it must not leave the program; it lets all that is missing be told at once.
    """
    data = document.data
    return replace(document, data=_filled(data)) if isinstance(data, dict) else document


def filled(text: str) -> str:
    """The text of such a file with those places filled in."""
    data = parse_yaml(text, COVER).data
    return "\n".join((*block(_filled(data)), "")) if isinstance(data, dict) else text


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    end = _day(data.get("fiscal_year_end"))
    found = {**data, "fiscal_year_end": end.isoformat()}
    if data.get("announced") is None:
        quarter = str(data.get("quarter") or "4")
        months = 3 * int(quarter) - 12 if quarter in ("1", "2", "3") else 0
        found["announced"] = announcement(add_months(end, months)).isoformat()
    if data.get("number") is None:
        found["number"] = "0" * 14
    exchange = data.get("exchange")
    if isinstance(exchange, dict) and None in (exchange.get("rate"), exchange.get("date")):
        found["exchange"] = {"rate": exchange.get("rate") or "100", "date": exchange.get("date") or end.isoformat()}
    return found


def announcement(end: date) -> date:
    """The latest day on which results of a period that ends on a day are announced."""
    return end + timedelta(_WITHIN)


def _day(text: object) -> date:
    try:
        return parse_iso(str(text))
    except ValueError:
        return date(2000, 3, 31)
