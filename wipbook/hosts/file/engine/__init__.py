"""The xlwings engine ``file``: a real ``xlwings.Book`` on a workbook file, without Excel and without a PRO licence.

Importing this package registers nothing; call ``register``.
"""

from __future__ import annotations

from typing import Any

ENGINE_NAME = "file"


def register() -> Any:
    """Make the engine known to xlwings (once) and return it as an ``xlwings.Engine``.

    It becomes the active engine only where there is none, such as on Linux.
    """
    import xlwings

    from wipbook.hosts.file.engine.engine import FileEngine

    if ENGINE_NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=FileEngine()))
    engine = xlwings.engines.engines_by_name[ENGINE_NAME]
    if xlwings.engines.active is None:
        engine.activate()
    return engine
