"""Errors a user can act on: one class per failure, one sentence built from the same five parts."""

from __future__ import annotations

from wipbook.exit_code import ExitCode

_LONGEST = 5_000


class WipbookError(Exception):
    """What stops a command, said so that the user can cure it.

    Parts: ``where`` (sheet!cell or file), ``found`` (what is there), ``expected``, ``difference`` and
    ``remedy`` (what to do). Parts that do not apply stay empty and are not printed.

    >>> print(WipbookError(where="Labor!C7", found="'abc'", expected="hours as a number",
    ...                    remedy="type the hours, such as 7.5"))
    Labor!C7: found 'abc', expected hours as a number. What to do: type the hours, such as 7.5.
    """

    exit_code: int = ExitCode.WRONG_USE

    def __init__(
        self, *, where: str = "", found: str = "", expected: str = "", difference: str = "", remedy: str = ""
    ) -> None:
        self.where, self.found, self.expected = _short(where), _short(found), _short(expected)
        self.difference, self.remedy = _short(difference), _short(remedy)
        super().__init__(self.message)

    @property
    def message(self) -> str:
        facts = [
            f"found {self.found}" if self.found else "",
            f"expected {self.expected}" if self.expected else "",
            f"difference {self.difference}" if self.difference else "",
        ]
        text = ", ".join(fact for fact in facts if fact)
        if self.where:
            text = f"{self.where}: {text}" if text else self.where
        if self.remedy:
            text = f"{text}. What to do: {self.remedy}"
        return text.rstrip(".") + "."


def _short(text: str) -> str:
    """A part, cut where a cell or a file had a very long text."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


class RefusedToProtectData(WipbookError):
    """The command could have gone on, but something the user owns might have been lost."""

    exit_code = ExitCode.REFUSED
