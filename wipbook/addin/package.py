"""The package around a VBA project: a tiny workbook, a ribbon, and what ties them together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Literal

from wipbook.addin.sheets import MAIN, XML, Rows, sheet_part
from wipbook.ooxml.markup import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN_TYPES = {
    "xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
# The smallest style sheet that Excel reads without offering to repair it.
_STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def package(
    kind: Literal["xlam", "xlsm"], vba: bytes, ribbon: bytes | None, sheets: Mapping[str, Rows], title: str, about: str
) -> bytes:
    """The file. Sheets have the code names Sheet1, Sheet2, ...; ``title`` and ``about`` show in its list of add-ins.

    Parts are stored, not deflated, in a fixed order with a fixed date: equal parts give equal bytes on every machine.
    """
    roots = [
        (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ]
    if ribbon:
        roots.append(
            ("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/customUI14.xml")
        )
    parts = {
        "[Content_Types].xml": _content_types(kind, len(sheets)),
        "_rels/.rels": _relationships(roots),
        "docProps/core.xml": _core_properties(title, about),
        "xl/workbook.xml": _workbook(list(sheets)),
        "xl/_rels/workbook.xml.rels": _relationships(
            [
                *((f"{_OFFICE}/worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                (f"{_OFFICE}/styles", "styles.xml"),
                ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
            ]
        ),
        "xl/styles.xml": _STYLES.encode(),
        **{
            f"xl/worksheets/sheet{number}.xml": sheet_part(f"Sheet{number}", rows, (32, 24, 80))
            for number, rows in enumerate(sheets.values(), 1)
        },
        "xl/vbaProject.bin": vba,
        **({"customUI/customUI14.xml": ribbon} if ribbon else {}),
    }
    return _zipped(parts)


def _content_types(kind: str, sheets: int) -> bytes:
    defaults = {
        "bin": "application/vnd.ms-office.vbaProject",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    overrides = {
        "/xl/workbook.xml": _MAIN_TYPES[kind],
        **{f"/xl/worksheets/sheet{n}.xml": f"{_SHEETS}.worksheet+xml" for n in range(1, sheets + 1)},
        "/xl/styles.xml": f"{_SHEETS}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    body = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items())
    body += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return f'{XML}<Types xmlns="{_PACKAGE}/content-types">{body}</Types>'.encode()


def _relationships(targets: Sequence[tuple[str, str]]) -> bytes:
    body = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'.encode()


def _workbook(sheets: Sequence[str]) -> bytes:
    body = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, 1)
    )
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        f"<sheets>{body}</sheets></workbook>"
    ).encode()


def _core_properties(title: str, about: str) -> bytes:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>wipbook</dc:creator>"
        f"<dc:description>{escape(about)}</dc:description></cp:coreProperties>"
    ).encode()


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = member.external_attr = 0
            archive.writestr(member, content)
    return out.getvalue()
