"""Write the generated pages of docs/ and the executed parts of README.md.

    python docs/build.py            write them
    python docs/build.py --check    say which are stale, exit code 1 when any is
    python docs/build.py --quick    write them; what the samples of errors say (half a minute) stays as it is printed

Pages come from the schema, the sheets and the command line itself, so they cannot say what is not so.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from wipbook.addin.ribbon import ribbon_xml
from wipbook.audit.card import FAMILIES, Rule
from wipbook.audit.rules import rules
from wipbook.beside import functions
from wipbook.cli.main import app
from wipbook.commands.buttons import tab_buttons
from wipbook.commands.command import Command
from wipbook.commands.declared import commands
from wipbook.exit_code import ExitCode
from wipbook.port.tables import FARTHEST
from wipbook.schema import input_sheets, pack_notes, packs
from wipbook.schema.column import Column
from wipbook.schema.settings import SETTINGS
from wipbook.sheets import output_sheets
from wipbook.sheets.data.checks import CHECKS

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(DOCS))

from errors_page import errors  # noqa: E402 - beside this script
from ribbon_drawing import ribbon_drawing, ribbon_groups  # noqa: E402

RIBBON = ROOT / "workbook_templates" / "ribbon.xml"
COMMANDS = (
    *(command.name for command in commands() if command.in_shell),
    "addin build", "addin install", "addin uninstall", "addin status",
)


ABOUT_FUNCTIONS = """
Generated from `udfs/`. Excel on Windows computes them through the add-in, LibreOffice through the extension, Python by
`import udfs` or, where that is the name of a module of yours, `import wipbook.excel.functions`. Tables are passed with
their header row, an Excel table therefore as `Movements[#All]`:
`=wip_value(Movements[#All],"FIFO",,"BT-M6")` is the figure of the Valuation sheet. Columns are found by header,
whatever their order and case. Dates may be Excel dates, Python dates or ISO text. Results spill under a header row
(Excel 2021 or 365; in older ones and in LibreOffice enter them as an array formula). A fault is one line,
`#WIP: what was found, what was expected` (from Python a `ValueError`), never a wrong number. No function is volatile or
reads a sheet behind your back: every input is an argument.

Functions see the cells that they are handed: columns *Unit* and *Currency* of a list are not turned into others. What
is in one unit and one currency for each material is computed in those, a mixture is refused
([units and currencies](units.md)).

Where a function asks for single cells and answers one cell or one row, a column, a row or an array of them is one call
that answers for each: `=wip_over_under(B2:B500,C2:C500)`, `=wip_value(Movements[#All],"FIFO",,A2:A90)`. Single cells
beside a column are repeated; several columns must be of one length. Each answer is what the cell alone would be
answered: a blank is the default or a fault, and a fault is told in its own place, the others stand. Functions of one
row answer a table then, with a column Status; a row of cells is answered across. From Python lists and series give a
list. This is much quicker than a formula a cell ([measured](benchmarks-cells.md)). Functions that answer a table of
many rows take single cells there.
""".strip()

ABOUT_RULES = """
Generated from `wipbook/audit/rules/`: {} rules. `wipbook audit BOOK` asks them all, the sheet Rules holds their
settings, `wipbook rules CODE` prints one. What they find of faults planted on purpose is measured in
[seeded faults](../seeded-faults.md). *Weighs chances* marks rules that may be quiet about a fault, or speak of none.
""".strip()


ABOUT_EXIT_CODES = """
Of several causes the highest of 1 to 4 counts. Why a run ends with 1 is said in one line on stderr; what stopped it
in one line there too, or with `--json` in one object on stdout ([errors](errors.md)). Every command can end with 2
(wrong use; an input that cannot be read) and with 4; then, and when a signal stops it, the line says whether the
workbook had been saved. What a forecast or a schedule expects (late jobs, shortages) is its result and no finding.
`wipbook demo` plants faults on purpose and ends with 0. A reader that stops reading (`| head`) changes no exit
code.
""".strip().replace("\n", " ")


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    anew = not {"--quick", "--check"} & set(sys.argv)
    return {
        DOCS / "inputs.md": "\n".join(_inputs()) + "\n",
        DOCS / "reports.md": "\n".join(_reports()) + "\n",
        DOCS / "settings.md": "\n".join(_settings()) + "\n",
        DOCS / "commands.md": "\n".join(_commands()) + "\n",
        DOCS / "functions.md": "\n".join(_functions()) + "\n",
        DOCS / "exit-codes.md": "\n".join(_exit_codes()) + "\n",
        DOCS / "errors.md": "\n".join(errors(DOCS / "errors.md", anew)) + "\n",
        **_audit_pages(),
        DOCS / "ribbon.md": "\n".join(_ribbon()) + "\n",
        DOCS / "it.md": _between_marks(DOCS / "it.md", "hashes", _hashes()),
        DOCS / "pictures" / "ribbon.svg": ribbon_drawing(ribbon_xml(tab_buttons())),
    }


_ROWS_BELOW = f"""## Rows and columns typed around a table

