"""Text from the add-in on a Mac: all but ASCII letters and digits come as ``_`` and four hexadecimal digits."""

from __future__ import annotations

import re


def decoded(text: str) -> str:
    """The text as it was; characters beyond U+FFFF come as two codes.

    >>> decoded("C_003A_005CWIP_0020plan_D83D_DE00")
    'C:\\\\WIP plan😀'
    """
    units = re.sub(r"_([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
