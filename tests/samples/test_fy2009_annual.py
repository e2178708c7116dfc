"""The FY2009 annual sample as facts: every one of them, none lost or made up, and everything the checks say of it.

``fy2009-annual.facts.csv`` is written anew with ``pytest --regenerate``; read the difference before you commit it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from tanshin import api, resources
from tanshin.report.fact import Fact
from tanshin.report.filing import Filing

FILING = Path(__file__).resolve().parents[2] / "samples" / "iij" / "fy2009-annual"
SNAPSHOT = Path(__file__).with_name("fy2009-annual.facts.csv")
HEADER = ("concept", "value", "unit", "period", "dimensions", "decimals", "lang", "table")
