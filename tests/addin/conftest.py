"""What the tests of the add-in share: the built file, and its VBA as independent readers see it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import olefile
import pytest
from oletools.olevba import VBA_Parser

from wipbook.addin.build import build
from wipbook.commands.buttons import tab_buttons

# Scripts that tests run in processes of their own; importing them would run them here.
collect_ignore = ["call_functions.py", "libreoffice_macro.py", "setup/installed_calls.py", "windows_calls.py",
                  "windows_command.py", "windows_idle.py"]


@pytest.fixture(scope="session")
def addin_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in as the sources build it now."""
    return build(tab_buttons(), tmp_path_factory.mktemp("addin"))


@pytest.fixture(scope="session")
def vba_bin(addin_file: Path) -> bytes:
    with zipfile.ZipFile(addin_file) as package:
        return package.read("xl/vbaProject.bin")


@pytest.fixture(scope="session")
def vba_storage(vba_bin: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(vba_bin))


@pytest.fixture(scope="session")
def vba_texts(addin_file: Path) -> dict[str, str]:
    """Module texts by name, read back by olevba, with LF."""
    parser = VBA_Parser(str(addin_file))
    found = {stream.rpartition("/")[2]: code.replace("\r\n", "\n") for _, stream, _, code in parser.extract_macros()}
    parser.close()
    return found
