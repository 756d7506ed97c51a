"""``wipbook map``: a mapping proposed from the files that are to be imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wipbook.commands.command import Answer, Argument, Call, Cause, Command

if TYPE_CHECKING:
    from wipbook.commands.data.import_.proposals import Proposal, ProposedColumn
    from wipbook.port.workbook import Workbook


def run(call: Call) -> Answer:
    from wipbook.commands.data.import_.mapping import mapping_text
    from wipbook.commands.data.import_.proposals import propose

    given = call.given
    if given["to"] or given["from_"]:
        return _copied(given)
    proposal = propose(given["sources"], _workbook(given["book"]), given["preset"] or "")
    text = _commented(proposal) + mapping_text(proposal.mapping)
    if given["out"]:
        _write(given["out"], text)
    shell = [*_lines(proposal), *proposal.remarks]
    shell += [f"The mapping is in {given['out']}."] if given["out"] else ["", *text.splitlines()]
    return Answer(shell, (), _facts(proposal, text), _causes(proposal))


def _copied(given: Mapping[str, Any]) -> Answer:
    """The mapping of a workbook's sheet Imports into a file, or of a file onto that sheet."""
    from wipbook.commands.data.import_.mapping.copying import copy_from, copy_to

    book = _the_book(given)
    if given["to"]:
        text = copy_to(book)
        _write(given["to"], text)
        said = f"{given['to']}: the mapping of sheet Imports of {book.name}"
    else:
        said = copy_from(book, given["from_"], call_it=given["from_"].name)
    return Answer([said], (), {"said": said})


def _the_book(given: Mapping[str, Any]) -> Path:
    from wipbook.commands.data.import_.errors import ImportUnclear

    paths: list[Path] = given["sources"]
    others = [words for words in ("to", "from_", "book", "preset", "out") if given[words]]
    if len(paths) != 1 or len(others) != 1:
        raise ImportUnclear(
            where="wipbook map", found=f"{len(paths)} files with --{' and --'.join(one.strip('_') for one in others)}",
            expected="one workbook with --to or --from", remedy="name the workbook alone: wipbook map BOOK --to FILE",
        )
    return paths[0]


def _workbook(path: Path | None) -> Workbook | None:
    if path is None:
        return None
    from wipbook.hosts.file.workbook import open_file

    return open_file(path, backups=0)


def _write(path: Path, text: str) -> None:
    from wipbook.errors import RefusedToProtectData

    if path.exists():
        raise RefusedToProtectData(
            where=str(path), found="a file of this name", expected="none: a mapping may be hand-written",
            remedy="write to another name, or move that file away",
        )
    path.write_text(text, "utf-8")


def _lines(proposal: Proposal) -> Iterator[str]:
    """A line for each column that has a place or is asked; the others are among the remarks."""
    place = ("", "")
    for one in proposal.columns:
        if not one.confidence:
            continue
        if (one.source, one.their_sheet) != place:
            place = (one.source, one.their_sheet)
            yield f"{one.source}{f', sheet {one.their_sheet}' if one.their_sheet else ''}:"
        ours = f"{one.table}.{one.our_column}{' (key)' if one.key else ''}" if one.our_column else "?"
        how = f", {one.format}" if one.format else ""
        yield f"  {one.their_column} -> {ours}: {one.confidence}{how}; {_why(one)}"


def _why(one: ProposedColumn) -> str:
    shown = ", ".join(f"{sample.line}: {sample.value}" for sample in one.samples)
    return f"{one.why} ({shown})" if shown else one.why


def _commented(proposal: Proposal) -> str:
    """What the mapping does not say, as comments above it: columns to be asked, required ones without a source."""
    lines = [f"ask: {one.source} {one.their_column!r}: {one.why}" for one in proposal.asked]
    lines += [f"nothing fills {one}, which is required" for one in proposal.unfilled]
    return "".join(f"# {' '.join(line.split())}\n" for line in lines) + ("\n" if lines else "")


def _facts(proposal: Proposal, text: str) -> dict[str, object]:
    return {
        "mapping": text,
        "columns": [
            {
                "table": one.table, "source": one.source, "sheet": one.their_sheet, "column": one.their_column,
                "fills": one.our_column, "key": one.key, "format": one.format, "encoding": one.encoding,
                "confidence": str(one.confidence), "why": one.why,
                "samples": [{"line": sample.line, "value": sample.value} for sample in one.samples],
            }
            for one in proposal.columns
        ],
        "remarks": list(proposal.remarks),
        "unfilled": list(proposal.unfilled),
    }


def _causes(proposal: Proposal) -> list[Cause]:
    causes = []
    if proposal.asked:
        causes.append(Cause(f"{len(proposal.asked)} columns have to be asked"))
    if proposal.unfilled:
        causes.append(Cause(f"{len(proposal.unfilled)} required columns without a source"))
    if proposal.leaving_out:
        causes.append(Cause(f"{len(proposal.leaving_out)} columns have values whose rows would be left out"))
    if not proposal.mapping.tables:
        causes.append(Cause("no source fills an input sheet plainly"))
    return causes


COMMAND = Command(
    name="map", order=19, run=run, needs_book=False,
    finds=("columns have to be asked", "required columns have no source", "no source fills an input sheet",
           "rows would be left out"),
    about="Propose a mapping for source files: sheets, columns, keys, formats. Or copy one between a workbook's sheet "
    "Imports and a file.",
    arguments=(
        Argument("sources", "Files or folders to look at.", list[Path], metavar="SOURCE..."),
        Argument("book", "The workbook they are for: its codes tell columns by their values.", Path, None, ("--book",)),
        Argument("preset", "The program they come from: sap-mb51, erpnext-stock-ledger, odoo-stock-moves, "
                 "bc-item-ledger, dolibarr-stock, quickbooks, xero.", str, "", ("--preset",), metavar="NAME"),
        Argument("out", "Write the mapping there (TOML); else it is printed.", Path, None, ("--out",)),
        Argument("to", "SOURCE is a workbook: write what its sheet Imports says there (TOML).", Path, None, ("--to",)),
        Argument("from_", "SOURCE is a workbook: put this mapping (TOML) on its sheet Imports.", Path, None,
                 ("--from",)),
    ),
)
