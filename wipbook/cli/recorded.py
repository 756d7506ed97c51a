"""``python -m wipbook.cli.recorded CLAIM CODE WORD...``: the command of the shell, which says first that it
runs and leaves its exit code behind before it ends, so that a batch that was killed meanwhile knows both."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from wipbook.commands.batch.claim import claim
from wipbook.commands.value.whole_file import write_whole


def main() -> None:
    if not claim(Path(sys.argv[1]), os.getpid()):
        sys.exit(0)
    record = Path(sys.argv[2])
    sys.argv = ["wipbook", *sys.argv[3:]]
    began = time.monotonic()
    code = 4
    try:
        from wipbook.cli.main import main as shell

        shell()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
        raise
    finally:
        data = json.dumps({"code": code, "seconds": time.monotonic() - began}).encode()
        write_whole(record, lambda file: file.write(data))


if __name__ == "__main__":
    main()
