"""One thread for polars where there is a worker for each processor: more would only wait for one another.

Loaded first: polars starts its threads when it is loaded.
"""

from __future__ import annotations

import os

if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
