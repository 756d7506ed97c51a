"""What relieves a job: one pass over its periods, what was charged in each and what was made in it.

Weighted average of process costing, per job, pool of cost and period: a pool gives up

    (balance at the start of the period + charged in it) x made / (made + in process at its end)

What cannot be relieved to what is made in its own period is late cost: it goes to the lots the job made before, in
proportion to their cost, and from there to where their units are (see ``cost_layers``). Product lost abnormally is such
a lot, so that late cost equals a replay with the cost in time.
"""

from __future__ import annotations

from typing import Any

from wipbook.values.fixed import multiply_divide

ELEMENT_COUNT = 4
TAKEN_BACK = 0
"""The first pools of every job, one per element: cost of lots that were taken back into it."""
GOOD, BY_PRODUCT, NORMAL_SCRAP, ABNORMAL_SCRAP, TAKE_BACK = range(5)
"""What an output is. One taken back in the period it was made in is a GOOD of negative quantity."""
HELD_BACK, BEFORE_ISSUE = range(2)
"""What late cost a pool has: all it held at the start of the period, or the share of units made before its issue."""
EQUIVALENT, PLANNED, STANDARD = range(3)
"""On which basis a job is relieved."""
OUT_OF_ROOM = -1
_SURE = 1e-9  # fractions of pools are summed in floating point; what is this near to a half is one


