"""What a command's exit code says, everywhere the same."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Of several causes the highest of 1 to 4 counts; a signal ends the run by itself.

    >>> max([ExitCode.FOUND, ExitCode.REFUSED]).about
    'refused to protect data: the message says what might have been lost'
    """

    FINE = 0
    FOUND = 1
    WRONG_USE = 2
    REFUSED = 3
    OUR_FAULT = 4
    INTERRUPTED = 130
    TERMINATED = 143

    @property
    def about(self) -> str:
        return _ABOUT[self]


_ABOUT = {
    ExitCode.FINE: "fine",
    ExitCode.FOUND: "something was found: findings, differences, rows left out or rejected",
    ExitCode.WRONG_USE: "wrong use, or an input that cannot be read",
    ExitCode.REFUSED: "refused to protect data: the message says what might have been lost",
    ExitCode.OUR_FAULT: "a fault of wipbook's own: its details are in errors.log",
    ExitCode.INTERRUPTED: "stopped by Ctrl-C",
    ExitCode.TERMINATED: "stopped by SIGTERM",
}
