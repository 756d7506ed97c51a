"""A folder in which files arrive: which of them are whole, and where they go afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

DONE, REJECTED = "done", "rejected"
_ON_ITS_WAY = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".download")
"""What programs call a file while they write it."""


@dataclass
class Inbox:
    """A folder between two looks: ``seen`` are size and time of change of the files at the last one."""

    folder: Path
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def look(self) -> list[Path]:
        """The files that are as large and as old as at the look before, the oldest first: nobody writes them any more.
        Hidden files, those that Excel has open beside themselves, and names of files on their way are none."""
        now: dict[Path, tuple[int, int]] = {}
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name.startswith((".", "~$")) or path.suffix.lower() in _ON_ITS_WAY or path.is_symlink():
                    continue
                try:
                    if path.is_file():
                        state = path.stat()
                        now[path] = (state.st_size, state.st_mtime_ns)
                except OSError:  # gone meanwhile
                    continue
        resting = [path for path, state in now.items() if self.seen.get(path) == state]
        self.seen = now
        return sorted(resting, key=lambda path: (now[path][1], path.name))

    def put(self, path: Path, where: str, reason: str = "") -> Path | None:
        """Move a file to ``done`` or ``rejected`` beside it, and write the reason beside that; where it is now, None
        when somebody else took it. A file of the same name there keeps its name."""
        folder = self.folder / where
        folder.mkdir(parents=True, exist_ok=True)
        number, target = 1, folder / path.name
        while target.exists():
            number += 1
            target = folder / f"{path.stem} ({number}){path.suffix}"
        try:
            path.rename(target)
        except FileNotFoundError:
            return None
        self.seen.pop(path, None)
        if reason:
            target.with_name(f"{target.name}.reason.txt").write_text(f"{reason.strip()}\n", encoding="utf-8")
        return target
