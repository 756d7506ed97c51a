"""The layers of stock and their cost: one loop over all movements of a set of materials, in time order.

Quantities are millionths of a unit, values the smallest currency unit, both integers. A *key* is what is valued
by itself: a material, or a material at a location, or a lot. Layers are linked lists per key; what a layer gives
up is the difference of two rounded running totals, so an exhausted layer has given exactly what it held.

**Value follows units.** Cost that comes to goods later (freight, the late cost of a job, the price of what had been
short) goes to where the units of their layer are by then: what is on hand is revalued, what left is handed on to the
movement it left by, what moved or came back is followed to its new layer. For that the loop remembers the portions it
takes: per layer under FIFO and LIFO; under an average an issue takes the same share of every layer, so there one list
per key (who took how much of how much) serves all its layers. The same list per return group says what came back.
"""

from __future__ import annotations

from typing import Any

from wipbook.schema.methods import Layers
from wipbook.values.fixed import multiply_divide

IN, IN_AT_RATE, RETURN_IN, OUT, RETURN_OUT, TRANSFER, COUNT_TO, OUT_AT_VALUE, REVALUE, RESTANDARD = range(10)
FIFO, LIFO, AVERAGE, STANDARD = (int(layers) for layers in Layers)
NONE = -1
NO_LAYER = NONE
OUT_OF_ROOM = -1
NO_VALUE = -(2**62)
"""What ``value`` says of a RETURN_OUT that leaves at whatever its goods are worth."""
NO_COST, OWN_GONE = 1, 2
"""Remarks: no cost was known at all; goods that a row names were gone, others left in their place."""
ROUNDS = 40
"""How often one event follows cost through the same shortage. Goods that come back may pay for the shortage they left
by: their cost goes in a circle, each time a smaller part of it; what is left after so many rounds stays there."""
WHOLE = 10**18
"""The whole of a layer whose parts are told in shares."""
_OF_LAYER, _OF_MOVEMENT, _OF_HAND, _OF_SHORTAGE = range(4)
PAID = -2
"""What ``before`` says of a portion that paid for a shortage."""


