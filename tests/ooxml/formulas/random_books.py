"""Workbooks of random formulas, made by XlsxWriter, and random changes to their numbers."""

from __future__ import annotations

import random
import re
import zipfile
from pathlib import Path

import xlsxwriter

SHEETS = ("Facts", "It's 2026", "Rates", "Sums")
QUOTED = {"Facts": "Facts", "It's 2026": "'It''s 2026'", "Rates": "Rates", "Sums": "Sums"}
ROWS, COLUMNS = 12, 6
"""The corner of every sheet that holds numbers and formulas; a table stands in the rows below on Facts."""
TABLE_TOP = 20


def book(path: Path, seed: int) -> Path:
    """A workbook in which about half of the cells are formulas, all of them with the value 0."""
    dice = random.Random(seed)
    with xlsxwriter.Workbook(str(path)) as made:
        sheets = [made.add_worksheet(name) for name in SHEETS]
        names = _names(made, dice)
        for at, sheet in enumerate(sheets):
            for row in range(ROWS):
                for column in range(COLUMNS):
                    if dice.random() < 0.5:
                        sheet.write_number(row, column, dice.randint(1, 9))
                    else:
                        _write(sheet, row, column, _formula(dice, at, row, column, names), dice)
        _table(sheets[0], dice)
        for at in range(3):  # the table's figures, read from elsewhere
            sheets[at].write_formula(ROWS + 1, at, dice.choice((
                "=SUM(Tab[Cost])", "=SUM(Tab[[Qty]:[Cost]])", "=COUNTA(Tab[#Headers])", "=SUM(Tab[#Totals])",
                "=Tab[[#Totals],[Cost]]*2", "=SUM(Tab)", "=INDEX(Tab[Cost],2)", "=SUMIF(Tab[Qty],\">3\",Tab[Cost])",
            )), None, 0)
    _share(path, dice)
    return path


def changes(seed: int) -> list[tuple[str, int, int, object]]:
    """Sheet, row and column from 1, and what is written there: numbers, texts, nothing."""
    dice = random.Random(-seed - 1)
    found: list[tuple[str, int, int, object]] = []
    for _ in range(dice.randint(2, 5)):
        row, column = dice.randint(1, ROWS), dice.randint(1, COLUMNS)
        value = dice.choice((*dice.sample(range(10, 99), 6), 2.5, "text", None))
        found.append((dice.choice(SHEETS), row, column, value))
    if dice.random() < 0.4:
        found.append(("Facts", TABLE_TOP + dice.randint(2, 4), 1, dice.randint(10, 99)))
    return found


def _names(made: xlsxwriter.Workbook, dice: random.Random) -> list[str]:
    """One cell, an area, a formula over another name, one of a single sheet."""
    made.define_name("Rate", f"=Rates!${'ABCDEF'[dice.randrange(COLUMNS)]}${dice.randint(1, ROWS)}")
    made.define_name("Block", "='It''s 2026'!$B$2:$C$6")
    made.define_name("Twice", "=2*Rate+SUM(Block)")
    made.define_name("Sums!Own", "=Facts!$A$1:$A$5")
    made.define_name("Moving", "=OFFSET(Rates!$A$1,1,1,2,2)")
    return ["Rate", "Block", "Twice", "Moving"]


def _cell(dice: random.Random, row: int, column: int) -> str:
    """A cell that stands before this one, so that nothing runs in circles."""
    at = dice.randrange(max(row * COLUMNS + column, 1))
    dollar, other = dice.choice(("", "$")), dice.choice(("", "$"))
    return f"{dollar}{'ABCDEF'[at % COLUMNS]}{other}{at // COLUMNS + 1}"


