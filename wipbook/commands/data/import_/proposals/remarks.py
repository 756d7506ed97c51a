"""What is to be known of a proposal beside its columns: what nobody takes, what nothing fills, what was not seen."""

from __future__ import annotations

from collections.abc import Iterator

from wipbook.commands.data.import_.proposals.model import Confidence
from wipbook.commands.data.import_.proposals.presets.apply import those_of
from wipbook.commands.data.import_.proposals.tables import Chosen

_FEW = 12


def of_source(one: Chosen) -> Iterator[str]:
    """What is to be said of a source, whatever it fills."""
    source = one.source
    name = f"{source.file}, sheet {source.sheet}" if source.sheet else source.file
    if not source.named:
        yield (
            f"{name}: no row looks like a header. Row {source.source.header_row} would be taken for one: write the "
            "names of the columns above it."
        )
        return
    if not source.rows:
        yield f"{name} has a header and no rows: its columns are judged by their headers alone."
    if source.source.header_row > 1:
        yield f"{name}: the header is row {source.source.header_row}; what stands above it is left out."
    if source.looked_at < source.rows:
        yield f"{name}: {source.looked_at:,} of {source.rows:,} rows were looked at, the first and some of all others."
    if source.source.encoding:
        yield f"{name} is read as {source.source.encoding}: it has no mark, and it is not UTF-8."
    if source.others:
        yield (
            f"{name} could be in {source.encoding} or in {' or '.join(source.others)}: where that makes another code "
            "or figure of it the import asks; say encoding in its source then."
        )
    nameless = [column.name for column in source.columns if not column.header and column.cells]
    if nameless:
        yield f"{name}: {_listed(nameless)} {'has' if len(nameless) == 1 else 'have'} values and no header."
    twice = sorted({
        column.header for column in source.columns
        if column.header and sum(column.header.casefold() == other.header.casefold() for other in source.columns) > 1
    })
    if twice:
        yield f"{name}: {_listed(twice)} stands twice in the header; the second one is called {twice[0]}_1."
    for preset in those_of(source):
        yield (
            f"{name} has the columns of {preset.about}, and what its codes mean is known: propose it again with "
            f"--preset {preset.name}."
        )
    if one.best is None:
        what = f"; nearest is {one.runner_up}" if one.runner_up else ""
        yield f"{name} fills none of the input sheets plainly{what}."
        return
    if one.runner_up:
        close = "nearly as well" if one.close else "less well"
        yield f"{name} is taken for {one.best.sheet.name}; {one.runner_up} fits {close}."
    left = [
        column.name for column in source.columns
        if column.name not in one.best.given or one.best.given[column.name].confidence is Confidence.NONE
    ]
    if left:
        yield f"{name}: nobody takes {_listed(left)}."


def of_table(one: Chosen) -> Iterator[str]:
    """Of required columns that nothing fills: what would do."""
    if one.best is None:
        return
    sheet = one.best.sheet
    filled = one.best.filled
    for header in one.best.unfilled:
        column = sheet.column(header)
        said = f"{sheet.name}.{header} is required, and no column fills it"
        if column.choices:
            shown = ", ".join(column.choices[:_FEW])
            yield f"{said}: a constant will do where it is the same in all rows, one of {shown}."
        elif header == "Line" and "Order" in filled and one.profiles[filled["Order"]].unique == 1:
            yield f"{said}: each order has one row here, so a constant 1 will do as long as that holds."
        elif header in sheet.key:
            yield f"{said}: it tells rows apart; add it to the export, or number the rows in a query."
        elif column.is_number or column.is_date:
            yield f"{said}: add it to the export."
        else:
            yield f"{said}: a constant will do where it is the same in all rows."


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more
