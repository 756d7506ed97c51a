"""What a completed unit takes out of its job."""

from __future__ import annotations

RELIEF_BASES = ("equivalent units", "to date", "planned", "standard")
"""Setting and column Relief Basis.

``equivalent units``: the weighted average of the period, unfinished units holding what they hold; ``to date``: all the
job holds, nothing counts as being in process; ``planned``: the planned cost of a unit, the difference when the job is
done; ``standard``: the standard cost of the product, the difference is a variance.
"""
