"""Runs in Windows' Python: shows the form of a button, and prints what was left in it. windows_form.py BUTTON"""

import json
import sys

from wipbook.commands.declared import presses
from wipbook.excel.asking.windows import show

if __name__ == "__main__":
    print(json.dumps(show(0, f"wipbook: {sys.argv[1]}", presses()[sys.argv[1]][1].asks)), flush=True)
