"""The tests; what they share stands in conftest.py and beside it."""

import os

# openpyxl reads through the slow parser of defusedxml wherever that is installed; what it reads here is ours.
os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")
