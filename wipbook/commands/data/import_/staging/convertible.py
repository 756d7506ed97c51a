"""Rows whose unit or currency could not be turned into the workbook's are no rows to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import polars as pl

from wipbook.commands.data.import_.comparison.cells import as_cells
from wipbook.commands.data.import_.source.load import Opened
from wipbook.commands.data.import_.source.loaded import FILE, LINE
from wipbook.commands.data.import_.sql import fetch, identifier, register
from wipbook.commands.data.import_.staging.draw import ROW
from wipbook.commands.data.import_.staging.no_rows import SOUND
from wipbook.commands.data.import_.staging.rejections import by_line
from wipbook.commands.data.import_.staging.stage import Staged
from wipbook.commands.workbench.inputs.reading import read_whole
from wipbook.errors import WipbookError
from wipbook.ledger.conversion.convert import convert
from wipbook.ledger.conversion.entered import CURRENCY, UNIT, entered_on, whole_amounts
from wipbook.ledger.conversion.problems import RATES, UNITS
from wipbook.ledger.ledger import read_policy
from wipbook.ledger.policy import Policy
from wipbook.ledger.rejections import ROW_EXCLUDED, Rejections
from wipbook.ledger.tables import ROW as AT
from wipbook.ledger.tables import ledger_schema, read_table
from wipbook.port.tables import TableCells, TablePlace
from wipbook.port.workbook import Workbook
from wipbook.schema import InputSheet, input_sheet
from wipbook.values.codes import agreed, folded

_FOUND = {"at": pl.Int64, "Column": pl.String, "Found": pl.String, "Expected": pl.String}


def refuse_unconvertible(
    opened: Opened, staged: Sequence[Staged], workbook: Workbook, settings: Mapping[str, Any]
) -> list[Staged]:
    """``staged`` without the rows that a refresh would leave out for want of a factor or a rate; each is listed with
    its place in its source and the cure. What is imported together counts together: the units, rates and materials
    of this import are known to its orders and movements, and ``settings`` of the mapping hold.
    """
    asked = [one for one in staged if _asks(one)]
    policy = _policy(workbook, settings) if asked else None
    if policy is None:
        return list(staged)
    tables, cells = _known(staged, asked, workbook, policy)
    found = {one.sheet.name: _without(opened, one, tables, cells, policy) for one in asked}
    return [found.get(one.sheet.name, one) for one in staged]


def _asks(one: Staged) -> bool:
    names = [name for name in (UNIT, CURRENCY) if name in one.frame.columns]
    return entered_on(one.sheet.name) is not None and any(one.frame[name].count() for name in names)


def _policy(workbook: Workbook, settings: Mapping[str, Any]) -> Policy | None:
    """None where Settings cannot be read: then no rate can be asked for, and the next command says why."""
    with suppress(WipbookError):
        policy = read_policy(workbook)
        own = str(settings.get("Currency", policy.currency)).strip()
        return replace(
            policy, currency=own, currency_places=int(settings.get("Currency Places", policy.currency_places)),
            exchange_rate_days=int(settings.get("Exchange Rate Days", policy.exchange_rate_days)),
        )
    return None


def _known(
    staged: Sequence[Staged], asked: Sequence[Staged], workbook: Workbook, policy: Policy
) -> tuple[dict[str, pl.DataFrame], dict[str, TableCells]]:
    """The sheets that conversion looks into, as they will stand: rows of the workbook, and those imported over them."""
    names = ["Materials", UNITS, RATES]
    if any(one.sheet.name == "Purchases" for one in asked):
        names.append("Movements")  # the first receipt of a line tells the day of its rate
    tables = {"Movements": pl.DataFrame(schema=ledger_schema(input_sheet("Movements")))}
    cells: dict[str, TableCells] = {}
    for name in names:
        sheet = input_sheet(name)
        frame = pl.DataFrame(schema=ledger_schema(sheet))
        if workbook.find_table(sheet.table) is not None:
            held = read_whole(workbook, sheet.table)
            if name in (UNITS, RATES):
                cells[name] = TableCells(held.place, held.frame.clear())
            with suppress(WipbookError):  # a column is missing: said when the workbook is read
                frame, _ = read_table(sheet, held, Rejections(), policy.currency_places)
        new = next((_typed(one, policy) for one in staged if one.sheet.name == name), None)
        tables[name] = frame if new is None else _over(sheet, frame, new)
    return tables, cells


def _typed(one: Staged, policy: Policy) -> pl.DataFrame:
    return read_table(one.sheet, _as_table(one), Rejections(), policy.currency_places)[0]


def _as_table(one: Staged) -> TableCells:
    """Accepted rows as a table of their own, the first of them in row 1."""
    place = TablePlace(one.sheet.table, one.sheet.name, 1, max(one.frame.height, 1), 1, tuple(one.frame.columns))
    return TableCells(place, as_cells(one.frame))


def _over(sheet: InputSheet, frame: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The rows of the workbook but those that are imported anew, and these below them."""
    keys = [folded(pl.col(name).cast(pl.String).fill_null("")).alias(f"_{name}") for name in sheet.key]
    names = [f"_{name}" for name in sheet.key]
    kept = frame.with_columns(keys).join(new.with_columns(keys), on=names, how="anti", maintain_order="left")
    last = int(frame[AT].max() or -1) + 1  # type: ignore[arg-type]
    return pl.concat([kept.select(frame.columns), new.with_columns(pl.col(AT) + last).select(frame.columns)])


