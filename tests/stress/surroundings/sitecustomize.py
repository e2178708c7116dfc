"""Found by Python where this folder is on its path: another folder to stand in, files for nobody else, another year.

The year is that of the whole process where libfaketime is loaded; without it, that of the functions for the time alone.
"""

from __future__ import annotations

import os
import time

YEARS = 17 * 366 * 86_400.0

os.umask(0o077)
os.chdir(os.environ["HOME"])
if "LD_PRELOAD" not in os.environ:
    now, local, universal = time.time, time.localtime, time.gmtime
    time.time = lambda: now() + YEARS
    time.time_ns = lambda: int((now() + YEARS) * 10**9)
    time.localtime = lambda seconds=None: local(now() + YEARS if seconds is None else seconds)
    time.gmtime = lambda seconds=None: universal(now() + YEARS if seconds is None else seconds)
