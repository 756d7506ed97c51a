"""Pivot tables in the template, written by hand: XlsxWriter has none.

All pivots of a table share one cache, which has the fields of the table, no records, and is refreshed on opening: what
a pivot shows is never older than the spreadsheet that shows it. Slicers are left out; LibreOffice drops them on saving.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import quoteattr

from wipbook.ooxml.address import column_letters, parse_cell
from wipbook.sheets import output_sheets
from wipbook.sheets.layout import Look, OutputSheet, OutputTable, Pivot

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_MONTH, _AMOUNT = 17, 4  # formats that every workbook has: mmm-yy and #,##0.00
_FIRST_CACHE = 1


def add_pivots(path: Path) -> None:
    """Put the pivots of all output sheets into the template at ``path``."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
        moment = archive.infolist()[0].date_time
    texts: dict[str, str] = {}

    def text(name: str) -> str:
        return texts.setdefault(name, parts[name].decode())

    types, caches, number = [], "", 0
    sheets = [sheet for sheet in output_sheets() if sheet.pivots]
    tables = {table.name: table for sheet in output_sheets() for table in sheet.tables}
    pivots = [pivot for sheet in sheets for pivot in sheet.pivots]
    for cache, name in enumerate(dict.fromkeys(pivot.table for pivot in pivots), _FIRST_CACHE):
        texts |= _cache(cache, tables[name], pivots)
        types += [(f"/xl/pivotCache/pivotCache{kind}{cache}.xml", f"pivotCache{kind}") for kind in
                  ("Definition", "Records")]
        related = f'<Relationship Id="rIdPivot{cache}" Type="{_RELATIONS}/pivotCacheDefinition" '
        texts["xl/_rels/workbook.xml.rels"] = text("xl/_rels/workbook.xml.rels").replace(
            "</Relationships>", f'{related}Target="pivotCache/pivotCacheDefinition{cache}.xml"/></Relationships>'
        )
        caches += f'<pivotCache cacheId="{cache}" r:id="rIdPivot{cache}"/>'
        for sheet in sheets:
            for pivot in sheet.pivots:
                if pivot.table == name:
                    number += 1
                    part = f"xl/pivotTables/pivotTable{number}.xml"
                    texts[part] = _pivot(pivot, tables[name], cache)
                    texts[f"xl/pivotTables/_rels/pivotTable{number}.xml.rels"] = _relations(
                        ("pivotCacheDefinition", f"../pivotCache/pivotCacheDefinition{cache}.xml")
                    )
                    types.append((f"/{part}", "pivotTable"))
                    of_sheet = _relations_of(sheet, text)
                    texts[of_sheet] = text(of_sheet).replace(
                        "</Relationships>", f'<Relationship Id="rIdPivot{number}" Type="{_RELATIONS}/pivotTable" '
                        f'Target="../pivotTables/pivotTable{number}.xml"/></Relationships>',
                    )
    book = text("xl/workbook.xml")
    texts["xl/workbook.xml"] = re.sub(r"(<calcPr[^>]*/>)", rf"\1<pivotCaches>{caches}</pivotCaches>", book)
    known = "".join(f'<Override PartName="{part}" ContentType="{_TYPES.format(kind)}"/>' for part, kind in types)
    texts["[Content_Types].xml"] = text("[Content_Types].xml").replace("</Types>", f"{known}</Types>")
    parts |= {name: each.encode() for name, each in texts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, moment)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(info, content)


def _relations_of(sheet: OutputSheet, read: Callable[[str], str]) -> str:
    found = re.search(rf'<sheet name={re.escape(quoteattr(sheet.name))}[^>]*r:id="(\w+)"', read("xl/workbook.xml"))
    assert found is not None
    target = re.search(rf'Id="{found[1]}"[^>]*Target="worksheets/(\w+\.xml)"', read("xl/_rels/workbook.xml.rels"))
    assert target is not None
    return f"xl/worksheets/_rels/{target[1]}.rels"


