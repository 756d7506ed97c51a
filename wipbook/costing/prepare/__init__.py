"""Movements made ready for the kernel: order, levels, what is valued by itself, what returns belong to."""
