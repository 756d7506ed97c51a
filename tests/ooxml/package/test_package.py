"""What a part points to, while the parts that say it change."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.data.new import copy_template
from wipbook.ooxml.package.package import Package, relationships_part

_SHEET = "xl/worksheets/sheet1.xml"


def test_what_a_part_points_to_follows_the_part_that_says_it(tmp_path: Path) -> None:
    package = Package(copy_template(tmp_path / "plant.xlsx"))
    try:
        before = [one.target for one in package.relationships(_SHEET)]
        assert before
        added = package.relate(_SHEET, "image", "xl/media/image9.png")
        assert package.relationships(_SHEET)[-1].id == added
        assert [one.target for one in package.relationships(_SHEET.upper())] == [*before, "xl/media/image9.png"]
        package.remove(relationships_part(_SHEET))
        assert package.relationships(_SHEET) == []
    finally:
        package.close()
