"""``wipbook demo``: a plausible factory over a year, simulated, with documented problems in it."""

from wipbook.commands.demo.planted.problems import PLANTED, Planted, Problem
from wipbook.commands.demo.simulate import SIZES, Demo, simulate
from wipbook.commands.demo.tables import CellText

__all__ = ["PLANTED", "SIZES", "CellText", "Demo", "Planted", "Problem", "simulate"]