def _without(
    opened: Opened, one: Staged, tables: Mapping[str, pl.DataFrame], cells: Mapping[str, TableCells], policy: Policy
) -> Staged:
    table, rejections = _as_table(one), Rejections()
    frame = read_table(one.sheet, table, Rejections(), policy.currency_places)[0]
    entered, known = entered_on(one.sheet.name), tables["Materials"]["Material"]
    if entered is None:
        return one
    frame = frame.with_columns(agreed(frame[entered.material], known))
    frame = frame.filter(pl.col(entered.material).is_in(known.implode()))  # what is unknown is told when it is read
    whole = whole_amounts(one.sheet, frame, table)
    convert(
        {**tables, one.sheet.name: frame}, {**cells, one.sheet.name: table},
        {} if whole is None else {one.sheet.name: whole}, policy, rejections,
    )
    faults = [
        (int(row[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1, row[3], row[4], f"{row[5]}: {row[6]}")
        for row in rejections.rows if row[0] == one.sheet.name and row[7] == ROW_EXCLUDED and row[1]
    ]
    return _taken_out(opened, one, pl.DataFrame(faults, schema=_FOUND, orient="row")) if faults else one


def _taken_out(opened: Opened, one: Staged, faults: pl.DataFrame) -> Staged:
    """Mark the rows as not sound, by their place among those accepted, and list them."""
    connection, name = opened.connection, one.sheet.table
    staged, twice = identifier(f"staged:{name}"), identifier(f"twice:{name}")
    sound = f"{SOUND} AND {ROW} NOT IN (SELECT unnest(rows) FROM {twice})"
    order = f"SELECT {ROW} AS number, row_number() OVER (ORDER BY {ROW}) - 1 AS at FROM {staged} WHERE {sound}"
    register(connection, "unconvertible", faults)
    found = fetch(
        connection,
        f'SELECT {FILE} AS "File", coalesce({LINE}, {ROW}) AS "Row", "Column", "Found", "Expected", {ROW} AS number'
        f" FROM {staged} JOIN ({order}) AS placed ON placed.number = {ROW}"
        f' JOIN unconvertible ON unconvertible.at = placed.at ORDER BY "File", "Row", "Column"',
    )
    connection.unregister("unconvertible")
    numbers = ", ".join(str(number) for number in found["number"])
    connection.execute(f"UPDATE {staged} SET {SOUND} = false WHERE {ROW} IN ({numbers})")
    listed = found.drop("number")
    listed = by_line(opened, one.source, listed) if one.source else listed
    frame = fetch(connection, f"SELECT * FROM imported.{identifier(name)}")
    rejections = pl.concat([one.rejections, listed.cast(one.rejections.schema)]).sort(
        "File", "Row", "Column", maintain_order=True
    )
    return replace(one, frame=frame, rejected=one.read - frame.height, rejections=rejections)
