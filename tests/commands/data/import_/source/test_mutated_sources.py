"""Sources that were cut, overwritten or glued together end in rows, rejections or one clear error."""

from __future__ import annotations

import json
import random
from pathlib import Path

import polars as pl
import pytest

from tests.share import share_of
from wipbook.commands.data.import_.mapping import parse_mapping
from wipbook.commands.data.import_.source.load import open_sources
from wipbook.commands.data.import_.staging.stage import stage
from wipbook.errors import WipbookError
from wipbook.schema import input_sheet

CSV = "Part;Name;Cost;Day\n" + "".join(f'A{n};"Größe; {n}";1.{n:03d},5;{n % 28 + 1}.03.2026\n' for n in range(60))
HTML = "<html><table>" + "".join(
    f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in [("Part", "Name", "Cost"), ("A1", "x", "1,5")] * 9
) + "</table></html>"
MAPPING = """
[sources]
s = "{name}"
[tables.Materials]
source = "s"
columns = {{ Material = "Part", Description = "Name", "Standard Cost" = "Cost" }}
constants = {{ Kind = "raw", Unit = "m" }}
"""
PIECES = (b"\0", b"\xff", b"\"", b"'", b";", b",", b"\n", b"\r", b"\t", b"\x1a", b"\xef\xbb\xbf", b"{", b"[", b"]",
          b"}", b"<td>", b"</table>", b"1e999", b"-", b"(", b"\xe2\x82\xac", b"sep=;\n", b"Total",
          b"\x00\x00\x00\x00", b"&#x0;")


def sound(tmp_path: Path) -> dict[str, bytes]:
    """One file of each kind."""
    rows = [{"Part": f"A{n}", "Name": "Größe", "Cost": n / 4, "more": {"a": [n, None]}} for n in range(40)]
    pl.DataFrame([{key: row[key] for key in ("Part", "Name", "Cost")} for row in rows]).write_parquet(tmp_path / "p")
    return {
        "a.csv": CSV.encode(), "b.csv": CSV.encode("cp1252"), "c.txt": CSV.replace(";", "\t").encode("utf-16"),
        "d.json": json.dumps(rows).encode(), "e.ndjson": "\n".join(map(json.dumps, rows)).encode(),
        "f.xls": HTML.encode(), "g.parquet": (tmp_path / "p").read_bytes(),
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few changes: cut, overwritten, doubled, glued."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(5):
            case 0:
                del out[at:]
            case 1:
                out[at : at + chance.randrange(20)] = b""
            case 2:
                out[at:at] = chance.choice(PIECES) * chance.randint(1, 3)
            case 3:
                out[at : at + 4] = bytes(chance.randrange(256) for _ in range(4))
            case _:
                out[at:at] = out[chance.randrange(len(out) + 1) :][:200]
        if not out:
            break
    return bytes(out)


def bring_in(folder: Path, name: str, data: bytes) -> str:
    """What became of an import of one file: rows, an error of ours, or nothing else."""
    (folder / name).write_bytes(data)
    mapping = parse_mapping(MAPPING.format(name=name))
    try:
        opened = open_sources(mapping, [folder])
        try:
            staged = stage(opened, input_sheet("Materials"), mapping.tables["Materials"])
        finally:
            opened.close()
    except WipbookError as error:
        assert error.message and "Traceback" not in error.message
        return "refused"
    finally:
        (folder / name).unlink()
    assert staged.read == staged.frame.height + staged.rejected
    assert staged.rejections["Row"].n_unique() >= (staged.rejected > 0)
    return "rows"


def run(tmp_path: Path, count: int, seed: int) -> dict[str, int]:
    chance = random.Random(seed)
    files = sound(tmp_path)
    seen = {"rows": 0, "refused": 0}
    folder = tmp_path / "in"
    folder.mkdir()
    for _ in range(count):
        name = chance.choice(sorted(files))
        seen[bring_in(folder, name, mutated(files[name], chance))] += 1
    return seen


def test_a_name_of_a_column_that_would_end_the_process(tmp_path):
    assert bring_in(tmp_path, "n.xls", HTML.replace("Cost", "Co\0st").encode()) == "refused"


def test_sound_ones_are_read(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    assert {bring_in(folder, name, data) for name, data in sound(tmp_path).items()} == {"rows"}


def test_a_hundred_and_fifty_mutations(tmp_path):
    seen = run(tmp_path, 150, seed=1)
    assert min(seen.values()) > 10, seen  # both ways out were taken


@pytest.mark.heavy
@pytest.mark.fuzz
@pytest.mark.parametrize("seed", [2, 3])
def test_thousands_of_mutations(seed, tmp_path):
    count = share_of(750, 250)
    seen = run(tmp_path, count, seed=seed)
    assert min(seen.values()) > 6 * count // 100, seen
