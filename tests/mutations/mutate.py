"""Mutate, read, judge: a long run that may be stopped and taken up again.

``python -m tests.mutations.mutate --seed 1 --count 100000`` reads so many mutated packages, each batch in a
child of limited memory, under a watch. What was done stands in ``--log``: a second run with the same log goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutations.cases import mutated
from tests.mutations.oracle import (
    RESIDENT,
    SECONDS,
    STANDS_STILL,
    forget_resident,
    judge,
    resident,
    through_the_commands,
    through_the_readers,
)

ADDRESS_SPACE = 12 << 30
WATCH = STANDS_STILL + 30
"""After so many seconds without a sign the child is ended: what hangs in a library cannot be interrupted."""
READERS = {"readers": through_the_readers, "commands": through_the_commands}


@dataclass
class Run:
    """How many packages were read, and what was wrong."""

    read: int = 0
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    resident: int = 0


def run(seed: int, first: int, count: int, through: str = "readers", budget: float = 1e9) -> Run:
    """Read the packages ``first`` to ``first + count`` of a seed in children, as far as ``budget`` seconds last."""
    done, began, at, last = Run(), time.monotonic(), first, first + count
    while at < last and time.monotonic() - began < budget:
        left = budget - (time.monotonic() - began)
        at = _child(seed, at, min(last, at + 500), through, left, done)
    done.seconds = time.monotonic() - began
    return done


def _child(seed: int, first: int, last: int, through: str, budget: float, done: Run) -> int:
    with tempfile.TemporaryDirectory() as folder:
        signs = Path(folder) / "signs"
        signs.touch()
        words = [seed, first, last, folder, through, f"{budget:.1f}"]
        child = subprocess.Popen(
            [sys.executable, "-m", __spec__.name if __spec__ else __name__, "--child", *map(str, words)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        size, since = 0, time.monotonic()
        while child.poll() is None:
            time.sleep(0.05)
            if signs.stat().st_size != size:
                size, since = signs.stat().st_size, time.monotonic()
            elif time.monotonic() - since > WATCH:
                child.kill()
        at = first
        lines = signs.read_text().splitlines()
        for line in lines:
            told = json.loads(line)
            if "begun" in told:
                at = told["begun"]
            else:
                done.read += 1
                done.resident = max(done.resident, told["resident"])
                at = told["number"] + 1
                if told["wrong"]:
                    done.faults.append((told["number"], told["what"], told["wrong"]))
        if child.returncode != 0:
            said = (Path(folder) / "said").read_bytes()[-400:].decode("utf-8", "replace")
            what = mutated(seed, at, through == "commands")[0] if at < last else ""
            done.faults.append((at, what, f"the process died ({child.returncode}): {said}"))
            return at + 1
        return at if lines else last


def _as_child(seed: int, first: int, last: int, folder: Path, through: str, budget: float) -> None:
    """Everything said goes to a file; every package is announced before it is read."""
    said = os.open(folder / "said", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    os.dup2(said, 1)
    os.dup2(said, 2)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    began = time.monotonic()
    with (folder / "signs").open("a") as signs:
        for number in range(first, last):
            print(json.dumps({"begun": number}), file=signs, flush=True)
            what, content = mutated(seed, number, through == "commands")
            path = folder / "mutated.xlsx"
            path.write_bytes(content)
            forget_resident()
            wrong = judge(READERS[through], path, said)
            if not wrong and resident() > RESIDENT:
                wrong = f"{resident() >> 20} MiB resident"
            told = {"number": number, "what": what, "wrong": wrong, "resident": resident()}
            print(json.dumps(told), file=signs, flush=True)
            if time.monotonic() - began > budget or resident() > RESIDENT:
                break


def main() -> None:
    """The long run."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--count", type=int, default=1_000)
    words.add_argument("--through", choices=sorted(READERS), default="readers")
    words.add_argument("--log", type=Path, default=Path("mutations.log"))
    words.add_argument("--minutes", type=float, default=1e6)
    words.add_argument("--child", nargs=6)
    asked = words.parse_args()
    if asked.child:
        seed, first, last, folder, through, budget = asked.child
        _as_child(int(seed), int(first), int(last), Path(folder), through, float(budget))
        return
    known = [json.loads(line) for line in asked.log.read_text().splitlines()] if asked.log.exists() else []
    mine = [one for one in known if (one["seed"], one["through"]) == (asked.seed, asked.through)]
    at, began = max((one["next"] for one in mine), default=0), time.monotonic()
    while at < asked.count and time.monotonic() - began < 60 * asked.minutes:
        done = run(asked.seed, at, min(500, asked.count - at), asked.through)
        at += min(500, asked.count - at)
        told = {
            "seed": asked.seed, "through": asked.through, "next": at, "read": done.read,
            "seconds": round(done.seconds, 1), "resident": done.resident, "faults": done.faults,
        }
        with asked.log.open("a") as log:
            print(json.dumps(told), file=log)
        mine.append(told)
    faults = [tuple(fault) for one in mine for fault in one["faults"]]
    read, hours = sum(one["read"] for one in mine), sum(one["seconds"] for one in mine) / 3600
    print(f"seed {asked.seed}, {asked.through}: {read:,} packages, {hours:.2f} hours, {len(faults)} faults; "
          f"at most {SECONDS} s each, {max((one['resident'] for one in mine), default=0) >> 20} MiB resident at most")
    for wrong, times in Counter(str(fault[2]) for fault in faults).most_common(40):
        example = next(fault for fault in faults if str(fault[2]) == wrong)
        print(f"  {times} x {wrong}\n      {example[0]}: {example[1]}")


if __name__ == "__main__":
    main()
