"""What an error of the file system means for a save, in words."""

from __future__ import annotations

import errno
from pathlib import Path

from wipbook.ooxml.faults import SaveFailed


def save_failed(path: Path, error: OSError) -> SaveFailed:
    """The refusal that tells why nothing could be written at ``path``, and what to do."""
    remedies = {
        errno.ENOSPC: ("a full disk", "free some space, then save again"),
        errno.EDQUOT: ("a full disk quota", "free some space, then save again"),
        errno.EACCES: ("no permission to write here", "ask for write permission, or save to another folder"),
        errno.EROFS: ("a read-only file system", "save to another folder"),
    }
    found, remedy = remedies.get(error.errno or 0, (f"the error '{error.strerror or error}'", "save to another folder"))
    return SaveFailed(
        where=str(path), found=found, expected="a place to save; the workbook is unchanged", remedy=remedy
    )
