"""Take docs/pictures/libreoffice-refresh.png: the window right after the test's click on Refresh.

python docs/libreoffice_click.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "pictures" / "libreoffice-refresh.png"


def main() -> int:
    command = [sys.executable, "-m", "pytest", "tests/hosts/libreoffice/test_click.py"]
    return subprocess.call(command, cwd=HERE.parent, env={**os.environ, "WIPBOOK_PICTURE": str(PICTURE)})


if __name__ == "__main__":
    sys.exit(main())
