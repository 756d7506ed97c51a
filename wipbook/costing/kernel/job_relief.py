"""What relieves a job: what goes in, what each completion and each scrapped lot takes out, what is left at close."""

from __future__ import annotations

from typing import Any

from wipbook.values.fixed import multiply_divide

INFLOW, COMPLETION, SCRAP, CLOSE = range(4)
MATERIAL, LABOR, OVERHEAD, SUBCONTRACT = range(4)
ELEMENT_COUNT = 4


def relieve_jobs(
    # one entry per event, sorted by job, day, then inflows before completions
    job: Any, kind: Any, element: Any, amount: Any, quantity: Any, final: Any,
    # per job: planned quantity, whole output of a finished job, standard cost of one unit (-1: actual), scale
    planned: Any, output: Any, standard: Any, scale: Any,
    # state
    balance: Any,
    # results: per event what left by element, and what was expensed by element (both flat, 4 per event)
    relieved: Any, expensed: Any,
) -> int:
    """Fill ``relieved`` and ``expensed``; return 0.

    A completion takes the balance pro rata to what is still to come: planned less done, or, from the last
    completion of a finished job on (``final``), the real output less done. The last one takes all. At standard it
    takes quantity times standard and the rest is expensed as variance with the last one. What is charged after
    the close is expensed at once (accounting rules 25 and 26).
    """
    current = -1
    done = 0
    closed = False
    for i in range(len(job)):
        if job[i] != current:
            current = job[i]
            done = 0
            closed = False
            for e in range(ELEMENT_COUNT):
                balance[e] = 0
        if kind[i] == INFLOW:
            balance[element[i]] += amount[i]
            if closed:
                expensed[i * ELEMENT_COUNT + element[i]] = amount[i]
                balance[element[i]] = 0
        elif kind[i] == CLOSE:
            closed = True
            for e in range(ELEMENT_COUNT):
                expensed[i * ELEMENT_COUNT + e] = balance[e]
                balance[e] = 0
        else:
            q = quantity[i]
            remaining = (output[current] if final[i] else planned[current]) - done
            done += q
            last = remaining <= q
            total = 0
            for e in range(ELEMENT_COUNT):
                total += balance[e]
            if standard[current] >= 0:
                take = multiply_divide(standard[current], q, scale)
                running = 0
                given = 0
                for e in range(ELEMENT_COUNT):
                    running += balance[e]
                    # a job without cost to share gives up its standard as material
                    reached = multiply_divide(running, take, total) if total > 0 else take
                    relieved[i * ELEMENT_COUNT + e] = reached - given
                    balance[e] -= reached - given
                    given = reached
                    if last:
                        expensed[i * ELEMENT_COUNT + e] = balance[e]
                        balance[e] = 0
            else:
                for e in range(ELEMENT_COUNT):
                    take = balance[e] if last else multiply_divide(balance[e], q, remaining)
                    relieved[i * ELEMENT_COUNT + e] = take
                    balance[e] -= take
    return 0
