"""What the page compares with: the same measurements, kept as data, of an earlier state of the rules.

python -m benchmarks.seeded.before COMMIT

Run in a checkout of that state with the planters of today beside it, so that both were asked about the same faults.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.seeded.faint import FAINT, RUNS, SHARES, alarms, flood, power
from benchmarks.seeded.measure import Measured, collect

FILE = Path(__file__).with_suffix(".json")


def kept() -> dict[str, Any]:
    """``commit``; ``books``: by name and rule code planted, found, findings and lines on the sound books; ``faint``: by
    pattern the fraction seen at each share; ``alarms``: by rule; ``flood``: lines on a year of payments."""
    return dict(json.loads(FILE.read_text("utf-8")))


def figures(found: dict[str, list[list[Measured]]]) -> dict[str, dict[str, list[int]]]:
    """Planted, found, findings and lines of each rule, by books; planted and found of all seeds."""
    return {
        name: {
            one.rule.code: [
                sum(run[at].planted for run in runs), sum(run[at].found for run in runs), one.clean, one.lines,
            ]
            for at, one in enumerate(runs[0])
        }
        for name, runs in found.items()
    }


def faint_figures() -> dict[str, Any]:
    return {
        "faint": {f"{one.code} {one.about}": [power(one, share, RUNS)[0] for share in SHARES] for one in FAINT},
        "alarms": alarms(RUNS), "flood": flood(),
    }


def main() -> int:
    commit = sys.argv[1] if len(sys.argv) > 1 else subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    data = {"commit": commit, "books": figures(collect(3)), **faint_figures()}
    text = re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda one: f"[{' '.join(one[1].split())}]", json.dumps(data, indent=1))
    FILE.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
