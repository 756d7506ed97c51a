"""``wipbook demo``: a plausible factory over a year, simulated, with documented problems in it."""

from wipbook.commands.data.demo.planted.problems import PLANTED, Planted, Problem
from wipbook.commands.data.demo.simulate import SIZES, Demo, simulate
from wipbook.commands.data.demo.tables import CellText

__all__ = ["PLANTED", "SIZES", "CellText", "Demo", "Planted", "Problem", "simulate"]
