"""The build: sources of the extension in, ``wipbook.oxt`` out, the same bytes every time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import wipbook
from wipbook.addin.libreoffice.buttons import entries
from wipbook.addin.libreoffice.interface import Card, described, interface
from wipbook.beside import templates

FILE_NAME = "wipbook.oxt"
IDENTIFIER = "wipbook.libreoffice"


def sources() -> Path:
    """The folder of the sources, in a checkout and in an installed wheel alike."""
    return templates() / "libreoffice"


def extension(cards: Sequence[Card], buttons: Mapping[str, str], more: Mapping[str, bytes] | None = None) -> bytes:
    """The bytes of ``wipbook.oxt`` with the functions of ``cards`` and the ``buttons`` of
    commands: label by key.

    ``more`` are parts that belong to one machine; without them equal sources give equal bytes.
    """
    parts = {
        "META-INF/manifest.xml": _text("manifest.xml"),
        "description.xml": _text("description.xml").replace("@version@", wipbook.__version__),
        "Addons.xcu": _text("Addons.xcu").replace("@entries@", entries(buttons)),
        "ProtocolHandler.xcu": _text("ProtocolHandler.xcu"),
        "CalcWindowState.xcu": _text("CalcWindowState.xcu"),
        "wipbook.idl": interface(cards),
        "pythonpath/functions.json": json.dumps(described(cards), ensure_ascii=False, indent=1) + "\n",
        **{name: _text(name) for name in ("wipbook_functions.py", "wipbook_commands.py")},
        **{
            f"pythonpath/{path.name}": path.read_text("utf-8")
            for path in sorted((sources() / "pythonpath").glob("*.py"))
        },
    }
    return _zipped({name: text.encode() for name, text in parts.items()} | dict(more or {}))


def build(folder: Path, cards: Sequence[Card], buttons: Mapping[str, str]) -> Path:
    """Write ``wipbook.oxt`` into ``folder``. Errors: ``ExtensionNotBuilt``."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE_NAME
    target.write_bytes(extension(cards, buttons))
    return target


def _text(name: str) -> str:
    return (sources() / name).read_text("utf-8")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Stored, in a fixed order with a fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()
