"""Our custom functions under a name that nobody gives to his own: the add-in's setting UDF Modules names this module.

xlwings imports the module by name on the user's machine and takes from it what is decorated. ``udfs``, where the
functions are written, is also what many call a module of their own.

>>> from wipbook.excel.functions import wip_overhead_rate
>>> wip_overhead_rate(250000, 62500)
4.0
"""

from __future__ import annotations

from wipbook.beside import functions

FUNCTIONS = functions()
"""Every custom function by name, subject by subject."""

globals().update(FUNCTIONS)
__all__ = ["FUNCTIONS", *FUNCTIONS]
