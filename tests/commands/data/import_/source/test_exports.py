"""Files as other programs leave them: lines that are no rows, names that are not what is in them, fields in fields."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import polars as pl
import pytest
import xlsxwriter

from wipbook.commands.data.import_ import import_rows, parse_mapping
from wipbook.commands.data.import_.errors import RowsRejected, SourceUnreadable, UnknownColumn
from wipbook.commands.data.import_.source.load import open_sources
from wipbook.commands.data.import_.sql import fetch
from wipbook.exit_code import ExitCode

MATERIALS = """
[sources]
s = {source}
[tables.Materials]
source = "s"
columns = {{ Material = "Part", Description = "Name", "Standard Cost" = "Cost" }}
constants = {{ Kind = "raw", Unit = "pcs" }}
{options}
"""


@pytest.fixture
def bring(book, tmp_path):
    """``bring(name, content)`` imports one file of materials: the report, and the costs by code."""

    def bring(name, content, options="", source="", **more):
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        mapping = MATERIALS.format(source=f'{{ file = "{name}"{source} }}', options=options)
        report = import_rows(book, parse_mapping(mapping), [folder], **more)
        rows = book.read_table("Materials").frame.select("Material", "Standard Cost").rows()
        return report, {code: cost for code, cost in rows if code}

    return bring


HTML = """<html><head><meta charset="utf-8"></head><body><p>Stock list</p>
<table border=1><tr><th>Part</th><th>Name</th><th>Cost</th></tr>
<tr><td>A1</td><td>Gr&ouml;&szlig;e <b>28</b></td><td x:num="1234.5">1.234,50</td></tr>
<tr><td>A2</td><td>B&auml;r<br>two</td><td>12,5</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sep.csv", "sep=;\nPart;Name;Cost\nA1;x;1.234,5\nA2;y;12,5\n"),
        ("end.csv", b"Part;Name;Cost\r\nA1;x;1.234,5\r\nA2;y;12,5\r\n\x1a"),
        ("tabs.xls", "Part\tName\tCost\nA1\tx\t1.234,5\nA2\ty\t12,5\n"),
        ("page.xls", HTML),
        ("wide.txt", "Part\tName\tCost\nA1\tx\t1.234,5\nA2\ty\t12,5\n".encode("utf-16")),
        ("quoted.csv", '"Part";"Name";"Cost"\n"A1";"x;\ny";"1.234,5"\n"A2";"y";"12,5"\n'),
        ("blank.csv", "Part;Name;Cost\n\nA1;x;1.234,5\n;;\nA2;y;12,5\n\n"),
        ("unseen.csv", "\t\ufeffPart;Name\u200b;\u200eCost \nA1;x;1.234,5\nA2;y;12,5\n"),
    ],
)
def test_files_that_are_not_quite_what_they_seem(bring, name, content):
    report, costs = bring(name, content)
    assert costs == {"A1": 1234.5, "A2": 12.5}
    assert report.exit_code == ExitCode.FINE


def test_lines_that_are_no_rows_are_named_with_their_line_and_the_rest_is_taken(bring):
    text = (
        "Part;Name;Cost\nA1;x;10,00\nA2;y;2,50\nTotal;;12,50\nPart;Name;Cost\nA3;Sum;12,50\nA4;Grand total;99,00\n"
        "Printed 31.03.2026, page 1\n"
    )
    report, costs = bring("list.csv", text)
    # A3 is called Sum and costs what the two before it do together: a total; A4 is only called so
    assert costs == {"A1": 10, "A2": 2.5, "A4": 99}
    assert report.exit_code == ExitCode.FOUND
    assert [row[1:] for row in report.faults().select("Table", "File", "Row", "Found", "Expected").rows()] == [
        ("list.csv", 8, "1 in 'Printed 31.03.2026, page 1'", "3 fields, as the header has"),
        ("list.csv", 4, "Total", "a row, not the total of others"),
        ("list.csv", 5, "Part", "a row, not the header once more"),
        ("list.csv", 6, "A3", "a row, not the total of others"),
    ]
    table = report.tables[0]
    assert table.read == table.new + table.changed + table.unchanged + table.rejected == 6


def test_lines_that_the_mapping_leaves_out_are_no_finding(bring):
    text = "Part;Name;Cost\nA1;x;10,00\nTotal;;10,00\n"
    report, costs = bring("list.csv", text, source=', leave_out = ["total*"]')
    assert costs == {"A1": 10} and report.exit_code == ExitCode.FINE
    assert [one.found for one in report.notes] == ["1 line left out as the mapping says: total*"]


def test_strict_takes_all_or_nothing(bring, book):
    with pytest.raises(RowsRejected, match=r"list\.csv row 3, Standard Cost: found x; 1 row in all") as caught:
        bring("list.csv", "Part;Name;Cost\nA1;a;1\nA2;b;x\n", strict=True)
    assert caught.value.exit_code == ExitCode.REFUSED
    assert not book.changed


