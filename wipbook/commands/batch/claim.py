"""Who runs a step: the child that was started for it says so first, or a later batch says that it never began."""

from __future__ import annotations

import contextlib
import json
import os
import uuid
from pathlib import Path

import psutil


def claim(path: Path, pid: int) -> bool:
    """Put a step down to a process (0: to none, it never began); False where somebody was quicker. One of them wins,
    so that a child which a killed batch had only just started is either waited for or ends before it does anything."""
    began = 0.0
    with contextlib.suppress(psutil.Error):
        began = psutil.Process(pid).create_time() if pid else 0.0
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    part.write_text(json.dumps({"pid": pid, "began": began}), "utf-8")
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(part.read_text("utf-8"))
        except FileExistsError:
            return False
    finally:
        part.unlink(missing_ok=True)
    return True


def claimed(path: Path) -> tuple[int, float]:
    """The process that runs a step, and when it was created; (0, 0.0) for none."""
    try:
        said = json.loads(path.read_text("utf-8"))
        return int(said["pid"]), float(said["began"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0.0
