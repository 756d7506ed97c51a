"""Count how many columns of public files are placed right without help, and how many wrongly.

    python -m benchmarks.mapping.measure --files FOLDER [--half "held out"] [--out PAGE] [--columns]
    python -m benchmarks.mapping.measure --files FOLDER --judged "held out 8"
"""

from __future__ import annotations

import argparse
import hashlib
import time
import tomllib
from collections import Counter
from pathlib import Path

from benchmarks.mapping.counted import Counted
from benchmarks.mapping.page import write_page
from wipbook.commands.data.import_.proposals import Confidence, propose

HERE = Path(__file__).resolve().parent
RIGHT, ASKED, MISSED, WRONG, LEFT = "right", "asked", "missed", "wrong", "left alone"


def count(entry: dict[str, object], folder: Path) -> Counted | str:
    """The verdicts of one file, or why it is not counted."""
    repository, path = str(entry["repository"]), str(entry["path"])
    place = folder / repository.replace("/", "+") / path
    if not place.is_file():
        return f"{repository} {path}: not in the folder"
    if hashlib.sha256(place.read_bytes()).hexdigest() != entry["sha256"]:
        return f"{repository} {path}: another content"
    expected = entry["columns"]
    assert isinstance(expected, dict)
    found = Counted(repository, path, str(entry["half"]))
    sheet = str(entry.get("sheet", ""))
    proposal = propose([place])
    seen: dict[str, tuple[str, Confidence, str]] = {}
    for one in proposal.columns:
        if one.their_sheet in ("", sheet) or not sheet:
            ours = f"{one.table}.{one.our_column}" if one.our_column else ""
            seen.setdefault(one.their_column, (ours, one.confidence, one.why))
    for name, wanted in expected.items():
        ours, confidence, why = seen.get(name, ("", Confidence.NONE, "not read"))
        verdict = _verdict(ours, confidence, str(wanted))
        (found.placed if wanted else found.placeless)[verdict] += 1
        found.wrong_and_sure += verdict == WRONG and confidence is Confidence.SURE
        found.lines.append(
            f"  {verdict:10} {name!r} -> {ours or '-'} ({confidence or '-'}), expected {wanted or '-'}: {why}"
        )
    return found


def _verdict(ours: str, confidence: Confidence, wanted: str) -> str:
    if ours:
        return RIGHT if ours in wanted.split("|") else WRONG
    if confidence is Confidence.ASK:
        return ASKED
    return MISSED if wanted else LEFT


def looked_at_beside(entries: list[dict[str, object]], half: str) -> list[dict[str, object]]:
    """As many files as a half has, which had been looked at before it: those seen, and of the others before it those
    with the lowest SHA-256."""
    at = [entry["half"] for entry in entries].index(half)
    before = [entry for entry in entries[:at] if entry["half"] != half]
    before.sort(key=lambda entry: (entry["half"] != "seen", str(entry["sha256"])))
    return before[: sum(entry["half"] == half for entry in entries)]


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--files", type=Path, required=True)
    said.add_argument("--half", default="")
    said.add_argument("--judged", default="", help="a half, and as many files that had been looked at before it")
    said.add_argument("--out", type=Path)
    said.add_argument("--columns", action="store_true", help="print every column")
    given = said.parse_args()
    entries = tomllib.loads((HERE / "files.toml").read_text("utf-8"))["file"]
    started, counted = time.perf_counter(), []
    if given.judged:
        beside = looked_at_beside(entries, given.judged)
        entries = [
            *({**entry, "half": f"looked at, beside {given.judged}"} for entry in beside),
            *(entry for entry in entries if entry["half"] == given.judged),
        ]
    for entry in entries:
        if given.half and entry["half"] != given.half:
            continue
        one = count(entry, given.files)
        if isinstance(one, str):
            print(one)
            continue
        counted.append(one)
        print(f"{one.repository} {one.path}: {dict(one.placed)}, without a place {dict(one.placeless)}")
        if given.columns:
            print("\n".join(one.lines))
    for half in sorted({one.half for one in counted}):
        print(half, summary([one for one in counted if one.half == half]))
    print("all", summary(counted), f"{time.perf_counter() - started:.0f} s")
    if given.out:
        write_page(counted, given.out)


def summary(counted: list[Counted]) -> str:
    placed, placeless = Counter[str](), Counter[str]()
    for one in counted:
        placed += one.placed
        placeless += one.placeless
    of, all_ = sum(placed.values()), sum(placed.values()) + sum(placeless.values())
    sure = sum(one.wrong_and_sure for one in counted)
    right = placed[RIGHT] + placeless[LEFT]
    return (
        f"{len(counted)} files, {all_} columns; of {of} with a place {placed[RIGHT]} right "
        f"({placed[RIGHT] / max(of, 1):.1%}), {placed[ASKED]} asked, {placed[MISSED]} missed, {placed[WRONG]} wrong; "
        f"of {all_ - of} without {placeless[LEFT]} left alone, {placeless[ASKED]} asked, {placeless[WRONG]} wrong; "
        f"all columns right {right / max(all_, 1):.1%}; wrong and sure {sure} ({sure / max(all_, 1):.1%})"
    )


if __name__ == "__main__":
    main()
