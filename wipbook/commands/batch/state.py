"""What is known of the steps that have run: one file for a plant and step, written under another name and renamed."""

from __future__ import annotations

import json
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

    def forget(self) -> None:
        """As if the plant had never run."""
        for path in self.folder.glob(f"{_escaped(self.plant)}.*-*.*"):
            path.unlink(missing_ok=True)


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[]*?" else letter for letter in name)
