"""What stands in for a command in tests of the batch: it does what the workbook's name, or a file beside it, asks.

``python stand_in.py CLAIM CODE STEP BOOK ...``: a file ``BOOK.STEP`` beside the workbook says ``sleep``, ``eat``,
``die``, ``nap``, ``code N``, ``open`` (open elsewhere, until the file ``BOOK.closed`` is there) or ``once die`` (only
the first time); without one the step adds its name to the workbook and ends well. Every call is noted in
``BOOK.calls``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from wipbook.commands.batch.claim import claim

    if not claim(Path(sys.argv[1]), os.getpid()):
        sys.exit(0)
    code_file, step, book = Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    with Path(f"{book}.calls").open("a", encoding="utf-8") as calls:
        calls.write(f"{' '.join(sys.argv[3:])}\n")
    asked_file = Path(f"{book}.{step}")
    asked = asked_file.read_text("utf-8") if asked_file.exists() else ""
    if asked.startswith("once "):
        asked_file.unlink()
        asked = asked.removeprefix("once ")
    code, facts = 0, {"rows_left_out": 0, "step": step}
    if asked == "sleep":
        time.sleep(600)
    elif asked == "nap":
        time.sleep(2)
    elif asked == "eat":
        held = bytearray(300 << 20)
        held[:: 4096] = b"x" * len(held[::4096])
        time.sleep(600)
    elif asked == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif asked == "open" and not Path(f"{book}.closed").exists():
        code, facts = 3, {"error": "WorkbookOpenElsewhere", "message": "Excel has the workbook open"}
    elif asked.startswith("code "):
        code = int(asked.removeprefix("code "))
        facts = {"error": "WrongUse", "message": f"asked for {code}"} if code > 1 else {"rows_left_out": 2}
    if code < 2 and step != "check":
        with book.open("a", encoding="utf-8") as file:
            file.write(f"{step}\n")
    print(json.dumps(facts))
    sys.stdout.flush()
    code_file.write_text(json.dumps({"code": code, "seconds": 0.01}), "utf-8")
    sys.exit(code)


if __name__ == "__main__":
    main()