def test_every_rejection_is_there_with_its_line(bring):
    text = "Part;Name;Cost\n" + "".join(f"A{n};x;bad\n" for n in range(50))
    report, _ = bring("list.csv", text)
    assert report.tables[0].rejections["Row"].to_list() == list(range(2, 52))


def test_a_field_inside_a_field_and_numbers_as_json_spells_them(bring):
    rows = [{"Part": "A1", "Name": "x", "fields": {"cost": {"amount": 12.5}}}, {"Part": "A2", "Name": "y"}]
    options = 'decimal = ","'
    text = json.dumps(rows).replace("12.5", "12.50")
    mapping = MATERIALS.replace('= "Cost"', '= "fields.cost.amount"')
    global_mapping = mapping.format(source='"a.json"', options=options)
    report, costs = _with(bring, global_mapping, "a.json", text)
    assert costs == {"A1": 12.5, "A2": None} and report.exit_code == ExitCode.FINE
    with pytest.raises(UnknownColumn, match=r"nothing at 'fields\.cost\.sum'"):
        _with(bring, global_mapping.replace("amount", "sum"), "a.json", text)


def _with(bring, mapping, name, text):
    """The import by another mapping than the usual one."""
    book = bring.__closure__[0].cell_contents
    folder = bring.__closure__[1].cell_contents / "other"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    report = import_rows(book, parse_mapping(mapping), [folder])
    rows = book.read_table("Materials").frame.select("Material", "Standard Cost").rows()
    return report, {code: cost for code, cost in rows if code}


def workbook(path, rows, formats=()):
    """An Excel file by another program; ``formats`` are number formats by row and column."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        known = dict(formats)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                form = made.add_format({"num_format": known[row, column]}) if (row, column) in known else None
                if isinstance(value, dt.date):
                    sheet.write_datetime(row, column, value, form or made.add_format({"num_format": "yyyy-mm-dd"}))
                elif isinstance(value, str) and value.startswith("="):
                    sheet.write_formula(row, column, value, form, "#N/A" if "NA" in value else "")
                else:
                    sheet.write(row, column, value, form)
    return path.read_bytes()


def test_cells_of_excel_are_judged_as_typed_ones_are(bring, tmp_path):
    content = workbook(tmp_path / "a.xlsx", [
        ("Part", "Name", "Cost"),
        ("A1", "number", 1.5), ("A2", "text", "1,5"), ("A3", "whole", 1234), ("A4", "currency", 7.25),
        ("A5", "error", "=NA()"), ("A6", "date", dt.date(2026, 3, 2)), ("A7", "truth", True), ("A8", "percent", 0.22),
        (dt.date(2026, 3, 2), "code made a date", 1), (1.9143100000101e18, "code of 19 digits", 1),
        (True, "code TRUE", 1), (90.75, "code was 90.750", 1), (123, "whole code", 1), ("00123", "text code", 1),
    ], [((4, 2), '_-* #,##0.00\\ "€"_-'), ((8, 2), "0%")])
    report, costs = bring("a.xlsx", content, options='decimal = ","')
    assert costs == {"A1": 1.5, "A2": 1.5, "A3": 1234, "A4": 7.25, "123": 1, "00123": 1}
    refused = report.tables[0].rejections.select("Row", "Column", "Found").rows()
    assert refused == [
        (6, "Standard Cost", "#N/A"), (7, "Standard Cost", "2026-03-02"), (8, "Standard Cost", "true"),
        (9, "Standard Cost", "0.22"), (10, "Material", "2026-03-02"), (11, "Material", "1.9143100000101e+18"),
        (12, "Material", "true"), (13, "Material", "90.75"),
    ]


def test_a_query_over_excel_leaves_numbers_what_they_are(bring, tmp_path):
    content = workbook(tmp_path / "a.xlsx", [("Part", "Name", "Cost"), ("A1", "a", 1.234), ("A2", "b", "1.234,5")])
    (tmp_path / "q.xlsx").write_bytes(content)
    mapping = """
[sources]
s = "q.xlsx"
[tables.Materials]
decimal = ","
query = '''SELECT Part AS "Material", Name AS "Description", 'raw' AS "Kind", 'm' AS "Unit", Cost AS "Standard Cost"
FROM s'''
"""
    book = bring.__closure__[0].cell_contents
    import_rows(book, parse_mapping(mapping), [tmp_path])
    rows = book.read_table("Materials").frame.select("Material", "Standard Cost").rows()
    assert rows == [("A1", 1.234), ("A2", 1234.5)]


def test_an_elapsed_time_means_hours_and_a_percentage_percent(book, tmp_path):
    path = tmp_path / "t.xlsx"
    tickets = [("T1", dt.date(2026, 3, 2), "E1", 0.3125), ("T2", "2026-03-02", "E1", 8)]
    workbook(path, [("No", "Day", "Who", "Hrs"), *tickets], [((1, 3), "[h]:mm")])
    workbook(tmp_path / "e.xlsx", [("Emp", "Nm", "Rt", "Burd"), ("E1", "A", 20, 0.22), ("E2", "B", 20, 0.07)],
             [((1, 3), "0%"), ((2, 3), "0.0%")])
    mapping = """