def _relations(*those: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(those, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def _cache(cache: int, table: OutputTable, pivots: Iterable[Pivot]) -> dict[str, str]:
    known = {header: values for pivot in pivots for header, _, values in pivot.only}
    fields = "".join(
        f'<cacheField name={quoteattr(column.name)} numFmtId="{_MONTH if column.look is Look.DATE else 0}">'
        f"{_shared(known.get(column.name, ()))}</cacheField>" for column in table.columns
    )
    of = f"xl/pivotCache/pivotCacheDefinition{cache}.xml"
    return {
        of: f'{_HEAD}<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_RELATIONS}" r:id="rId1" refreshOnLoad="1" '
        'refreshedBy="wipbook" createdVersion="3" refreshedVersion="3" minRefreshableVersion="3" recordCount="0">'
        f'<cacheSource type="worksheet"><worksheetSource name={quoteattr(table.name)}/></cacheSource>'
        f'<cacheFields count="{len(table.columns)}">{fields}</cacheFields></pivotCacheDefinition>',
        f"xl/pivotCache/pivotCacheRecords{cache}.xml": f'{_HEAD}<pivotCacheRecords xmlns="{_MAIN}" count="0"/>',
        f"xl/pivotCache/_rels/pivotCacheDefinition{cache}.xml.rels": _relations(
            ("pivotCacheRecords", f"pivotCacheRecords{cache}.xml")
        ),
    }


def _shared(values: tuple[str, ...]) -> str:
    if not values:
        return "<sharedItems/>"
    items = "".join(f"<s v={quoteattr(value)}/>" for value in values)
    return f'<sharedItems count="{len(values)}">{items}</sharedItems>'


def _pivot(pivot: Pivot, table: OutputTable, cache: int) -> str:
    at = {name: number for number, name in enumerate(table.headers)}
    only = {header: (value, values) for header, value, values in pivot.only}
    fields = "".join(_field(pivot, column.name, only) for column in table.columns)
    row, column = parse_cell(pivot.anchor)
    last = f"{column_letters(column + 1)}{row + 2}"
    return (
        f'{_HEAD}<pivotTableDefinition xmlns="{_MAIN}" name={quoteattr(pivot.name)} cacheId="{cache}" '
        'applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" '
        'applyAlignmentFormats="0" applyWidthHeightFormats="1" dataCaption="Values" updatedVersion="3" '
        'minRefreshableVersion="3" useAutoFormatting="1" itemPrintTitles="1" createdVersion="3" indent="0" '
        'outline="1" outlineData="1" multipleFieldFilters="0">'
        f'<location ref="{pivot.anchor}:{last}" firstHeaderRow="1" firstDataRow="2" firstDataCol="1" '
        f'rowPageCount="{len(pivot.only)}" colPageCount="1"/>'
        f'<pivotFields count="{len(table.columns)}">{fields}</pivotFields>'
        f'<rowFields count="{len(pivot.rows)}">{"".join(_at(at[name]) for name in pivot.rows)}</rowFields>'
        f'<colFields count="{len(pivot.columns)}">{"".join(_at(at[name]) for name in pivot.columns)}</colFields>'
        f'<pageFields count="{len(pivot.only)}">' + "".join(
            f'<pageField fld="{at[header]}" item="{values.index(value)}" hier="-1"/>'
            for header, value, values in pivot.only
        ) + f'</pageFields><dataFields count="1"><dataField name="Sum of {pivot.adds}" fld="{at[pivot.adds]}" '
        f'baseField="0" baseItem="0" numFmtId="{_AMOUNT}"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" '
        'showColStripes="0" showLastColumn="1"/></pivotTableDefinition>'
    )


def _at(number: int) -> str:
    return f'<field x="{number}"/>'


def _field(pivot: Pivot, name: str, only: dict[str, tuple[str, tuple[str, ...]]]) -> str:
    if name in only:
        values = only[name][1]
        items = "".join(f'<item x="{number}"/>' for number in range(len(values)))
        return (f'<pivotField axis="axisPage" showAll="0"><items count="{len(values) + 1}">{items}'
                '<item t="default"/></items></pivotField>')
    if name in (*pivot.rows, *pivot.columns):
        axis = "axisRow" if name in pivot.rows else "axisCol"
        return (f'<pivotField axis="{axis}" showAll="0" sortType="ascending"><items count="1"><item t="default"/>'
                "</items></pivotField>")
    return f'<pivotField {"dataField=" + quoteattr("1") + " " if name == pivot.adds else ""}showAll="0"/>'