def relieve_jobs(
    # one entry per step: what happens to a job in one period. job numbers ascend, periods within a job too
    step_job: Any, step_entry: Any, step_output: Any, step_point: Any, step_special: Any,
    step_done: Any, step_done_day: Any, step_end: Any, step_made: Any, step_expense_day: Any,
    # charges by step, then day: the pool within its job, its element, amount, day
    entry_pool: Any, entry_element: Any, entry_amount: Any, entry_day: Any,
    # outputs by step, then day: kind, units in equivalents, quantity, day, value at NRV, the lot taken back
    output_kind: Any, output_units: Any, output_day: Any, output_worth: Any, output_of: Any,
    # points: how much of a pool is relieved when not all of it is
    point_pool: Any, point_made: Any, point_all: Any,
    # specials: late cost of a pool before anything else
    special_pool: Any, special_kind: Any, special_part: Any, special_all: Any, special_day: Any,
    # per job: basis, planned or standard cost of a unit, of how many units that cost is
    basis: Any, unit_value: Any, unit_scale: Any,
    # state
    balance: Any, pool_element: Any, relief: Any, late: Any, completed: Any,
    lot_cost: Any, lot_left: Any,
    # results: by output and element what left the job with it; late cost by lot; journal of late and expensed
    relieved: Any, late_lot: Any, late_amount: Any, late_day: Any, late_step: Any,
    out_step: Any, out_day: Any, out_kind: Any, out_element: Any, out_amount: Any,
    counts: Any,
) -> int:
    """Fill the results; ``counts`` gets the numbers of late shares and of journal lines. Return 0, or
    ``OUT_OF_ROOM``.

    ``balance`` has a place for every pool of the job with the most pools; ``relieved`` four places per output.
    ``out_kind``: 0 late cost, 1 expensed, 2 late cost of units that were lost abnormally.
    """
    late_room = len(late_lot)
    out_room = len(out_step)
    lates = 0
    outs = 0
    job = -1
    first_lot = 0
    pools = 0
    was_done = 0
    shut = 0
    for s in range(len(step_job)):
        if step_job[s] != job:
            job = step_job[s]
            first_lot = step_output[s]
            for p in range(pools):
                balance[p] = 0
            for e in range(ELEMENT_COUNT):
                completed[e] = 0
                pool_element[e] = e
            pools = ELEMENT_COUNT
            was_done = 0
            shut = 0
        here = step_output[s]
        until = step_output[s + 1]
        made = step_made[s]
        expense_day = step_expense_day[s]
        for e in range(ELEMENT_COUNT):
            late[e] = 0
        # phases: 0 held back, 1 charges, 2 before issue, 3 relief, 4 left when done or below zero, 5 expensed
        entry = step_entry[s]
        special = step_special[s]
        plain = basis[job] == EQUIVALENT and special == step_special[s + 1] and step_point[s] == step_point[s + 1]
        if plain and was_done == 0 and step_done[s] == 1 and until == here + 1 and pools == ELEMENT_COUNT:
            # most jobs: one lot, which takes all there is
            total = 0
            for p in range(ELEMENT_COUNT):
                total += balance[p]
            widest = 0
            for i in range(entry, step_entry[s + 1]):
                total += entry_amount[i]
                widest = max(widest, entry_pool[i])
            if total > 0 and output_kind[here] == GOOD and output_units[here] > 0 and widest < ELEMENT_COUNT:
                for i in range(entry, step_entry[s + 1]):
                    balance[entry_pool[i]] += entry_amount[i]
                for e in range(ELEMENT_COUNT):
                    relieved[here * ELEMENT_COUNT + e] = balance[e]
                    completed[e] += balance[e]
                    balance[e] = 0
                lot_cost[here] = total
                lot_left[here] = output_units[here]
                was_done = 1
                if expense_day > 0:
                    shut = 1
                continue
        phase = 0
        flush_day = 0
        flush = 0
        new_lots = 0
        # late cost goes to units that are not taken back in this period: not before the others are gone
        back_day = 0
        netted = 0
        for o in range(here, until):
            if output_kind[o] == TAKE_BACK or (output_kind[o] == GOOD and output_units[o] < 0):
                back_day = max(back_day, output_day[o])
                if output_kind[o] == GOOD:
                    netted = 1
        while phase < 6:
            flush = 0
            if phase == 0:
                # lots taken back from earlier periods bring their cost back into the job
                for o in range(here, until):
                    if output_kind[o] == TAKE_BACK:
                        lot = output_of[o]
                        taken = 0
                        if lot >= 0 and lot_left[lot] > 0:
                            units = min(output_units[o], lot_left[lot])
                            taken = multiply_divide(lot_cost[lot], units, lot_left[lot])
                            lot_cost[lot] -= taken
                            lot_left[lot] -= units
                            whole = 0
                            for e in range(ELEMENT_COUNT):
                                whole += relieved[lot * ELEMENT_COUNT + e]
                            running = 0
                            given = 0
                            for e in range(ELEMENT_COUNT):
                                running += relieved[lot * ELEMENT_COUNT + e]
                                reached = multiply_divide(taken, running, whole) if whole > 0 else taken
                                relieved[o * ELEMENT_COUNT + e] = given - reached
                                completed[e] -= reached - given
                                balance[TAKEN_BACK + e] += reached - given
                                given = reached
                while special < step_special[s + 1] and special_kind[special] == HELD_BACK:
                    p = special_pool[special]
                    if p < pools and balance[p] != 0:
                        late[pool_element[p]] += balance[p]
                        balance[p] = 0
                        flush_day = special_day[special]
                        flush = 1
                    special += 1
                phase = 1
            elif phase == 1:
                # charges; those of a job that was done before, still is and makes nothing now are late cost, each of
                # its day: one that is not done any more (a lot was taken back) holds them for what it makes again
                while entry < step_entry[s + 1]:
                    p = entry_pool[entry]
                    while pools <= p:
                        balance[pools] = 0
                        pools += 1
                    pool_element[p] = entry_element[entry]
                    if was_done == 1 and step_done[s] == 1 and made <= 0:
                        if flush == 1 and entry_day[entry] != flush_day:
                            break
                        late[entry_element[entry]] += entry_amount[entry]
                        flush_day = entry_day[entry]
                        flush = 1
                    else:
                        balance[p] += entry_amount[entry]
                    entry += 1
                if entry == step_entry[s + 1]:
                    phase = 2
            elif phase == 2:
                if special < step_special[s + 1]:
                    p = special_pool[special]
                    part = multiply_divide(balance[p], special_part[special], special_all[special])
                    balance[p] -= part
                    late[pool_element[p]] += part
                    flush_day = special_day[special]
                    flush = 1
                    special += 1
                else:
                    phase = 3
            elif phase == 3:
                phase = 4
                total = 0
                for p in range(pools):
                    total += balance[p]
                for o in range(here, until):
                    if output_kind[o] == BY_PRODUCT and total > 0:
                        take = min(output_worth[o], total)
                        running = 0
                        given = 0
                        for p in range(pools):
                            running += balance[p]
                            reached = multiply_divide(take, running, total)
                            balance[p] -= reached - given
                            relieved[o * ELEMENT_COUNT + pool_element[p]] += reached - given
                            given = reached
                        total -= take
                if made > 0:
                    good = 0
                    abnormal = 0
                    for o in range(here, until):
                        if output_kind[o] == GOOD:
                            good += output_units[o]
                        elif output_kind[o] == ABNORMAL_SCRAP:
                            abnormal += output_units[o]
                    done = step_done[s]
                    # what each pool gives up, rounded once over all of them
                    whole = 0
                    if basis[job] == EQUIVALENT or (done == 1 and basis[job] == PLANNED):
                        point = step_point[s]
                        fraction = 0.0
                        running = 0
                        for p in range(pools):
                            q = balance[p]
                            while point < step_point[s + 1] and point_pool[point] < p:
                                point += 1
                            # nothing is in process of a pool below zero
                            inside = point < step_point[s + 1] and point_pool[point] == p and balance[p] > 0
                            if done == 0 and inside:
                                q = multiply_divide(balance[p], point_made[point], point_all[point])
                                left = balance[p] * point_made[point] - q * point_all[point]
                                fraction += float(left) / float(point_all[point])
                            running += q
                            nudge = int(fraction + 0.5 + _SURE)
                            if fraction + 0.5 + _SURE < nudge:
                                nudge -= 1
                            reached = running + nudge
                            relief[p] = reached - whole
                            whole = reached
                    else:
                        whole = multiply_divide(unit_value[job], made, unit_scale[job])
                        if basis[job] == PLANNED:
                            whole = max(0, min(whole, total))
                        running = 0
                        given = 0
                        for p in range(pools):
                            running += balance[p]
                            # a job without cost to share gives up its standard as material
                            reached = multiply_divide(whole, running, total) if total > 0 else whole
                            relief[p] = reached - given
                            given = reached
                    if good <= 0 and abnormal < made:
                        # normal scrap waits in process for good units to bear it
                        part = multiply_divide(whole, abnormal, made) if whole > 0 else 0
                        running = 0
                        given = 0
                        for p in range(pools):
                            running += relief[p]
                            reached = multiply_divide(part, running, whole) if whole > 0 else 0
                            relief[p] = reached - given
                            given = reached
                        whole = part
                    # what of it the lots of this period get
                    bearing = made if good > 0 else abnormal
                    old_cost = 0
                    old_left = 0
                    for o in range(first_lot, here):
                        if output_kind[o] == GOOD or output_kind[o] == ABNORMAL_SCRAP:
                            old_cost += lot_cost[o]
                            old_left += lot_left[o]
                    share = whole
                    if basis[job] != STANDARD and whole <= 0:
                        share = 0
                        if old_left > 0 and old_cost + whole > 0:
                            share = multiply_divide(old_cost + whole, bearing, old_left + bearing)
                    elif basis[job] == PLANNED and done == 1:
                        plan = max(0, min(whole, multiply_divide(unit_value[job], bearing, unit_scale[job])))
                        if old_cost + plan > 0:
                            share = plan + multiply_divide(whole - plan, plan, old_cost + plan)
                        elif old_left > 0:
                            share = multiply_divide(whole, bearing, old_left + bearing)
                    if share != whole:
                        flush = 1
                        flush_day = step_end[s]
                        for o in range(here, until):
                            if output_kind[o] <= ABNORMAL_SCRAP and output_kind[o] != BY_PRODUCT:
                                flush_day = output_day[o]
                                break
                    # by element: the lots' part, the rest is late cost
                    for e in range(ELEMENT_COUNT):
                        late[e] = 0
                    for p in range(pools):
                        late[pool_element[p]] += relief[p]
                        balance[p] -= relief[p]
                    if share != whole:
                        all_before = 0
                        for e in range(ELEMENT_COUNT):
                            all_before += completed[e]
                        running = 0
                        given = 0
                        for e in range(ELEMENT_COUNT):
                            if whole > 0:
                                running += late[e]
                                reached = multiply_divide(share, running, whole)
                            else:
                                running += completed[e]
                                reached = multiply_divide(share, running, all_before) if all_before > 0 else share
                            relief[e] = reached - given
                            late[e] -= reached - given
                            given = reached
                    else:
                        for e in range(ELEMENT_COUNT):
                            relief[e] = late[e]
                            late[e] = 0
                    # over the outputs: abnormal scrap at the unit cost of the period, the rest to the good ones
                    bad = multiply_divide(share, abnormal, bearing) if abnormal > 0 else 0
                    running_bad = 0
                    given_bad = 0
                    running_good = 0
                    given_good = 0
                    rest = share
                    passed = 0
                    for o in range(here, until):
                        take = 0
                        if output_kind[o] == ABNORMAL_SCRAP:
                            running_bad += output_units[o]
                            reached = multiply_divide(bad, running_bad, abnormal)
                            take = reached - given_bad
                            given_bad = reached
                        elif output_kind[o] == GOOD and good > 0:
                            running_good += output_units[o]
                            reached = multiply_divide(share - bad, running_good, good)
                            take = reached - given_good
                            given_good = reached
                        else:
                            continue
                        running = 0
                        given = 0
                        for e in range(ELEMENT_COUNT):
                            running += relief[e]
                            reached = 0
                            if netted == 1:
                                # lots taken back in their own period: more goes out than stays, and comes back in
                                if share != 0:
                                    reached = multiply_divide(passed + take, running, share)
                                    reached -= multiply_divide(passed, running, share)
                            elif rest > 0:
                                reached = multiply_divide(take, running, rest)
                            elif rest < 0:
                                reached = multiply_divide(take, -running, -rest)
                            piece = reached - given
                            given = reached
                            relieved[o * ELEMENT_COUNT + e] += piece
                        passed += take
                        for e in range(ELEMENT_COUNT):
                            if netted == 0:
                                relief[e] -= relieved[o * ELEMENT_COUNT + e]
                            if output_kind[o] == GOOD:
                                completed[e] += relieved[o * ELEMENT_COUNT + e]
                        rest -= take
                        lot_cost[o] = take
                        lot_left[o] = output_units[o]
                    # a lot partly taken back in its own period
                    for o in range(here, until):
                        if output_kind[o] == GOOD and output_units[o] < 0 and output_of[o] >= 0:
                            lot = output_of[o]
                            lot_cost[lot] += lot_cost[o]
                            lot_left[lot] += lot_left[o]
                            lot_cost[o] = 0
                            lot_left[o] = 0
            elif phase == 4:
                phase = 5
                new_lots = 1
                total = 0
                for p in range(pools):
                    total += balance[p]
                lots = 0
                for o in range(first_lot, until):
                    if (output_kind[o] == GOOD or output_kind[o] == ABNORMAL_SCRAP) and lot_left[o] > 0:
                        lots = 1
                leftover = step_done[s] == 1 and lots == 1
                if (leftover and total != 0) or total < 0:
                    if basis[job] == STANDARD and (step_done[s] == 1 or total < 0):
                        # the difference to standard is a variance, not late cost
                        first_done = step_done[s] == 1 and was_done == 0
                        expense_day = max(expense_day, step_done_day[s] if first_done else step_end[s])
                    else:
                        flush = 1
                        flush_day = step_done_day[s] if step_done[s] == 1 and was_done == 0 else step_end[s]
                        for p in range(pools):
                            late[pool_element[p]] += balance[p]
                            balance[p] = 0
            else:
                phase = 6
                if expense_day > 0:
                    for e in range(ELEMENT_COUNT):
                        late[e] = 0
                    for p in range(pools):
                        late[pool_element[p]] += balance[p]
                        balance[p] = 0
                    for e in range(ELEMENT_COUNT):
                        if late[e] != 0:
                            if outs == out_room:
                                return OUT_OF_ROOM
                            out_step[outs] = s
                            out_day[outs] = expense_day
                            out_kind[outs] = 1
                            out_element[outs] = e
                            out_amount[outs] = late[e]
                            outs += 1
                            late[e] = 0
                    if step_expense_day[s] > 0:
                        shut = 1

            if flush == 1:
                # late cost to the lots made before, in proportion to their cost (by quantity when they have none)
                flush_day = max(flush_day, back_day)
                total = 0
                for e in range(ELEMENT_COUNT):
                    total += late[e]
                last = until if new_lots == 1 else here
                cost = 0
                left_units = 0
                held = 0
                for p in range(pools):
                    held += balance[p]
                for o in range(first_lot, last):
                    if (output_kind[o] == GOOD or output_kind[o] == ABNORMAL_SCRAP) and lot_left[o] > 0:
                        cost += lot_cost[o]
                        left_units += lot_left[o]
                reach = total
                if left_units == 0 or basis[job] == STANDARD:
                    reach = 0
                elif cost + total < 0:
                    reach = -cost
                if reach == 0 and held + total >= 0 and left_units == 0 and shut == 0:
                    # no lot yet: it stays in process until the job is closed, and a credit lowers what is there
                    for e in range(ELEMENT_COUNT):
                        balance[TAKEN_BACK + e] += late[e]
                        late[e] = 0
                else:
                    running = 0
                    given = 0
                    scrapped = 0
                    for o in range(first_lot, last):
                        kept = output_kind[o] == GOOD or output_kind[o] == ABNORMAL_SCRAP
                        if reach != 0 and kept and lot_left[o] > 0:
                            running += lot_cost[o] if cost > 0 else lot_left[o]
                            reached = multiply_divide(reach, running, cost if cost > 0 else left_units)
                            piece = reached - given
                            given = reached
                            lot_cost[o] += piece
                            if output_kind[o] == ABNORMAL_SCRAP:
                                # its units were lost: so is this
                                scrapped += piece
                            elif piece != 0:
                                if lates == late_room:
                                    return OUT_OF_ROOM
                                late_lot[lates] = o
                                late_amount[lates] = piece
                                late_day[lates] = flush_day
                                late_step[lates] = s
                                lates += 1
                    # what is late cost, what is expensed and what went with lost units, by element
                    running = 0
                    given = 0
                    given_lost = 0
                    for e in range(ELEMENT_COUNT):
                        running += late[e]
                        reached = 0
                        lost = 0
                        if total > 0:
                            reached = multiply_divide(reach, running, total)
                            lost = multiply_divide(scrapped, running, total)
                        elif total < 0:
                            reached = multiply_divide(reach, -running, -total)
                            lost = multiply_divide(scrapped, -running, -total)
                        for kind in range(3):
                            piece = lost - given_lost
                            if kind == 0:
                                piece = (reached - given) - (lost - given_lost)
                            elif kind == 1:
                                piece = late[e] - (reached - given)
                            if piece != 0:
                                if outs == out_room:
                                    return OUT_OF_ROOM
                                out_step[outs] = s
                                out_day[outs] = flush_day
                                out_kind[outs] = kind
                                out_element[outs] = e
                                out_amount[outs] = piece
                                outs += 1
                        given = reached
                        given_lost = lost
                        late[e] = 0
        was_done = step_done[s]
    counts[0] = lates
    counts[1] = outs
    return 0
