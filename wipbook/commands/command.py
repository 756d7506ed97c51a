"""A command says here what it is, once: shell, buttons, ribbon, menus, Home and the documentation follow from it.

Nothing heavy is imported by a declaration: ``wipbook --help`` reads all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wipbook.exit_code import ExitCode
from wipbook.port.tab import Button

if TYPE_CHECKING:
    from wipbook.commands.workbench.upgrade import Upgrade
    from wipbook.port.workbook import Workbook

REQUIRED: Any = ...
"""The default of an argument that must be given."""


@dataclass(frozen=True)
class Argument:
    """What a command can be told. ``words`` are its options (``--as-of``); without any it stands by its place.
    ``kind`` is its type, ``default`` what counts when it is not given."""

    name: str
    about: str
    kind: Any = str
    default: Any = REQUIRED
    words: tuple[str, ...] = ()
    metavar: str | None = None


WAIT = Argument(
    "wait", "Wait so long for a second wipbook, or for whoever has the workbook open.  [0: refuse at once]",
    float, 10.0, ("--wait",), metavar="SECONDS",
)
"""An option of every command that saves the workbook it works on."""


@dataclass(frozen=True)
class Field:
    """A line of a form: what is typed there, or chosen of ``choices``, is given to the argument ``to``; ``proposed``
    stands in it."""

    to: str
    label: str
    proposed: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """What a button asks before it runs: ``text``, and a line for each answer."""

    text: str
    fields: tuple[Field, ...]


ACTIVE_JOB, ACTIVE_CELL, ACTIVE_SHEET, FILES = "active job", "active cell", "active sheet", "files"
"""What a button finds out before it runs: the job in the active cell or its row (given to ``job``); what the active
cell says and its sheet (``place`` and ``sheet``); the active sheet (``sheet``); the files chosen (``map_`` and
``sources``)."""


@dataclass(frozen=True)
class Press:
    """A button that runs a command: ``key`` is what the add-in calls it, ``given`` what it tells the command, ``asks``
    what it finds out first. ``confirms``: before anything is written, what will change is asked in figures, and
    must be answered with yes (``Call.agree``). ``lets_go``: the program closes the workbook for it
    (``Call.reopened``)."""

    key: str
    button: Button
    given: Mapping[str, Any] = field(default_factory=dict)
    asks: Form | str = ""
    confirms: bool = False
    lets_go: bool = False


@dataclass(frozen=True)
class Call:
    """One run of a command: on which ``workbook`` (commands that need none must not ask for it), told what. ``upgrade``
    says what an older workbook was given when it was opened; it is written when the command saves. ``agree`` asks
    before anything is written, and stops the command where the answer is no; the shell was told already. ``choose``
    asks which of several words, said a text and a label; blank from the shell. ``reopened`` changes the file of the
    workbook while the program that has it open does not hold it; None where that cannot be."""

    progress: Callable[[str], None]
    given: Mapping[str, Any]
    opened: Workbook | None = None
    path: Path | None = None
    upgrade: Upgrade | None = None
    agree: Callable[[str], None] = lambda change: None
    choose: Callable[[str, str, Sequence[str]], str] = lambda text, label, choices: ""
    reopened: Callable[[Callable[[Path], None]], None] | None = None

    @property
    def workbook(self) -> Workbook:
        if self.opened is None:
            raise LookupError("a command that declares no workbook asked for one")
        return self.opened


@dataclass(frozen=True)
class Grid:
    """A small table to print."""

    title: str
    headers: tuple[str, ...]
    rows: list[Any]


@dataclass(frozen=True)
class Cause:
    """Why a run does not end with exit code 0, in a few words (``3 rows left out (sheet Exceptions)``); how many
    rows of the inputs that leaves out."""

    why: str
    code: ExitCode = ExitCode.FOUND
    rows_left_out: int = 0


ADJUSTMENTS = "adjustments of prior periods are pending"
ROWS_LEFT_OUT = "rows were left out"
"""What every command finds that reads the rows of a workbook, as declared in ``Command.finds``."""


@dataclass(frozen=True)
class Answer:
    """What a run came to. ``shell``: lines and tables to print; ``message``: lines of the box a button shows;
    ``facts``: the same for machines (a key ``saved`` in it is filled with where the workbook was saved).

    ``shows``: another sheet to see than that of the command, blank for none.

    ``saves``: the workbook has changed and is to be saved (by the shell; a button leaves that to the user), to
    ``save_to`` if that is named; ``then`` is said behind the place (None: nothing is said of it). ``afterwards`` is
    done with the saved file: more lines, more facts. ``causes`` decide on the exit code and are said in a line of their
    own. ``keeps``: control characters in the lines that are ours (the tabs of a dump); all others are shown, not sent.
    """

    shell: Iterable[str | Grid] = ()
    message: Iterable[str] = ()
    facts: Any = None
    causes: Sequence[Cause] = ()
    keeps: str = ""
    saves: bool = False
    save_to: Path | None = None
    shows: str | None = None
    then: str | None = ""
    afterwards: Callable[[Path], tuple[list[str], dict[str, Any]]] | None = None

    @property
    def exit_code(self) -> ExitCode:
        """The highest of the causes.

        >>> Answer(causes=[Cause("2 rows rejected"), Cause("a control total differs", ExitCode.REFUSED)]).exit_code
        <ExitCode.REFUSED: 3>
        """
        return max((cause.code for cause in self.causes), default=ExitCode.FINE)

    @property
    def why(self) -> list[str]:
        return [cause.why for cause in self.causes]

    @property
    def rows_left_out(self) -> int:
        return sum(cause.rows_left_out for cause in self.causes)


@dataclass(frozen=True)
class Command:
    """``name`` is what the shell calls it (``count plan`` is plan of the group count), at a place in the ``order``
    of its help; ``about`` its help. ``presses``: its buttons. ``home``: its place among the last runs on Home (0: it
    is not listed there), under ``logged_as``. ``needs_book``: it works on a workbook; ``json``: it can answer
    machines; ``in_shell``: it is a button only when not. ``reads_only``: its button changes nothing. ``finds``: what
    its exit code 1 means, nothing for a command that finds nothing; ``refuses``: what it would not do though it could,
    besides what holds for every workbook. ``reads_rows``: it reads the rows of a workbook though none are left out.
    ``shows``: the sheet one wants to see after it, whoever's view it is in: a button goes there, the shell says how."""

    name: str
    order: int
    about: str
    run: Callable[[Call], Answer]
    arguments: tuple[Argument, ...] = ()
    presses: tuple[Press, ...] = ()
    home: int = 0
    needs_book: bool = True
    json: bool = True
    in_shell: bool = True
    reads_only: bool = False
    logged_as: str = ""
    finds: tuple[str, ...] = ()
    refuses: str = ""
    reads_rows: bool = False
    shows: str = ""

    @property
    def recalculates(self) -> bool:
        """Whether LibreOffice may be asked for the values of formulas that have none, so that their rows are read."""
        return self.needs_book and (self.reads_rows or ROWS_LEFT_OUT in self.finds)

    @property
    def writes_book(self) -> bool:
        """Whether it may save the workbook it works on."""
        return self.needs_book and not self.reads_only

    @property
    def log_name(self) -> str:
        return self.logged_as or self.name
