"""Run the loop of cost layers over prepared movements and hand back its arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wipbook.costing.kernel.compiled import Blank, run
from wipbook.costing.kernel.cost_layers import NONE, OUT_OF_ROOM, cost_layers
from wipbook.values.columns import Integers


@dataclass(frozen=True)
class StockEvents:
    """Movements of a set of materials in time order, as integers.

    ``operation`` is one of the codes of ``cost_layers``; ``quantity`` is positive (for COUNT_TO the quantity that must
    remain); ``value`` is what an IN brings, what a RETURN_OUT must leave at (NO_VALUE: at whatever it is worth), what
    an OUT_AT_VALUE or REVALUE is about, and the new standard of a RESTANDARD; ``group`` ties returns to what left
    (-1: none); ``origin`` is the position of the receipt that a RETURN_OUT sends back or a REVALUE speaks of (-1:
    unknown, or all that is on hand).
    """

    operation: Integers
    key: Integers
    to_key: Integers
    quantity: Integers
    value: Integers
    group: Integers
    origin: Integers
    groups: int


@dataclass(frozen=True)
class StockKeys:
    """What is valued by itself: its method code, its standard cost (millionths of currency), and whether it is
    ``followed`` (1): whether cost may come to its goods after they came."""

    method: Integers
    standard: Integers
    followed: Integers


@dataclass(frozen=True)
class OpenLayers:
    """Layers with a remaining quantity: ``event`` is the position of the movement that brought the goods. What is left
    is of a ``whole`` that was shared by running totals: who goes on sharing it needs both to come to the same cents."""

    key: Integers
    event: Integers
    quantity: Integers
    value: Integers
    whole_quantity: Integers
    whole_value: Integers


@dataclass(frozen=True)
class HandedOn:
    """Cost that came later and was handed on to where the goods were: ``amount`` by event ``by`` to movement ``to``
    (both positions; ``to`` is ``by`` itself where nothing was left to follow)."""

    to: Integers
    amount: Integers
    by: Integers


@dataclass(frozen=True)
class StockCosts:
    """Per movement: what came in, went out, was handed on, differed from standard, was short; the loop's ``remark``
    (NO_COST, OWN_GONE); the balance of its key, and of the place a transfer went to (``_there``)."""

    quantity_in: Integers
    quantity_out: Integers
    value_in: Integers
    value_out: Integers
    handed_on: Integers
    variance: Integers
    shortage: Integers
    quantity_after: Integers
    value_after: Integers
    remark: Integers
    quantity_there: Integers
    value_there: Integers
    on_hand: Integers
    worth: Integers
    layers: OpenLayers
    handed: HandedOn


def cost_stock(events: StockEvents, keys: StockKeys, currency_places: int, jit: bool | None = None) -> StockCosts:
    """Value every movement; results line up with ``events`` (FIFO, LIFO, moving average, standard per key)."""
    count, width = len(events.operation), len(keys.method)
    transfers = int(np.count_nonzero(events.to_key >= 0))
    room = count + 4 * transfers + 1
    follow = bool(np.any(keys.followed))
    pieces_room = 2 * room + 4
    tasks_room = 2 * room + 16
    handed_room = (6 * room if follow else 3 * room) + 4
    scale = 10 ** (12 - currency_places)
    while True:
        standard = keys.standard.copy()
        state: list[Blank | Integers] = [standard, *[Blank(width)] * 3]
        rate = [keys.standard, np.full(width, scale, dtype=np.int64)]
        ends = [Blank(width, NONE)] * 6
        layers = [Blank(room)] * 11 + [Blank(room, NONE)]
        groups = [Blank(max(1, events.groups))] * 2 + [Blank(max(1, events.groups), NONE)] * 2
        portions = [Blank(pieces_room)] * 5
        shortages = [Blank(count)] * 2 + [Blank(count, NONE)] * 2 + [Blank(count)]
        pieces = [Blank(room if transfers else 2)] * 4
        tasks = [Blank(tasks_room)] * 3
        results = [*[Blank(count)] * 9, Blank(count, NONE), *[Blank(count)] * 3]
        handed = [Blank(handed_room + 1)] * 3
        used, filled = run(
            cost_layers,
            [
                events.operation, events.key, events.to_key, events.quantity, events.value, events.group,
                events.origin, keys.method, keys.followed, scale,
            ],
            [*state, *rate, *ends, *layers, *groups, *portions, *shortages, *pieces, *tasks, *results, *handed],
            rows=count,
            jit=jit,
        )
        if used != OUT_OF_ROOM:
            break
        room, pieces_room, tasks_room, handed_room = 2 * room, 2 * pieces_room, 2 * tasks_room, 2 * handed_room
    on_hand, worth = filled[1:3]
    quantity, value, taken, given, _, _, event, key = (array[:used] for array in filled[12:20])
    out = filled[45:58]
    on_to, on_amount, on_by = filled[58:61]
    many = int(on_to[-1])
    open_ = quantity > taken
    return StockCosts(
        quantity_in=out[0],
        quantity_out=out[1],
        value_in=out[2],
        value_out=out[3],
        handed_on=out[4],
        variance=out[5],
        shortage=out[6],
        quantity_after=out[7],
        value_after=out[8],
        remark=out[10],
        quantity_there=out[11],
        value_there=out[12],
        on_hand=on_hand,
        worth=worth,
        layers=OpenLayers(
            key[open_], event[open_], (quantity - taken)[open_], (value - given)[open_], quantity[open_], value[open_]
        ),
        handed=HandedOn(on_to[:many].copy(), on_amount[:many].copy(), on_by[:many].copy()),
    )
