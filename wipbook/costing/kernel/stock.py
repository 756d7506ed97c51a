"""Run the loop of cost layers over prepared movements and hand back its arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wipbook.costing.kernel.compiled import Blank, run
from wipbook.costing.kernel.cost_layers import NO_LAYER, OUT_OF_ROOM, cost_layers
from wipbook.values.columns import Integers


@dataclass(frozen=True)
class StockEvents:
    """Movements of a set of materials in time order, as integers.

    ``operation`` is one of the codes of ``cost_layers``; ``quantity`` is positive (for COUNT_TO the quantity that must
    remain); ``value`` is what an IN brings; ``group`` ties returns to what left (-1: none); ``origin`` is the
    position of the receipt a RETURN_OUT sends back (-1: unknown).
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
    """What is valued by itself: its method code and its standard cost (millionths of currency)."""

    method: Integers
    standard: Integers


@dataclass(frozen=True)
class OpenLayers:
    """Layers with a remaining quantity: ``event`` is the position of the movement that brought the goods."""

    key: Integers
    event: Integers
    quantity: Integers
    value: Integers


@dataclass(frozen=True)
class StockCosts:
    """Per movement: what came in, went out, was trued up, differed from standard, was short; and the balance."""

    quantity_in: Integers
    quantity_out: Integers
    value_in: Integers
    value_out: Integers
    true_up: Integers
    variance: Integers
    shortage: Integers
    quantity_after: Integers
    value_after: Integers
    on_hand: Integers
    worth: Integers
    layers: OpenLayers


def cost_stock(events: StockEvents, keys: StockKeys, currency_places: int, jit: bool | None = None) -> StockCosts:
    """Value every movement; results line up with ``events`` (FIFO, LIFO, moving average, standard per key)."""
    count, width = len(events.operation), len(keys.method)
    transfers = int(np.count_nonzero(events.to_key >= 0))
    room = count + 4 * transfers + 1
    scale = 10 ** (12 - currency_places)
    while True:
        state = [Blank(width)] * 4
        rate = [keys.standard, np.full(width, scale, dtype=np.int64)]
        ends = [Blank(width, NO_LAYER)] * 2
        layers = [Blank(room)] * 8
        groups = [Blank(max(1, events.groups))] * 2
        portions = [Blank(room if transfers else 2)] * 3
        results = [Blank(count)] * 9
        used, filled = run(
            cost_layers,
            [
                events.operation, events.key, events.to_key, events.quantity, events.value, events.group,
                events.origin, keys.method, keys.standard, scale,
            ],
            [*state, *rate, *ends, *layers, *groups, *portions, *results, Blank(count, NO_LAYER)],
            rows=count,
            jit=jit,
        )
        if used != OUT_OF_ROOM:
            break
        room *= 2
    on_hand, worth = filled[:2]
    quantity, value, taken, given, _, _, event, key = (array[:used] for array in filled[8:16])
    out = filled[21:30]
    open_ = quantity > taken
    return StockCosts(
        quantity_in=out[0],
        quantity_out=out[1],
        value_in=out[2],
        value_out=out[3],
        true_up=out[4],
        variance=out[5],
        shortage=out[6],
        quantity_after=out[7],
        value_after=out[8],
        on_hand=on_hand,
        worth=worth,
        layers=OpenLayers(key[open_], event[open_], (quantity - taken)[open_], (value - given)[open_]),
    )
