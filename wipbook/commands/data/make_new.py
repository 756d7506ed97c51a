"""A new workbook under a name that must be free: there whole, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wipbook.commands.data.new import copy_template
from wipbook.hosts.file.workbook import FileWorkbook, open_file
from wipbook.ooxml.saving.save_failed import save_failed


@contextmanager
def new_workbook(path: Path) -> Iterator[FileWorkbook]:
    """The template, to be filled; on leaving the block without an error it is saved at ``path``.

    Until then it lies in a folder of its own, so that a process that is killed leaves nothing half-made at ``path``.
    Errors: those of saving, ``ChangedOnDisk`` when somebody took the name meanwhile.
    """
    with (
        tempfile.TemporaryDirectory(prefix="wipbook-new-") as folder,
        open_file(copy_template(Path(folder) / path.name), backups=0) as workbook,
    ):
        yield workbook
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise save_failed(path, error) from error
        workbook.save_new(path)