[sources]
t = "t.xlsx"
e = "e.xlsx"
[tables.Employees]
source = "e"
columns = { Employee = "Emp", Name = "Nm", Rate = "Rt", "Burden %" = "Burd" }
[tables.Labor]
source = "t"
columns = { Ticket = "No", Date = "Day", Employee = "Who", Hours = "Hrs" }
"""
    report = import_rows(book, parse_mapping(mapping), [tmp_path])
    assert report.rejected == 0
    assert book.read_table("Labor").frame["Hours"].to_list() == [7.5, 8]
    assert book.read_table("Employees").frame["Burden %"].to_list() == [22, 7]


@pytest.mark.parametrize("source", ["csv", "json", "parquet", "xlsx", "query"])
def test_the_same_rows_from_every_kind_of_source_give_the_same_workbook(book, tmp_path, source):
    codes = ["00123", "22E1", "A 7", "123"]
    costs = [Decimal("0.05"), Decimal("1234.5"), Decimal("12"), Decimal("1.2345")]
    days = [dt.date(2026, 3, day) for day in (1, 12, 13, 31)]
    frame = pl.DataFrame({
        "M": [f"R{n}" for n in range(4)], "D": days, "P": codes, "Q": costs, "C": costs[::-1],
    })
    text = frame.with_columns(pl.col("D").cast(pl.String))
    suffix = "csv" if source == "query" else source
    path = tmp_path / f"m.{suffix}"
    match source:
        case "csv" | "query":
            text.write_csv(path)
        case "json":
            rows = [{**row, "Q": float(row["Q"]), "C": float(row["C"])} for row in text.rows(named=True)]
            path.write_text(json.dumps(rows))
        case "parquet":
            frame.write_parquet(path)
        case "xlsx":
            workbook(path, [tuple(frame.columns), *((*row[:3], float(row[3]), float(row[4])) for row in frame.rows())])
    drawn = (
        'source = "m"\ncolumns = { Movement = "M", Date = "D", Material = "P", Quantity = "Q", "Unit Cost" = "C" }\n'
        'constants = { Type = "Receipt" }' if source != "query" else
        'query = \'\'\'SELECT M AS "Movement", D::DATE AS "Date", P AS "Material", Q::DECIMAL(18,6) AS "Quantity", '
        'C::DOUBLE AS "Unit Cost", \'Receipt\' AS "Type" FROM m\'\'\''
    )
    report = import_rows(book, parse_mapping(f'[sources]\nm = "m.{suffix}"\n[tables.Movements]\n{drawn}'), [tmp_path])
    assert report.rejected == 0
    rows = book.read_table("Movements").frame.select("Movement", "Date", "Material", "Quantity", "Unit Cost").rows()
    assert rows == [
        (f"R{n}", dt.datetime.combine(days[n], dt.time()), codes[n], float(costs[n]), float(costs[3 - n]))
        for n in range(4)
    ]


def test_files_of_one_name_in_two_folders_are_told_apart(book, tmp_path):
    for folder, line in (("a", "A1;x;bad\n"), ("b", "\nA2;y;worse\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "stock.csv").write_text("Part;Name;Cost\n" + line)
    mapping = MATERIALS.format(source='"*/stock.csv"', options="")
    report = import_rows(book, parse_mapping(mapping), [tmp_path], dry_run=True)
    told = [(str(file)[-11:], row, found) for _, file, row, _, found, _ in report.faults().rows()]
    assert told == [("a/stock.csv", 2, "bad"), ("b/stock.csv", 3, "worse")]


def test_a_type_for_a_column_that_is_not_there_is_an_error(bring):
    with pytest.raises(UnknownColumn, match="did you mean 'Cost'"):
        bring("list.csv", "Part;Name;Cost\nA1;x;1\n", source=', types = { Cots = "DOUBLE" }')


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xls"])
def test_headers_that_differ_in_case_alone_are_two_columns(tmp_path, kind):
    rows = [("Reg", "reg", "x"), (1, 2, "t")]
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        workbook(path, rows)
    elif kind == "csv":
        path.write_text("Reg,reg,x\n1,2,t\n")
    else:
        path.write_text("<table>" + "".join(f"<tr><td>{a}<td>{b}<td>{c}" for a, b, c in rows) + "</table>")
    opened = open_sources(parse_mapping(f'[sources]\ns = "a.{kind}"\n[tables]'), [tmp_path])
    assert fetch(opened.connection, "SELECT Reg, reg_1, x FROM s").rows() == [("1", "2", "t")]


def test_fields_of_json_that_differ_in_case_alone_are_refused(tmp_path):
    mapping = parse_mapping('[sources]\ns = "a.json"\n[tables]')
    (tmp_path / "a.json").write_text('[{"A": 1, "a": 2}]')
    with pytest.raises(SourceUnreadable, match="the field 'a' in two spellings"):
        open_sources(mapping, [tmp_path])
    (tmp_path / "a.json").write_text('[{"A": 1, "a_1": 2}]')
    assert fetch(open_sources(mapping, [tmp_path]).connection, "SELECT A, a_1 FROM s").rows() == [("1", "2")]
