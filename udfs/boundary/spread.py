"""Columns for single cells: a function answers for each cell of them as it would for that cell alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import localcontext
from itertools import chain, repeat
from typing import Any

from wipbook.errors import WipbookError

from .arguments import OneCell
from .cells import grid_of
from .declared import DIGITS, Declared, as_value_error, own
from .fault import BadArgument
from .kept import Kept
from .results import error_text, plain_column, plain_table


@dataclass(frozen=True)
class Block:
    """More cells than one. ``rows`` is 0 for a list of Python's, which is neither a row nor a column."""

    given: Any
    rows: int
    columns: int

    @property
    def count(self) -> int:
        return max(1, self.rows) * self.columns

    @property
    def cells(self) -> Sequence[Any]:
        """The cells, row by row."""
        grid = grid_of(self.given.rows if type(self.given) is Kept else self.given)
        if self.rows <= 1:
            return [row[0] for row in grid] if len(grid) > 1 else list(grid[0])
        return list(chain.from_iterable(grid))

    def __str__(self) -> str:
        if not self.rows:
            return f"a list of {self.count:,}"
        if 1 in (self.rows, self.columns):
            return f"a {'column' if self.columns == 1 else 'row'} of {self.count:,} cells"
        return f"a range of {self.rows:,} x {self.columns:,} cells"


def blocks_of(declared: Declared, given: Mapping[str, Any], in_cell: bool) -> dict[str, Block]:
    """The arguments for which a function is to answer more than once. From a cell a plain list is a row of cells."""
    found = {}
    for name in declared.takes_columns:
        block = block_of(given.get(name), name)
        if block is not None:
            found[name] = Block(block.given, 1, block.columns) if in_cell and not block.rows else block
    return found


def block_of(value: Any, name: str) -> Block | None:
    """The cells of an argument that is one by nature; None when it is one.

    >>> str(block_of(((1.0,), (2.0,)), "price")), str(block_of([1, 2, 3], "price")), block_of([[5]], "price")
    ('a column of 2 cells', 'a list of 3', None)
    """
    rows = value.rows if type(value) is Kept else value
    if not isinstance(rows, list | tuple):
        if hasattr(rows, "columns") or not (hasattr(rows, "to_list") or hasattr(rows, "tolist")):
            return None
        flat = hasattr(rows, "to_list") or getattr(rows, "ndim", 0) == 1
        rows = grid_of(rows)
    else:
        flat = bool(rows) and not isinstance(rows[0], list | tuple) and not getattr(rows[0], "ndim", 0)
        rows = grid_of(rows)
    widths = set(map(len, rows))
    if len(widths) > 1:
        raise BadArgument(where=name, found="rows of different length", expected="a rectangular range")
    height, width = len(rows), next(iter(widths), 0)
    if height * width <= 1:
        return None
    return Block(value, 0, height * width) if flat else Block(value, height, width)


def spread(declared: Declared, given: Mapping[str, Any], blocks: Mapping[str, Block], in_cell: bool) -> Any:
    """The answers for all cells of ``blocks``, in their shape; of a function that answers one row, a table of them.

    A table among the arguments is read once. What is wrong with one cell is told in place of its answer. Errors: those
    of blocks that do not fit together; from Python also those of an argument that all answers share.
    """
    shape = _shape(blocks)
    if declared.row is not None and min(shape.rows, shape.columns) > 1:
        name = next(name for name, block in blocks.items() if str(block) == str(shape))
        expected = "one column or one row: each answer is a row by itself"
        raise BadArgument(where=name, found=str(shape), expected=expected)
    columns, faults = _read(declared, given, blocks, shape.count, in_cell)
    results = _call(declared.body, columns, faults, shape.count, in_cell)
    texts = {id(error): error_text(error) for error in {id(error): error for error in faults.values()}.values()}
    said = {at: texts[id(error)] for at, error in faults.items()}
    if declared.row is not None:
        table = plain_table(declared.row, results, said)
        return [list(row) for row in zip(*table, strict=True)] if shape.rows == 1 else table
    answers = plain_column(results, said)
    if not shape.rows:
        return answers
    return [answers[at : at + shape.columns] for at in range(0, len(answers), shape.columns)]


def _shape(blocks: Mapping[str, Block]) -> Block:
    """The block that says what the answer looks like, when all fit together."""
    first, shape = next(iter(blocks.items()))
    for name, block in blocks.items():
        alike = not (shape.rows and block.rows) or (shape.rows, shape.columns) == (block.rows, block.columns)
        if block.count != shape.count or not alike:
            raise BadArgument(where=name, found=str(block), expected=f"one cell, or {shape} as in {first}")
        if not shape.rows:
            first, shape = name, block
    return shape


def _read(
    declared: Declared, given: Mapping[str, Any], blocks: Mapping[str, Block], count: int, in_cell: bool
) -> tuple[list[Any], dict[int, WipbookError]]:
    """For each argument its values, and by position the first fault of each call."""
    columns: list[Any] = []
    faults: dict[int, WipbookError] = {}
    for name in declared.kinds:
        if name in blocks:
            values, wrong = _column(declared, name, blocks[name])
            columns.append(values)
            for at, error in wrong.items():
                faults.setdefault(at, error)
            continue
        try:
            typed = declared.read_shared(name, given.get(name))
            columns.append(map(own, repeat(typed, count)))
        except WipbookError as error:
            if not in_cell:
                raise
            columns.append(repeat(None, count))
            for at in range(count):
                faults.setdefault(at, error)
    return columns, faults


def _column(declared: Declared, name: str, block: Block) -> tuple[Sequence[Any], Mapping[int, WipbookError]]:
    kind, defaults = declared.kinds[name], declared.typed_defaults
    assert isinstance(kind, OneCell)
    blank = (defaults[name],) if name in defaults else ()

    def read(_: Any) -> tuple[Sequence[Any], Mapping[int, WipbookError]]:
        return kind.column(block.cells, name, blank)

    if type(block.given) is Kept:
        return block.given.read(("column", kind, name, blank), read)  # type: ignore[no-any-return]
    return read(None)


def _call(
    body: Callable[..., Any], columns: Sequence[Any], faults: dict[int, WipbookError], count: int, in_cell: bool
) -> list[Any]:
    """What the body answers each time, None where there is a fault; its own faults are added to ``faults``."""
    results: list[Any] = []
    with localcontext(prec=DIGITS):
        for at, arguments in enumerate(zip(*columns, strict=True)):
            result = None
            if at not in faults:
                try:
                    result = body(*arguments)
                except WipbookError as error:
                    faults[at] = error if isinstance(error, ValueError) else as_value_error(error)
                except Exception as error:  # one row must not take the others' answers away
                    if not in_cell:
                        raise
                    faults[at] = unforeseen(error)
            results.append(result)
    assert len(results) == count
    return results


def unforeseen(error: Exception) -> WipbookError:
    """A fault of ours, said in one line."""
    return WipbookError(found=f"{type(error).__name__} ({error})", expected="no fault: please report it")
