"""Build workbook_templates/wipbook.xlsx from the schema and the sheets: same sources, same bytes.

python -m workbook_templates.build [OUT.xlsx]
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import xlsxwriter

import wipbook
from wipbook.beside import template_path
from wipbook.ooxml.workbook import CALC_ID
from wipbook.schema import input_sheets
from wipbook.schema.template import NEEDS_PROPERTY, PROPERTY, template_version
from wipbook.sheets import output_sheets
from wipbook.sheets.front.tabs import sheet_names
from wipbook.sheets.help.functions import SHEET as FUNCTIONS
from workbook_templates.front import add_home, shown_at_first
from workbook_templates.functions import add_functions
from workbook_templates.inputs import add_input_sheet, add_settings, define_code_lists
from workbook_templates.looks import FONT, Formats
from workbook_templates.outputs import add_output_sheet
from workbook_templates.pivots import add_pivots

# Files with the time of their making in them are never the same twice.
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def build(path: Path) -> Path:
    """Write the template to ``path``."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": "wipbook", "author": "wipbook", "company": "", "created": MADE,
                                 "comments": f"Built by wipbook {wipbook.__version__}"})
        workbook.set_custom_property(PROPERTY, str(template_version()), "text")
        workbook.set_custom_property(NEEDS_PROPERTY, wipbook.__version__, "text")
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(10)
        workbook.set_calc_mode("auto", CALC_ID)
        workbook.calc_on_load = False  # every formula is written with what it comes to
        formats = Formats(workbook)
        inputs, outputs, shown = input_sheets(), output_sheets(), shown_at_first()
        for name in sheet_names():
            workbook.add_worksheet(name)
        add_settings(workbook, formats)
        for sheet in inputs:
            page = add_input_sheet(workbook, formats, sheet)
            if sheet.name not in shown:
                page.hide()
        for output in outputs:
            page = (
                add_functions(workbook, formats) if output is FUNCTIONS else add_output_sheet(workbook, formats, output)
            )
            if output.name not in shown:
                page.hide()
        define_code_lists(workbook)
        home = add_home(workbook, formats)
        home.activate()
        home.set_first_sheet()
    add_pivots(path)
    return path


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else template_path()))
