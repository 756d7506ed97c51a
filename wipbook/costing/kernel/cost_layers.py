"""The layers of stock and their cost: one loop over all movements of a set of materials, in time order.

Quantities are millionths of a unit, values the smallest currency unit, both integers. A *key* is what is valued
by itself: a material, or a material at a location, or a lot. Layers are linked lists per key; what a layer gives
up is the difference of two rounded running totals, so an exhausted layer has given exactly what it held.
"""

from __future__ import annotations

from typing import Any

from wipbook.schema.methods import Layers
from wipbook.values.fixed import multiply_divide

IN, IN_AT_RATE, RETURN_IN, OUT, RETURN_OUT, TRANSFER, COUNT_TO = range(7)
FIFO, LIFO, AVERAGE, STANDARD = (int(layers) for layers in Layers)
NO_LAYER = -1
OUT_OF_ROOM = -1


def cost_layers(
    # one entry per movement, in time order within each material
    operation: Any, key: Any, to_key: Any, quantity: Any, value: Any, group: Any, origin: Any,
    # one entry per key
    method: Any, standard: Any, scale: Any,
    # state per key: on hand, carried shortage, last known rate as a ratio, ends of the layer list
    on_hand: Any, worth: Any, short_quantity: Any, short_value: Any, rate_value: Any, rate_quantity: Any,
    head: Any, tail: Any,
    # state per layer
    layer_quantity: Any, layer_value: Any, layer_taken: Any, layer_given: Any, layer_next: Any,
    layer_previous: Any, layer_event: Any, layer_key: Any,
    # state per return group: quantity and value that left and may come back
    group_quantity: Any, group_value: Any,
    # scratch for the portions of one transfer
    portion_quantity: Any, portion_value: Any, portion_event: Any,
    # results per movement
    quantity_in: Any, quantity_out: Any, value_in: Any, value_out: Any, true_up: Any, variance: Any,
    shortage: Any, quantity_after: Any, value_after: Any, layer_of: Any,
) -> int:
    """Fill the results; return how many layers were used, or ``OUT_OF_ROOM`` when the arrays are too short.

    Identity kept at every movement and key:
    ``value_after = value_before + value_in - value_out - true_up - variance``.
    """
    room = len(layer_quantity)
    used = 0
    for i in range(len(operation)):
        what = operation[i]
        k = key[i]
        q = quantity[i]
        how = method[k]
        portions = 0
        layered = False
        event = i
        target = k
        if what == COUNT_TO:
            q = q - on_hand[k]
            if q >= 0:
                what = IN_AT_RATE
            else:
                what = OUT
                q = -q

        if what <= RETURN_IN:
            v = value[i]
            if what == RETURN_IN:
                g = group[i]
                back = min(q, group_quantity[g])
                v = 0
                if back > 0:
                    v = group_value[g]
                    if back < group_quantity[g]:
                        v = multiply_divide(v, back, group_quantity[g])
                    group_quantity[g] -= back
                    group_value[g] -= v
                if q > back:
                    v += multiply_divide(rate_value[k], q - back, rate_quantity[k])
            elif what == IN_AT_RATE:
                if on_hand[k] > 0:
                    v = multiply_divide(worth[k], q, on_hand[k])
                else:
                    v = multiply_divide(rate_value[k], q, rate_quantity[k])
            portions = 1 if q > 0 else 0
        else:
            rest = q
            cost = 0
            before = on_hand[k]
            if how == AVERAGE and before > 0:
                rate_value[k] = worth[k]
                rate_quantity[k] = before
            if what == RETURN_OUT and origin[i] >= 0:
                # goods sent back leave at the cost they came with, from their own layer
                layer = layer_of[origin[i]]
                if layer >= 0:
                    take = min(rest, layer_quantity[layer] - layer_taken[layer])
                    if take > 0:
                        layer_taken[layer] += take
                        given = multiply_divide(layer_value[layer], layer_taken[layer], layer_quantity[layer])
                        cost += given - layer_given[layer]
                        layer_given[layer] = given
                        rest -= take
            layer = tail[k] if how == LIFO else head[k]
            while rest > 0 and layer != NO_LAYER:
                left = layer_quantity[layer] - layer_taken[layer]
                if left > 0:
                    take = min(left, rest)
                    layer_taken[layer] += take
                    if take == left:
                        given = layer_value[layer]
                    else:
                        given = multiply_divide(layer_value[layer], layer_taken[layer], layer_quantity[layer])
                    piece = given - layer_given[layer]
                    layer_given[layer] = given
                    cost += piece
                    rest -= take
                    if how != AVERAGE:
                        rate_value[k] = layer_value[layer]
                        rate_quantity[k] = layer_quantity[layer]
                    if what == TRANSFER:
                        if portions + 1 >= len(portion_quantity):
                            return OUT_OF_ROOM
                        portion_quantity[portions] = take
                        portion_value[portions] = piece
                        portion_event[portions] = layer_event[layer]
                        portions += 1
                    if take < left:
                        break
                layer = layer_previous[layer] if how == LIFO else layer_next[layer]
            if how == LIFO:
                tail[k] = layer
                if layer == NO_LAYER:
                    head[k] = NO_LAYER
            else:
                head[k] = layer
                if layer == NO_LAYER:
                    tail[k] = NO_LAYER
            stocked = q - rest
            if how == AVERAGE and stocked > 0:
                cost = worth[k] if stocked == before else multiply_divide(worth[k], stocked, before)
                if what == RETURN_OUT and origin[i] >= 0 and stocked < before:
                    paid = multiply_divide(value_in[origin[i]], stocked, quantity_in[origin[i]])
                    if paid < worth[k]:
                        cost = paid
            if rest > 0:
                carried = multiply_divide(rate_value[k], rest, rate_quantity[k])
                short_quantity[k] += rest
                short_value[k] += carried
                cost += carried
                shortage[i] = rest
            if how == STANDARD:
                cost = worth[k] - multiply_divide(standard[k], before - q, scale)
            on_hand[k] = before - q
            worth[k] -= cost
            quantity_out[i] = q
            value_out[i] = cost
            if group[i] >= 0:
                group_quantity[group[i]] += q
                group_value[group[i]] += cost
            if what == TRANSFER:
                target = to_key[i]
                layered = portions > 0 and rest == 0 and how < AVERAGE
                if not layered:
                    # one portion carries all that is not told apart by layer
                    v = cost
                    portions = 1

        arrived = method[target]
        for p in range(portions):
            if layered:
                q = portion_quantity[p]
                v = portion_value[p]
                event = portion_event[p]
            came, brought = q, v
            quantity_in[i] += q
            value_in[i] += v
            fill = min(q, short_quantity[target])
            if arrived == STANDARD:
                at_standard = multiply_divide(standard[target], on_hand[target] + q, scale) - worth[target]
                variance[i] += v - at_standard
                on_hand[target] += q
                worth[target] += at_standard
                if fill > 0:
                    carried = multiply_divide(short_value[target], fill, short_quantity[target])
                    short_quantity[target] -= fill
                    short_value[target] -= carried
                    q -= fill
                v = 0
            else:
                on_hand[target] += q
                if fill > 0:
                    paid = v if fill == q else multiply_divide(v, fill, q)
                    carried = short_value[target]
                    if fill < short_quantity[target]:
                        carried = multiply_divide(carried, fill, short_quantity[target])
                    short_quantity[target] -= fill
                    short_value[target] -= carried
                    true_up[i] += paid - carried
                    worth[target] += carried
                    q -= fill
                    v -= paid
                worth[target] += v
                if came > 0:
                    rate_value[target] = brought
                    rate_quantity[target] = came
            if q > 0:
                if used == room:
                    return OUT_OF_ROOM
                layer_quantity[used] = q
                layer_value[used] = v
                layer_taken[used] = 0
                layer_given[used] = 0
                layer_next[used] = NO_LAYER
                layer_previous[used] = tail[target]
                layer_event[used] = event
                layer_key[used] = target
                if tail[target] == NO_LAYER:
                    head[target] = used
                else:
                    layer_next[tail[target]] = used
                tail[target] = used
                layer_of[i] = used
                used += 1
        quantity_after[i] = on_hand[target]
        value_after[i] = worth[target]
    return used
