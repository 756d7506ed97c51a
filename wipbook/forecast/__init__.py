"""Demand, replenishment and flow: pure functions, each with its equation, its unit and its source."""
