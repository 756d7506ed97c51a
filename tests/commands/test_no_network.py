"""No command talks to the network, LibreOffice printing a pack included; what a workbook links to is not fetched.

Two ways of looking, neither of them ours: the kernel without a network (``unshare -n``), in which every command does
what it does with one, and the list of system calls (``strace``) of the command that starts LibreOffice.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.commands.alone import answers, run_all
from tests.commands.every_command import small_plant
from tests.once import Once
from wipbook.commands.declared import commands
from wipbook.hosts.file.workbook import open_file
from wipbook.ooxml.package.outside import outside

ROOT = Path(__file__).parents[2]
ALL = [one for one in commands() if one.in_shell]
# The smallest picture there is: a red dot.
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def tool(name: str) -> str:
    """A program of the system that this looks with. CI has it."""
    found = shutil.which(name)
    if found is None or (name == "unshare" and subprocess.run([found, "-n", "true"], check=False).returncode):
        if os.environ.get("CI"):
            pytest.fail(f"{name} cannot be run here, and nothing else shows that no command talks to the network")
        pytest.skip(f"{name} cannot be run here")
    return found


def run(*before: str, typed: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "wipbook.cli", *typed], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT,
    )


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_plant(tmp_path_factory.mktemp("alone") / "small.xlsx")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="namespaces of Linux")
def test_every_command_does_without_a_network(once: Once) -> None:
    tool("unshare")
    found, network = answers(once("alone", run_all))
    assert network == "Network is unreachable", "there was none"
    assert len(found) == len(ALL)
    assert {name: one.code for name, one in found.items() if one.code not in (0, 1)} == {}


def with_links(plain: Path, out: Path) -> Path:
    """A copy with a sheet that shows a picture which lies elsewhere, as ``r:link`` says it."""
    made = out.with_name("pictures.xlsx")
    dot = out.with_name("dot.png")
    dot.write_bytes(DOT)
    book = xlsxwriter.Workbook(made)
    book.add_worksheet("Pictures").insert_image("B2", dot)
    book.close()
    with open_file(plain, backups=0) as workbook:
        workbook.adopt_sheet(made, "Pictures")
        workbook.save(out)
    with zipfile.ZipFile(out) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    for name, data in parts.items():
        if "drawings/" in name and b"r:embed=" in data and b"Pictures" not in data:
            parts[name] = data.replace(b"r:embed=", b"r:link=")
        if "drawings/_rels/" in name and b"media/" in data:
            parts[name] = re.sub(
                rb'Target="[^"]*media/[^"]*"', b'Target="http://192.0.2.5/x.png" TargetMode="External"', data
            )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name, data in parts.items():
            after.writestr(name, data)
    return out


@pytest.mark.libreoffice
@pytest.mark.skipif(sys.platform != "linux", reason="strace")
def test_a_pack_fetches_no_picture_and_says_so(plant: Path, tmp_path: Path) -> None:
    """The review's case: a linked picture made LibreOffice send OPTIONS, HEAD and GET while the pack was printed."""
    linked = with_links(plant, tmp_path / "linked.xlsx")
    with open_file(linked) as book:
        assert [one.address for one in outside(book.document.package)] == ["http://192.0.2.5/x.png"]
    calls = tmp_path / "calls.txt"
    done = run(
        tool("strace"), "-f", "-e", "trace=network", "-o", str(calls),
        typed=["audit", str(linked), "--pack", str(tmp_path / "pack"), "--json"],
    )
    assert done.returncode in (0, 1), done.stderr
    pack = json.loads(done.stdout)["pack"]
    assert pack["pdf"], pack["why"]
    (link,) = pack["outside"]
    assert link.startswith("a picture at http://192.0.2.5/x.png (xl/drawings/")
    said = calls.read_text("utf-8", "replace")
    assert "AF_UNIX" in said, "calls were seen at all"
    addresses = set(re.findall(r'inet_addr\("([^"]+)"\)', said)) | set(re.findall(r'AF_INET6, "([^"]+)"', said))
    assert addresses <= {"127.0.0.1", "::1", "0.0.0.0", "::"}, addresses
    with open_file(pack["workbook"]) as book:
        assert [one.address for one in outside(book.document.package)] == ["http://192.0.2.5/x.png"], "as it was"
