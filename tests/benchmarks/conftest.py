"""What takes minutes is run by ``make bench`` alone."""

from __future__ import annotations

import os

collect_ignore = [] if "TANSHIN_FILINGS" in os.environ else ["test_mixed.py"]
