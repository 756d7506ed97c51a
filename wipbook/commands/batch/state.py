"""What is known of the steps that have run: one file for a plant and step, written under another name and renamed."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from wipbook.commands.value.whole_file import write_whole

FINISHED = frozenset({0, 1})
"""Exit codes of a step that did its work: 1 says that something was found."""


@dataclass(frozen=True)
class StepRecord:
    """One step of a plant that has begun. ``key``: what it stands on; ``before`` and ``after``: the workbook's hash;
    ``code``: its exit code, None while it runs. ``host``, ``pid`` and ``began``: the child that does it, and when that
    process was created. ``ended`` is why it was stopped from outside: time, memory."""

    step: str
    key: str
    before: str
    host: str
    pid: int
    began: float
    after: str = ""
    code: int | None = None
    seconds: float = 0.0
    peak: int = 0
    ended: str = ""
    message: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        return self.code in FINISHED


class PlantState:
    """The records of one plant in the folder of the plan's state."""

    def __init__(self, folder: Path, plant: str) -> None:
        self.folder, self.plant = folder, plant

    def path(self, number: int, step: str, ending: str = "json") -> Path:
        return self.folder / f"{self.plant}.{number}-{step}.{ending}"

    def read(self, number: int, step: str) -> StepRecord | None:
        """The record; None where there is none, or what lies there is none of ours."""
        try:
            return StepRecord(**json.loads(self.path(number, step).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, number: int, record: StepRecord) -> None:
        data = json.dumps(asdict(record), ensure_ascii=False, default=str).encode()
        write_whole(self.path(number, record.step), lambda file: file.write(data))

    def unfinished(self) -> list[tuple[int, StepRecord]]:
        """Steps that had begun when somebody last looked, by number, whatever the plan says now."""
        found = []
        for path in self._files():
            number, _, step = path.name[len(self.plant) + 1 :].partition("-")
            record = self.read(int(number), step.removesuffix(".json")) if path.suffix == ".json" else None
            if record is not None and record.code is None:
                found.append((int(number), record))
        return found

    def forget(self) -> None:
        """As if the plant had never run."""
        for path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """Those of this plant alone: another may be called ``NAME.b``."""
        mine = re.compile(re.escape(self.plant) + r"\.\d+-[a-z]+\.[a-z]+")
        there = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(path for path in there if mine.fullmatch(path.name))
