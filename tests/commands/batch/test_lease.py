"""One batch at a time works on a plant, whoever died, whatever a clock says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from wipbook.commands.batch.lease import Busy, Lease


def test_held_while_the_block_runs(tmp_path: Path) -> None:
    path = tmp_path / "n.lease"
    with Lease(path):
        with pytest.raises(Busy, match=f"process {os.getpid()} on "), Lease(path):
            pass
        assert path.exists(), "the one that was refused took nothing away"
    assert list(tmp_path.iterdir()) == []
    with Lease(path):
        pass


def test_of_a_process_that_died_here(tmp_path: Path) -> None:
    path = tmp_path / "n.lease"
    code = f"from pathlib import Path; import os\nfrom wipbook.commands.batch.lease import Lease\n" \
           f"Lease(Path({str(path)!r})).__enter__()\nos.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code], check=False)
    assert path.exists()
    with Lease(path):
        assert json.loads(path.read_text())["pid"] == os.getpid()


def test_a_number_that_another_process_has_now(tmp_path: Path) -> None:
    path = tmp_path / "n.lease"
    with Lease(path):
        held = json.loads(path.read_text())
    held["began"] -= 1000  # a process that is gone, whose number this one was given
    path.write_text(json.dumps(held))
    with Lease(path):
        pass


def elsewhere(path: Path) -> None:
    path.write_text(json.dumps({"host": "another", "pid": 1, "began": psutil.boot_time(), "lease": "x"}))


def test_of_another_machine_it_holds_until_its_heart_stands_still(tmp_path: Path) -> None:
    path = tmp_path / "n.lease"
    elsewhere(path)
    with pytest.raises(Busy, match="process 1 on another"), Lease(path):
        pass
    past = time.time() - 121
    os.utime(path, (past, past))
    with Lease(path):
        pass


def test_the_heart_beats(tmp_path: Path) -> None:
    path = tmp_path / "n.lease"
    with Lease(path, beat=0.05):
        first = path.stat().st_mtime_ns
        until = time.monotonic() + 5
        while path.stat().st_mtime_ns == first and time.monotonic() < until:
            time.sleep(0.02)
        assert path.stat().st_mtime_ns > first


def test_of_many_who_find_it_stale_one_gets_it(tmp_path: Path) -> None:
    path, out = tmp_path / "n.lease", tmp_path / "won"
    elsewhere(path)
    past = time.time() - 1000
    os.utime(path, (past, past))
    code = f"""
import time
from pathlib import Path
from wipbook.commands.batch.lease import Busy, Lease
try:
    with Lease(Path({str(path)!r})):
        with open({str(out)!r}, "a") as file: file.write("in\\n")
        time.sleep(2)
        with open({str(out)!r}, "a") as file: file.write("out\\n")
except Busy:
    pass
"""
    crowd = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(6)]
    assert all(one.wait() == 0 for one in crowd)
    lines = out.read_text().split()
    assert lines[0] == "in" and all(lines[at] != lines[at + 1] for at in range(len(lines) - 1)), "never two inside"


def test_a_lease_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "n.lease"
    path.write_text("no JSON")
    with pytest.raises(Busy, match="somebody else"), Lease(path):
        pass
    past = time.time() - 1000
    os.utime(path, (past, past))
    with Lease(path):
        pass