def _formula(dice: random.Random, at: int, row: int, column: int, names: list[str]) -> str:
    """Sheets read those before them anywhere, and themselves above."""
    other = QUOTED[SHEETS[dice.randrange(at)]] + "!" if at else ""
    computed = dice.random() < 0.03  # a place that is computed: such a formula counts as reading everything
    own, up = _cell(dice, row, column), max(row, 1)
    there = f"{other}{'ABCDEF'[dice.randrange(COLUMNS)]}{dice.randint(1, ROWS)}" if at else own
    block = f"{other}A{dice.randint(1, 4)}:{'CDEF'[dice.randrange(4)]}{dice.randint(5, ROWS)}" if at else f"A1:F{up}"
    plain = [
        f"=N({own})*2", f"=IFERROR({own}+{there},7)", f"=SUM({block})", f"=IF({there}>3,{own},{there})",
        f"=N({own})+LEN(\"A1\")",
        f"=COUNT({block})+N({own})", f"=INDEX({block},2,2)", f"=MAX({block},{own})", f"=IFERROR({own}/{there},0)",
        f"=SUM({there}:{there})", f"=ROW({own})+COLUMNS({block})",
        f"=CHOOSE(2,{own},{there})",
    ]
    if row:
        plain += [f"=SUM(A$1:A{row})", f"=SUM($1:${row})"]
        plain += [f"=SUMIF(A1:A{row},\">3\",B1)"] if row < 9 else []
    if at:
        plain += [
            f"=SUM({other}A:C)", f"=SUM({other}2:3)", f"=IFERROR(VLOOKUP({there},{other}A1:C{ROWS},2,FALSE),3)",
            f"=SUM({other}B2:C3 {other}C1:D4)", f"=SUMPRODUCT({other}A1:A4,{other}B1:B4)",
            f"=SUM(({other}A1:A2,{other}C3))",
        ]
    if at == 3:
        plain += [f"={dice.choice(names)}" if computed else "=Rate*2", "=Twice", "=SUM(Block)", "=SUM(Own)",
                  "=SUM(Moving)" if computed else "=Rate",
                  f"=SUM(Facts:Rates!{'ABC'[dice.randrange(3)]}{dice.randint(1, ROWS)})",
                  "=SUM('Facts:It''s 2026'!B1:C2)", "=SUM(Rates!A1:Rates!B3)"]
    if computed and at:
        plain = [f"=OFFSET({other}A1,{dice.randint(0, 3)},1)", f'=INDIRECT("{other}B{dice.randint(1, ROWS)}")',
                 f"=SUM(INDEX({block},1,1):INDEX({block},2,2))"]
    return dice.choice(plain)


def _write(sheet: xlsxwriter.workbook.Worksheet, row: int, column: int, formula: str, dice: random.Random) -> None:
    if dice.random() < 0.1:
        sheet.write_array_formula(row, column, row, column, f"{{{formula}}}", None, 0)
    else:
        sheet.write_formula(row, column, formula, None, 0)


def _table(sheet: xlsxwriter.workbook.Worksheet, dice: random.Random) -> None:
    """Two typed columns, one calculated from them and from a cell above, and a row of totals."""
    rate = f"$B${dice.randint(1, 4)}"
    sheet.add_table(TABLE_TOP, 0, TABLE_TOP + 5, 2, {
        "name": "Tab", "total_row": True,
        "data": [[dice.randint(1, 9), dice.randint(1, 9)] for _ in range(4)],
        "columns": [
            {"header": "Qty"}, {"header": "Unit [x]"},
            {"header": "Cost", "formula": f"=[@Qty]*[@[Unit '[x']]]+{rate}", "total_function": "sum"},
        ],
    })


def _share(path: Path, dice: random.Random) -> None:
    """A column of formulas filled down, as Excel stores it: the text once, and cells that share it. An array over
    several cells as well. XlsxWriter writes neither."""
    kept = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            kept[name] = archive.read(name)
    name = "xl/worksheets/sheet2.xml"
    sheet = kept[name].decode()
    text = dice.choice(("A1*2+Facts!B1", "SUM($A$1:A1)", "Facts!$A1+B$2", "SUM(A1:B2)"))
    rows = [f'<c r="H1"><f t="shared" ref="H1:H{ROWS}" si="0">{text}</f><v>0</v></c>'] + [
        f'<c r="H{row}"><f t="shared" si="0"/><v>0</v></c>' for row in range(2, ROWS + 1)
    ]
    array = ['<c r="J1"><f t="array" ref="J1:J3">A1:A3*2</f><v>0</v></c>'] + [
        f'<c r="J{row}"><v>0</v></c>' for row in (2, 3)
    ]
    for row in range(1, ROWS + 1):
        more = rows[row - 1] + (array[row - 1] if row <= 3 else "") + (
            f'<c r="L{row}"><f>J{row}+H{row}</f><v>0</v></c>' if row <= 3 else "")
        sheet = re.sub(rf'(<row r="{row}"[^>]*>.*?)(</row>)', lambda m, more=more: m[1] + more + m[2], sheet, count=1)
    kept[name] = re.sub(r' spans="[^"]*"', "", sheet).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
