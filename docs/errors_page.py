"""docs/errors.md: every class of error by its exit code, with what it means and a sample that raises it.

To run all samples takes half a minute: ``python docs/build.py`` does it; with ``--quick``, and to see what is stale,
the message of a sample whose lines are unchanged is taken from the page. tests/test_error_samples.py runs every sample.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from error_samples import classes, message_of, samples, text_of

from wipbook.errors import WipbookError
from wipbook.exit_code import ExitCode

ABOUT = """
Generated from the classes and from `docs/error_samples/`. Every error is said in the same parts: where, what was
found, what was expected, the difference, what to do. With `--json` they are the keys `where`, `found`, `expected`,
`difference`, `remedy`, besides `error` (the name of the class), `message`, `saved` (where the workbook had been
saved before, blank when it had not) and `log` (the file with the details of an error nobody foresaw). What a code
means: [exit codes](exit-codes.md).

Each sample really raises its error: it is run in an empty folder, and a test compares the message. It begins with
everything of the module named with it (`from error_samples.commands import *`, in `docs/`): `plant()` is a small
`plant.xlsx`, `wipbook(...)` the command as it is typed. What stands in for Excel and LibreOffice answers as they
do.
""".strip()
_BLOCK = re.compile(r"```python\n(.*?)\n```\n\n```text\n(.*?)\n```", re.DOTALL)


def errors(page: Path, anew: bool) -> Iterator[str]:
    """The lines of the page. Messages are those of ``page`` as it is where the sample is, unless ``anew``."""
    known = {} if anew or not page.exists() else dict(_BLOCK.findall(page.read_text("utf-8")))
    yield "# Errors"
    yield ""
    yield ABOUT
    kinds = classes()
    for code in sorted({int(kind.exit_code) for kind in kinds}):
        yield ""
        yield f"## Exit code {code}: {ExitCode(code).about}"
        for kind in kinds:
            if kind.exit_code == code:
                yield from _error(kind, known)
    yield ""
    yield f"## Exit code {int(ExitCode.OUR_FAULT)}: {ExitCode.OUR_FAULT.about}"
    yield ""
    yield "Whatever has no class here. The message names the error and the file with its details, and says whether the"
    yield "workbook had been saved."


def _error(kind: type[WipbookError], known: dict[str, str]) -> Iterator[str]:
    sample = text_of(kind)
    yield ""
    yield f"### {kind.__name__}"
    yield ""
    meaning = " ".join(inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].split())
    yield f"{meaning} Class of `{kind.__module__}`, sample of `{samples()[kind].__module__}`."
    yield ""
    yield "```python"
    yield sample
    yield "```"
    yield ""
    yield "```text"
    yield known.get(sample) or message_of(kind)
    yield "```"


def printed(page: Path) -> dict[str, str]:
    """The samples of the page with their messages."""
    return dict(_BLOCK.findall(page.read_text("utf-8")))