def cost_layers(
    # one entry per movement, in time order within each material
    operation: Any, key: Any, to_key: Any, quantity: Any, value: Any, group: Any, origin: Any,
    # one entry per key
    method: Any, followed: Any, scale: Any,
    # state per key: standard, on hand, carried shortage, last known rate as a ratio, ends of the layer list
    standard: Any, on_hand: Any, worth: Any, short_quantity: Any, rate_value: Any, rate_quantity: Any,
    head: Any, tail: Any, short_head: Any, short_tail: Any, taken_head: Any, taken_tail: Any,
    # state per layer; total: the units its later cost is spread over
    layer_quantity: Any, layer_value: Any, layer_taken: Any, layer_given: Any, layer_next: Any,
    layer_previous: Any, layer_event: Any, layer_key: Any, layer_total: Any, layer_cost: Any, layer_since: Any,
    layer_portions: Any,
    # state per return group: quantity and value that left and may come back
    group_quantity: Any, group_value: Any, group_head: Any, group_tail: Any,
    # portions of layers and entries of lists: who took it, how much, of how much, which layer it became
    portion_movement: Any, portion_quantity: Any, portion_before: Any, portion_layer: Any, portion_next: Any,
    # the shortage a movement left: what is still open of it and its carried cost; where its group stood;
    # and how often the event in hand came back to it (64 x event + times)
    open_quantity: Any, open_value: Any, open_next: Any, group_since: Any, paid_again: Any,
    # scratch for the portions of one transfer, and for what is still to be followed
    piece_quantity: Any, piece_value: Any, piece_event: Any, piece_portion: Any,
    task_kind: Any, task_at: Any, task_amount: Any,
    # results per movement
    quantity_in: Any, quantity_out: Any, value_in: Any, value_out: Any, handed_on: Any, variance: Any,
    shortage: Any, quantity_after: Any, value_after: Any, layer_of: Any, remark: Any, quantity_there: Any,
    value_there: Any,
    # what was handed on: to which movement, how much, by which; the last entry of the three is their count
    on_to: Any, on_amount: Any, on_by: Any,
) -> int:
    """Fill the results; return how many layers were used, or ``OUT_OF_ROOM`` when the arrays are too short.

    Identity kept over all keys at every movement:
    ``value_after = value_before + value_in - value_out - handed_on - variance``.
    """
    room = len(layer_quantity)
    pieces_room = len(portion_movement)
    tasks_room = len(task_kind)
    on_room = len(on_to) - 1
    used = 0
    pieces = 0
    handed = 0
    for i in range(len(operation)):
        what = operation[i]
        k = key[i]
        q = quantity[i]
        how = method[k]
        portions = 0
        layered = False
        event = i
        target = k
        tasks = 0
        if group[i] >= 0:
            group_since[i] = group_tail[group[i]]
        if what == COUNT_TO:
            q = q - on_hand[k]
            if q >= 0:
                what = IN_AT_RATE
            else:
                what = OUT
                q = -q

        if what == REVALUE:
            value_in[i] = value[i]
            if origin[i] >= 0 and layer_of[origin[i]] >= 0:
                task_kind[0] = _OF_LAYER
                task_at[0] = layer_of[origin[i]]
            else:
                task_kind[0] = _OF_HAND
                task_at[0] = k
            task_amount[0] = value[i]
            tasks = 1
        elif what == RESTANDARD:
            standard[k] = value[i]
            v = multiply_divide(standard[k], on_hand[k], scale) - worth[k]
            value_in[i] = v
            worth[k] += v
        elif what <= RETURN_IN:
            v = value[i]
            if what == RETURN_IN:
                g = group[i]
                back = min(q, group_quantity[g])
                v = 0
                if back > 0:
                    v = group_value[g]
                    if back < group_quantity[g]:
                        v = multiply_divide(v, back, group_quantity[g])
                    if pieces + 1 >= pieces_room:
                        return OUT_OF_ROOM
                    portion_movement[pieces] = i
                    portion_quantity[pieces] = back
                    portion_before[pieces] = group_quantity[g]
                    portion_layer[pieces] = used
                    portion_next[pieces] = NONE
                    if group_tail[g] == NONE:
                        group_head[g] = pieces
                    else:
                        portion_next[group_tail[g]] = pieces
                    group_tail[g] = pieces
                    pieces += 1
                    group_quantity[g] -= back
                    group_value[g] -= v
                if q > back:
                    v += multiply_divide(rate_value[k], q - back, rate_quantity[k])
            elif what == IN_AT_RATE:
                if on_hand[k] > 0:
                    v = multiply_divide(worth[k], q, on_hand[k])
                else:
                    v = multiply_divide(rate_value[k], q, rate_quantity[k])
                    if rate_value[k] == 0:
                        remark[i] = NO_COST
            portions = 1 if q > 0 else 0
        else:
            rest = q
            cost = 0
            before = on_hand[k]
            if how == AVERAGE and before > 0:
                rate_value[k] = worth[k]
                rate_quantity[k] = before
            own = 0
            own_layer = NO_LAYER
            own_cost = 0
            if what == RETURN_OUT and origin[i] >= 0 and layer_of[origin[i]] >= 0:
                # goods sent back leave at the cost they came with, from their own layer
                layer = layer_of[origin[i]]
                there = layer_quantity[layer] - layer_taken[layer]
                # an average does not tell layers apart: as many as came, if that many are there at all
                own = min(rest, layer_total[layer], before) if how == AVERAGE else min(rest, there)
                if own > 0:
                    own_layer = layer
                    own_cost = multiply_divide(layer_cost[layer], own, layer_total[layer])
                    layer_total[layer] -= own
                    layer_cost[layer] -= own_cost
                    take = min(own, there)
                    if take > 0:
                        layer_taken[layer] += take
                        given = multiply_divide(layer_value[layer], layer_taken[layer], layer_quantity[layer])
                        cost += given - layer_given[layer]
                        layer_given[layer] = given
                        rest -= take
                own = max(0, own)
                if own < q:
                    remark[i] = OWN_GONE
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
                        if followed[k] != 0:
                            if pieces + 1 >= pieces_room:
                                return OUT_OF_ROOM
                            portion_movement[pieces] = i
                            portion_quantity[pieces] = take
                            portion_layer[pieces] = NO_LAYER
                            portion_next[pieces] = layer_portions[layer]
                            layer_portions[layer] = pieces
                            pieces += 1
                    if what == TRANSFER:
                        if portions + 1 >= len(piece_quantity):
                            return OUT_OF_ROOM
                        piece_quantity[portions] = take
                        piece_value[portions] = piece
                        piece_event[portions] = layer_event[layer]
                        piece_portion[portions] = pieces - 1 if followed[k] != 0 else NONE
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
                if own > 0 and stocked < before:
                    paid = own_cost + multiply_divide(worth[k], stocked - own, before)
                    # all that is there may be worth just that, to a rounded cent
                    if paid <= worth[k] + 2:
                        cost = min(paid, worth[k])
                if followed[k] != 0:
                    if pieces + 2 >= pieces_room:
                        return OUT_OF_ROOM
                    for part in range(2):
                        take = own if part == 0 else stocked - own
                        if take <= 0:
                            continue
                        portion_movement[pieces] = i
                        portion_quantity[pieces] = take
                        portion_before[pieces] = before if part == 0 else before - own
                        portion_layer[pieces] = own_layer if part == 0 else NO_LAYER
                        portion_next[pieces] = NONE
                        if taken_tail[k] == NONE:
                            taken_head[k] = pieces
                        else:
                            portion_next[taken_tail[k]] = pieces
                        taken_tail[k] = pieces
                        pieces += 1
            if rest > 0:
                carried = multiply_divide(rate_value[k], rest, rate_quantity[k])
                if rate_value[k] == 0:
                    remark[i] = NO_COST
                short_quantity[k] += rest
                open_quantity[i] = rest
                open_value[i] = carried
                if short_tail[k] == NONE:
                    short_head[k] = i
                else:
                    open_next[short_tail[k]] = i
                short_tail[k] = i
                cost += carried
                shortage[i] = rest
            if how == STANDARD:
                cost = worth[k] - multiply_divide(standard[k], before - q, scale)
            on_hand[k] = before - q
            worth[k] -= cost
            asked = cost
            if what == OUT_AT_VALUE or (what == RETURN_OUT and value[i] != NO_VALUE):
                # the amount is settled elsewhere: what the layers gave above or below it stays with what is left
                asked = value[i]
                over = cost - asked
                stays = how != STANDARD and rest == 0 and before - q > 0 and worth[k] + over >= 0
                if stays and what == OUT_AT_VALUE:
                    task_kind[0] = _OF_HAND
                    task_at[0] = k
                    task_amount[0] = over
                    tasks = 1
                elif stays and how == AVERAGE:
                    worth[k] += over
                elif stays and own == q and layer_quantity[own_layer] > layer_taken[own_layer]:
                    layer_given[own_layer] -= over
                    worth[k] += over
                else:
                    variance[i] += over
            quantity_out[i] = q
            value_out[i] = asked
            if group[i] >= 0:
                group_quantity[group[i]] += q
                group_value[group[i]] += asked
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
                q = piece_quantity[p]
                v = piece_value[p]
                event = piece_event[p]
                if piece_portion[p] != NONE:
                    portion_layer[piece_portion[p]] = used
            quantity_in[i] += q
            value_in[i] += v
            fill = min(q, short_quantity[target])
            short_quantity[target] -= fill
            if used == room:
                return OUT_OF_ROOM
            layer_quantity[used] = q
            layer_taken[used] = fill
            layer_total[used] = q
            layer_next[used] = NO_LAYER
            layer_previous[used] = tail[target]
            layer_event[used] = event
            layer_key[used] = target
            layer_since[used] = taken_tail[target]
            layer_portions[used] = NONE
            if arrived == STANDARD:
                at_standard = multiply_divide(standard[target], on_hand[target] + q, scale) - worth[target]
                variance[i] += v - at_standard
                worth[target] += at_standard
                v = 0
            on_hand[target] += q
            layer_value[used] = v
            layer_cost[used] = v
            if arrived != STANDARD and q > 0:
                rate_value[target] = v
                rate_quantity[target] = q
            # what had been short is paid for: those who took it get the difference to what they carried
            settled = 0
            given = 0
            while settled < fill:
                m = short_head[target]
                take = min(fill - settled, open_quantity[m])
                settled += take
                paid = v if settled == q else multiply_divide(v, settled, q)
                carried = open_value[m]
                if take < open_quantity[m]:
                    carried = multiply_divide(carried, take, open_quantity[m])
                open_quantity[m] -= take
                open_value[m] -= carried
                if open_quantity[m] == 0:
                    short_head[target] = open_next[m]
                    if open_next[m] == NONE:
                        short_tail[target] = NONE
                if arrived != STANDARD:
                    worth[target] += carried
                    if tasks + 1 >= tasks_room or pieces + 1 >= pieces_room:
                        return OUT_OF_ROOM
                    task_kind[tasks] = _OF_SHORTAGE
                    task_at[tasks] = m
                    task_amount[tasks] = paid - given - carried
                    tasks += 1
                    portion_movement[pieces] = m
                    portion_quantity[pieces] = take
                    portion_before[pieces] = PAID
                    portion_layer[pieces] = NO_LAYER
                    portion_next[pieces] = layer_portions[used]
                    layer_portions[used] = pieces
                    pieces += 1
                given = paid
            layer_given[used] = given
            if arrived != STANDARD:
                worth[target] += v - given
            if q > fill:
                if tail[target] == NO_LAYER:
                    head[target] = used
                else:
                    layer_next[tail[target]] = used
                tail[target] = used
            layer_of[i] = used
            used += 1

        while tasks > 0:
            tasks -= 1
            amount = task_amount[tasks]
            at = task_at[tasks]
            kind = task_kind[tasks]
            if amount == 0:
                continue
            share = WHOLE
            given = 0
            if kind == _OF_SHORTAGE:
                again = paid_again[at] - 64 * i
                if again < 0:
                    again = 0
                paid_again[at] = 64 * i + min(again + 1, 63)
                kind = _OF_MOVEMENT
                if again >= ROUNDS:
                    share = 0
            if kind == _OF_MOVEMENT:
                if share > 0 and operation[at] == TRANSFER and layer_of[at] >= 0:
                    task_kind[tasks] = _OF_LAYER
                    task_at[tasks] = layer_of[at]
                    tasks += 1
                    continue
                g = group[at]
                if share > 0 and g >= 0:
                    p = group_head[g] if group_since[at] == NONE else portion_next[group_since[at]]
                    while p != NONE and share > 0:
                        share -= multiply_divide(share, portion_quantity[p], portion_before[p])
                        reached = multiply_divide(amount, WHOLE - share, WHOLE)
                        if tasks + 1 >= tasks_room:
                            return OUT_OF_ROOM
                        task_kind[tasks] = _OF_LAYER
                        task_at[tasks] = portion_layer[p]
                        task_amount[tasks] = reached - given
                        tasks += 1
                        given = reached
                        p = portion_next[p]
                    group_value[g] += amount - given
                rest = amount - given
                receiver = at
            elif kind == _OF_HAND:
                k = at
                receiver = i
                rest = amount
                if method[k] == STANDARD:
                    variance[i] += amount
                    rest = 0
                elif on_hand[k] > 0:
                    if method[k] != AVERAGE:
                        total = worth[k]
                        by_value = total > 0
                        if not by_value:
                            total = on_hand[k]
                        running = 0
                        layer = head[k]
                        while layer != NO_LAYER:
                            left = layer_quantity[layer] - layer_taken[layer]
                            if left > 0:
                                held = layer_value[layer] - layer_given[layer]
                                running += held if by_value else left
                                reached = multiply_divide(amount, running, total)
                                layer_cost[layer] += reached - given
                                layer_value[layer] = held + reached - given
                                layer_given[layer] = 0
                                layer_quantity[layer] = left
                                layer_taken[layer] = 0
                                given = reached
                            layer = layer_next[layer]
                    worth[k] += amount
                    rest = 0
            else:
                k = layer_key[at]
                receiver = i
                rest = amount
                if method[k] == STANDARD:
                    variance[i] += amount
                    rest = 0
                elif layer_total[at] > 0:
                    layer_cost[at] += amount
                    total = layer_total[at]
                    running = 0
                    p = layer_portions[at]
                    while p != NONE:
                        running += portion_quantity[p]
                        reached = multiply_divide(amount, running, total)
                        if tasks + 1 >= tasks_room:
                            return OUT_OF_ROOM
                        if portion_layer[p] != NO_LAYER:
                            task_kind[tasks] = _OF_LAYER
                        elif portion_before[p] == PAID:
                            task_kind[tasks] = _OF_SHORTAGE
                        else:
                            task_kind[tasks] = _OF_MOVEMENT
                        task_at[tasks] = portion_layer[p] if portion_layer[p] != NO_LAYER else portion_movement[p]
                        task_amount[tasks] = reached - given
                        tasks += 1
                        given = reached
                        p = portion_next[p]
                    if method[k] == AVERAGE:
                        # an issue took the same share of every layer; what went back to its supplier takes no later
                        # cost with it, and the others share what it would have had
                        first = taken_head[k] if layer_since[at] == NONE else portion_next[layer_since[at]]
                        sent = 0
                        p = first
                        while p != NONE:
                            if portion_layer[p] == at:
                                sent += portion_quantity[p]
                            p = portion_next[p]
                        came = total + sent
                        base = multiply_divide(WHOLE, total, came)
                        share = WHOLE - multiply_divide(WHOLE, running, came)
                        reached_share = WHOLE - share
                        p = first
                        while p != NONE and share > 0:
                            if portion_layer[p] == at:
                                share = max(0, share - multiply_divide(WHOLE, portion_quantity[p], came))
                            elif portion_layer[p] == NO_LAYER:
                                took = share
                                if portion_quantity[p] < portion_before[p]:
                                    took = multiply_divide(share, portion_quantity[p], portion_before[p])
                                share -= took
                                reached_share += took
                                reached = multiply_divide(amount, min(reached_share, base), base)
                                if tasks + 1 >= tasks_room:
                                    return OUT_OF_ROOM
                                task_kind[tasks] = _OF_MOVEMENT
                                task_at[tasks] = portion_movement[p]
                                task_amount[tasks] = reached - given
                                tasks += 1
                                given = reached
                            p = portion_next[p]
                        rest = amount - given
                        if on_hand[k] > 0:
                            worth[k] += rest
                            rest = 0
                    else:
                        rest = amount - given
                        left = layer_quantity[at] - layer_taken[at]
                        if left > 0:
                            layer_value[at] = layer_value[at] - layer_given[at] + rest
                            layer_given[at] = 0
                            layer_quantity[at] = left
                            layer_taken[at] = 0
                            worth[k] += rest
                            rest = 0
            if rest != 0:
                if handed == on_room:
                    return OUT_OF_ROOM
                on_to[handed] = receiver
                on_amount[handed] = rest
                on_by[handed] = i
                handed += 1
                handed_on[i] += rest
        quantity_after[i] = on_hand[key[i]]
        value_after[i] = worth[key[i]]
        if target != key[i]:
            quantity_there[i] = on_hand[target]
            value_there[i] = worth[target]
    on_to[on_room] = handed
    return used
