"""What a file is besides its content: owner, group, mode, access list, extended attributes. A save keeps them."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from wipbook.ooxml.faults import SaveFailed
from wipbook.ooxml.guard.place import kind_of

_WRITERS = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_LISTS = ("system.posix_acl_access", "system.nfs4_acl", "system.richacl")
"""Access lists: who may read the file. Without them it must not be saved, others might read it or be shut out."""
_NOT_OFFERED = {errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


def refuse_if_not_ours_to_write(path: Path) -> None:
    """Raise SaveFailed when ``path`` is no ordinary file, or one that this user may not write into; a file that nobody
    may write into (read-only) is refused to the system's administrator as well, who could."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise _refusal(path, kind_of(found.st_mode), "choose the name of a workbook")
    if not found.st_mode & _WRITERS:
        raise _refusal(path, "a read-only file", "allow writing in its properties, or save under another name")
    if not os.access(path, os.W_OK):
        raise _refusal(path, "a file you may not write into", "ask its owner, or save under another name")


def keep_attributes(old: Path, new: int, path: Path) -> None:
    """Give the file open as ``new`` all that ``old`` is besides its content. Raises SaveFailed, naming ``path``, when
    owner, group, mode or access list cannot be kept: nobody else's file becomes ours, and nobody gets to read or loses
    sight of it by our saving it."""
    if os.name != "posix":  # Windows: ReplaceFileW keeps what the old file was
        return
    wanted, now = old.stat(), os.fstat(new)
    if (wanted.st_uid, wanted.st_gid) != (now.st_uid, now.st_gid):
        try:
            os.fchown(new, wanted.st_uid, wanted.st_gid)
        except OSError as error:
            whose = "another user's file" if wanted.st_uid != now.st_uid else "a file of a group you are not in"
            raise _refusal(path, f"{whose}, which would become yours", "save under another name") from error
    try:
        _keep_extended(old, new)
        mode = stat.S_IMODE(wanted.st_mode)
        os.fchmod(new, mode)
        if stat.S_IMODE(os.fstat(new).st_mode) != mode:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
    except OSError as error:
        found = f"permissions that cannot be kept ({error.strerror})"
        raise _refusal(path, found, "save under another name") from error


def usual_mode() -> int:
    """Of a new file, as this user makes them."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _keep_extended(old: Path, new: int) -> None:
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(old)
    except OSError as error:
        if error.errno in _NOT_OFFERED:
            return
        raise
    for name in names:
        try:
            os.setxattr(new, name, os.getxattr(old, name))
        except OSError:
            # labels of the system (security.selinux and such) are given by its own rules to whoever may not set them
            if name in _LISTS or name.startswith("user."):
                raise


def _refusal(path: Path, found: str, remedy: str) -> SaveFailed:
    return SaveFailed(
        where=str(path), found=found, expected="a workbook to save in; it is unchanged", remedy=remedy
    )