Excel makes a table grow under your hands; LibreOffice, a phone and scripts do not. It makes no difference:

- **A row below the table counts**, in every command, when its bold columns are filled and understood, and nothing but
  blank rows (at most {FARTHEST:,}) lies between it and the table or the rows that count above it. A command that
  writes (refresh, audit, forecast, import …) then lets the table reach over it, with its filter, validations,
  conditional formats and calculated columns; cells stay where they are, blank rows too. The answer and the *Change Log*
  say it: `Movements: 4 rows typed below the table were taken in, rows 9 to 12`; in the JSON it is `rows_taken_in`.
  Commands that only read (check, dump, diff) leave the file as it is.
- **A column with a header right beside the table** is that column when the header is a name of the list below, else a
  column of yours: its cells stay, and nothing of it is left out.
- **Everything else is listed** on *Exceptions* with its cell and the cure, counts among the rows left out (exit code 1,
  `rows_left_out`, amber on *Home*) and is left alone: a line that adds up those above it (a formula over the column,
  figures that are its sum, a line *Total*), a note, a row in which a bold column is blank or not understood, merged
  cells, whatever stands below such a line, and cells right beside the table without a header. Notes of your own are
  welcome two columns away, or above the header. Below a table's own row of totals nothing counts.
""".splitlines()


def _inputs() -> Iterator[str]:
    yield "# Input sheets"
    yield ""
    yield "Generated from `wipbook/schema/`. Each sheet holds one Excel table: headers in row 6, data from row 7."
    yield "Columns in **bold** are required. You may add columns of your own; wipbook leaves them alone."
    yield ""
    yield "A new workbook shows the core sheets; the others come in packs (`wipbook new BOOK --with …`, or Home):"
    yield ""
    for pack in packs()[1:]:
        yield f"- `{pack}`: {pack_notes()[pack]}"
    yield from _WHAT_CELLS_SAY
    yield ""
    yield from _ROWS_BELOW
    for sheet in input_sheets():
        yield ""
        yield f"## {sheet.name}"
        yield ""
        yield f"One row is {sheet.grain}. {sheet.about} Table `{sheet.table}`; key: {' + '.join(sheet.key)}; "
        yield f"shown with: {', '.join(sheet.packs)}; read by: {', '.join(sheet.roles)}."
        yield ""
        yield "| column | what it is | kind | unit | example |"
        yield "|---|---|---|---|---|"
        for column in sheet.columns:
            name = f"**{column.name}**" if column.required else column.name
            yield f"| {name} | {column.note} | {_kind(column)} | {column.unit} | `{column.example}` |"


_WHAT_CELLS_SAY = """
## What a cell says

A cell means what it shows:

- **Percents.** 22 means 22 %. A cell formatted as a percentage (22% is stored as 0.22) means 22 in a column or setting
  whose unit is %; in any other number column it counts as 0.22 and is listed on *Exceptions*. So is a plain number
  between 0 and 1 in a column of percents; where half a percent is meant, format the cell as a percentage.
- **Hours.** 7.5, or an elapsed time: 7:30 in a cell formatted `[h]:mm`, `[h]:mm:ss` or `[mm]:ss`. A time of day
  (`h:mm`) is refused: nobody can tell 7:30 in the morning from seven and a half hours. In other number columns an
  elapsed time counts as its number of days and is listed.
- **Money** may have a currency or accounting format, whatever the sign and the language: the number counts.
- **Dates** are numbers with a format that shows a day or a time of day; text that looks like a date is none. `yyyy`
  alone shows no day: 2026 stays a number.
- **Factors** (`1/100`, `0.01`, `2.54`) and **rates** are exact, as numbers or, of factors, as text; `1.609` as text
  may be 1609 and is refused ([units and currencies](units.md)).
- **Codes** that a program has made a percentage or a time of are refused: format the column as text first.
- **Errors** (`#N/A`, `#SPILL!`, any other) and formulas that nobody has calculated are listed, never blank.

A number format that is broken or unknown shows plain numbers. The arguments of the custom functions are what Excel
hands over: the bare number of the cell, so `=wip_…` of a cell that shows 22% gets 0.22.""".splitlines()


def _kind(column: Column) -> str:
    if column.choices:
        return ", ".join(column.choices)
    if column.references:
        return f"code on {column.references.split('.')[0]}"
    sign = "" if column.sign.value == "any" else f", {column.sign.value}"
    return f"{column.role.value}{sign}"


def _reports() -> Iterator[str]:
    yield "# Report and control sheets"
    yield ""
    yield "Generated from `wipbook/sheets/`. `wipbook refresh` fills them; columns you add stay with their rows."
    for sheet in output_sheets():
        yield ""
        yield f"## {sheet.name}"
        yield ""
        yield f"{sheet.about}. {sheet.source}"
        yield f"Read by: {', '.join(sheet.roles)}." + (f" Reports on: {', '.join(sheet.packs)}." if sheet.packs else "")
        if sheet.filled_by != "refresh":
            command = sheet.filled_by
            yield f"Written by {command if ' ' in command else f'`wipbook {command}`'}."
        for table in sheet.tables:
            if sheet.name == "Dashboard":
                continue
            yield ""
            yield f"Table `{table.name}`:"
            yield ""
            yield "| column | note | computed as |"
            yield "|---|---|---|"
            for column in table.columns:
                formula = f"`{column.formula}`" if column.formula else ""
                yield f"| {column.name} | {column.note} | {formula} |"
    yield ""
    yield "## The checks"
    yield ""
    yield "| cell | what must agree | left | right |"
    yield "|---|---|---|---|"
    for check in CHECKS:
        yield f"| `chk_{check.id}` | {check.what} | `{check.left}` | `{check.right}` |"


def _settings() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "Generated from `wipbook/schema/settings.py`. One row per policy on the sheet Settings."
    yield ""
    yield "| setting | default | choices | what it does |"
    yield "|---|---|---|---|"
    for setting in SETTINGS:
        choices = ", ".join(setting.choices)
        yield f"| {setting.name} | {setting.default or '(blank)'} | {choices} | {setting.explanation} |"


def _audit_pages() -> dict[Path, str]:
    """An index of the audit rules, and a page for each."""
    folder = DOCS / "audit"
    found = {folder / f"{rule.code}.md": "\n".join(_rule(rule)) + "\n" for rule in rules()}
    return {folder / "README.md": "\n".join(_rule_index()) + "\n", **found}


def _rule_index() -> Iterator[str]:
    yield "# Audit rules"
    yield ""
    yield from textwrap.wrap(ABOUT_RULES.format(len(rules())), 116, break_on_hyphens=False)
    for family in FAMILIES.values():
        yield ""
        yield f"## {family}"
        yield ""
        yield "| rule | what it finds | severity | serves | settings |"
        yield "|---|---|---|---|---|"
        for rule in rules():
            if rule.family == family:
                kind = " *Weighs chances.*" if rule.card.statistical else ""
                settings = ", ".join(f"{one.name} {one.default:g} {one.unit}" for one in rule.card.settings)
                serves = ", ".join(rule.card.assertions)
                yield (f"| [{rule.code}]({rule.code}.md) | {rule.fault}.{kind} | {rule.card.severity.value} | {serves} "
                       f"| {settings} |")


def _rule(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code} {rule.fault}"
    yield ""
    yield (f"Generated. Family {rule.family}, severity {rule.card.severity.value}, serves "
           f"{', '.join(rule.card.assertions)}; {'weighs chances' if rule.card.statistical else 'finds every case'}. "
           "[All rules](README.md)")
    for heading, text in rule.text.items():
        yield ""
        yield f"## {heading}"
        yield ""
        yield text
    if rule.card.settings:
        yield ""
        yield "## Settings"
        yield ""
        yield "| setting | own value | unit | between | what it does |"
        yield "|---|---:|---|---|---|"
        for one in rule.card.settings:
            yield f"| {one.name} | {one.default:g} | {one.unit} | {one.least:g} and {one.most:g} | {one.explanation} |"
    family, stem = rule.check.__module__.split(".")[-2:]
    yield ""
    yield "## Cases it is tested with"
    yield ""
    lines = (ROOT / "tests" / "audit" / "rules" / family / f"{stem}.md").read_text("utf-8").splitlines()[1:]
    yield from (f"#{line}" if line.startswith(("## ", "### ")) else line for line in _shortened(lines))


def _shortened(lines: list[str], most: int = 25) -> Iterator[str]:
    """Tables of a case cut to what a reader takes in."""
    row = 0
    for line in lines:
        row = row + 1 if line.startswith("|") else 0
        if row == most:
            yield "| … |"
        elif row < most:
            yield line


def _ribbon() -> Iterator[str]:
    yield "# The tab WIP"
    yield ""
    yield "Generated from the declarations. Every button runs the command that batch and tests run; it"
    yield "shows its progress in the status bar, says what it found in a message, and leaves the saving to you."
    yield ""
    yield "![Drawn from its definition](pictures/ribbon.svg)"
    yield ""
    yield "| group | button | what it does |"
    yield "|---|---|---|"
    for group, buttons in ribbon_groups(ribbon_xml(tab_buttons())):
        for button in buttons:
            yield f"| {group} | {button.label} | {button.screentip}. {button.supertip} |"


def _hashes() -> Iterator[str]:
    yield "| file | SHA-256 |"
    yield "|---|---|"
    for path in (RIBBON.parent / "wipbook.xlam", RIBBON, *sorted((RIBBON.parent / "vba").glob("*.bas"))):
        yield f"| `{path.relative_to(ROOT).as_posix()}` | `{hashlib.sha256(path.read_bytes()).hexdigest()}` |"


def _between_marks(path: Path, name: str, lines: Iterator[str]) -> str:
    """The page with what stands between its marks written anew."""
    before, rest = path.read_text("utf-8").split(f"<!-- {name}:", 1)
    note, rest = rest.split("-->", 1)
    after = rest.split(f"<!-- /{name} -->", 1)[1]
    return f"{before}<!-- {name}:{note}-->\n" + "\n".join(lines) + f"\n<!-- /{name} -->{after}"


def _functions() -> Iterator[str]:
    yield "# Custom functions"
    yield ""
    for number, paragraph in enumerate(ABOUT_FUNCTIONS.split("\n\n")):
        yield from ("",) if number else ()
        yield from textwrap.wrap(paragraph, 116, break_on_hyphens=False)
    cards = {name: function.card for name, function in functions().items()}
    for group in sorted({card.group for card in cards.values()}):
        yield ""
        yield f"## {group}"
        for name, card in sorted(cards.items()):
            if card.group == group:
                yield from _function(name, card)


def _function(name: str, card: Any) -> Iterator[str]:
    yield ""
    yield f"### `{card.signature}`"
    yield ""
    yield card.summary
    yield ""
    for argument, text in card.arguments.items():
        yield f"- `{argument}`: {text}"
    for paragraph in _paragraphs(functions()[name]):
        yield ""
        yield paragraph
    example = card.example
    at = f", row {example.at[0]}, column {example.at[1]} of the result" if example.at else ""
    yield ""
    yield f"Example, {example.source}{at}: `{example.expects}`"
    yield ""
    yield "```text"
    yield example.formula(name)
    yield "```"


def _paragraphs(function: Any) -> list[str]:
    """What the docstring says beyond its summary, its arguments and its doctest."""
    found = inspect.cleandoc(function.__doc__).split("\n\n")[1:]
    return [" ".join(one.split()) for one in found if not one.startswith(("Arguments:", ">>>"))]


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Generated from `wipbook --help`. What their exit codes say: [exit codes](exit-codes.md)."
    for command in ("", *COMMANDS):
        yield ""
        yield f"## wipbook {command}".rstrip()
        yield ""
        yield "```text"
        yield _help(command)
        yield "```"


def _exit_codes() -> Iterator[str]:
    yield "# Exit codes"
    yield ""
    yield "Generated from `wipbook/exit_code.py` and the commands; `tests/commands/test_exit_codes.py` runs every"
    yield "command to each of its codes."
    yield ""
    yield "| code | meaning |"
    yield "|---:|---|"
    for code in ExitCode:
        yield f"| {int(code)} | {code.about} |"
    yield ""
    yield from textwrap.wrap(ABOUT_EXIT_CODES, 116, break_on_hyphens=False, replace_whitespace=False)
    yield ""
    yield "| command | 1: found | 3: refused |"
    yield "|---|---|---|"
    for command in commands():
        if command.in_shell:
            yield f"| `wipbook {command.name}` | {'; '.join(command.finds) or 'never'} | {_refusals(command)} |"
    for name in (name for name in COMMANDS if name.startswith("addin ")):
        yield f"| `wipbook {name}` | never | a full disk |"


def _refusals(command: Command) -> str:
    """Where a command can refuse: what it reads, what it writes."""
    reads = command.needs_book or command.name == "diff"
    return "; ".join([*(["a workbook that a save, or reading on, could harm"] if reads else []),
                      *([command.refuses] if command.refuses else []), "a full disk"])


def _help(command: str) -> str:
    """The help of a command, as a terminal of 80 columns without colours shows it."""
    asked = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}).invoke(
        app, [*command.split(), "--help"], prog_name="wipbook", catch_exceptions=False
    )
    return asked.stdout.strip()


def main() -> int:
    stale = []
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {path.relative_to(ROOT)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
