"""Commands told what they cannot do, or asked to do what would lose something."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl

from error_samples import raises
from error_samples.start import BOOK, plant, wipbook
from wipbook.audit.faults import RuleSettingNotUnderstood, UnknownRule
from wipbook.commands.audit.count import CountsOutstanding, NothingToCount
from wipbook.commands.audit.count_post import NotCounted
from wipbook.commands.audit.sample import SampleInUse, UnknownPopulation
from wipbook.commands.audit.sign import NobodySigns, StaleFigures
from wipbook.commands.batch.faults import PlanNotUnderstood, WatchedElsewhere, WorkersUnlike
from wipbook.commands.close.against import UnknownReason
from wipbook.commands.close.carrying.not_carried import NotCarried
from wipbook.commands.close.close import (
    NobodyAnswers,
    NoCopyOfTheBooks,
    NothingToClose,
    NotReadyToClose,
    RecordsDamaged,
)
from wipbook.commands.close.reopen import NotTheLastPeriod
from wipbook.commands.data.cube_file import NotOurExport, UnknownExport
from wipbook.commands.data.demo.simulate import UnknownSize
from wipbook.commands.data.new import FileExists, NoWorkbookName, UnknownPack
from wipbook.commands.data.restore import NothingKept, UnknownBackup
from wipbook.commands.faces.shortage import NotEnoughRoom, shortage_of
from wipbook.commands.forecast.calendar import UnknownCountry
from wipbook.commands.forecast.forecast import HorizonNotUnderstood
from wipbook.commands.forecast.schedule import UnknownDispatchRule
from wipbook.commands.forecast.status import UnknownCustomer
from wipbook.commands.forecast.status_page import NotOurPage
from wipbook.commands.given import NotADate
from wipbook.commands.value.copy_target import NotOurWorkbook
from wipbook.commands.value.export_files import ExportFileExists
from wipbook.commands.value.job_card import UnknownJob
from wipbook.commands.value.journal import ExportGoesBack, ExportsForgotten, UnknownFormat
from wipbook.commands.workbench.filling import ReportTooLong
from wipbook.commands.workbench.front.entering import NotAnInputSheet, ValueNotUnderstood
from wipbook.commands.workbench.front.going_to import NowhereToGo
from wipbook.commands.workbench.settings import UnknownSetting
from wipbook.commands.workbench.upgrade import NewerWorkbook, ReportLacksTable
from wipbook.commands.workbench.user_columns import FormulasWouldBeLost, ReportColumnMissing
from wipbook.hosts.file.workbook import open_file


@raises(UnknownPack)
def unknown_pack() -> None:
    wipbook("new plant.xlsx --with purchase")


@raises(UnknownSetting)
def unknown_setting() -> None:
    from wipbook.commands.workbench.settings import write_settings

    write_settings(plant(), {"Compny": "Test & Co"})


@raises(FileExists)
def file_exists() -> None:
    plant()
    wipbook("new plant.xlsx")


@raises(NoWorkbookName)
def no_workbook_name() -> None:
    wipbook("new plant.ods")


@raises(NotOurWorkbook)
def not_our_workbook() -> None:
    plant()
    Path("note.txt").write_text("to do", "utf-8")
    wipbook("refresh plant.xlsx --out note.txt")


@raises(NotEnoughRoom)
def not_enough_room() -> None:
    short = shortage_of(RuntimeError("can't start new thread"))  # as Python says it under: ulimit -v 600000
    assert short is not None
    raise short


@raises(UnknownSize)
def unknown_size() -> None:
    wipbook("demo --size huge")


@raises(NotADate)
def not_a_date() -> None:
    plant()
    wipbook("audit plant.xlsx --as-of 31.12.2026")


@raises(UnknownRule)
def unknown_rule() -> None:
    wipbook("rules INV01")


@raises(RuleSettingNotUnderstood)
def rule_setting_not_understood() -> None:
    from wipbook.port.tables import letters

    book = plant()
    place = book.tables()["Rules"]
    use = letters(place.first_column + place.headers.index("Use"))
    book.write_cells("Rules", {f"{use}{place.first_row}": "perhaps"})
    book.save()
    wipbook("audit plant.xlsx")


@raises(UnknownPopulation)
def unknown_population() -> None:
    plant()
    wipbook("sample plant.xlsx --from Movement")


@raises(SampleInUse)
def sample_in_use() -> None:
    from wipbook.port.tables import letters

    plant()
    wipbook("sample plant.xlsx")
    book = plant()
    place = book.tables()["SampleItems"]
    result = letters(place.first_column + place.headers.index("Result"))
    book.write_cells("Sample", {f"{result}{place.first_row}": "invoice seen"})
    book.save()
    wipbook("sample plant.xlsx --seed 2")


@raises(NothingToCount)
def nothing_to_count() -> None:
    plant()
    wipbook("count sheets plant.xlsx --material STEEL")


@raises(CountsOutstanding)
def counts_outstanding() -> None:
    from wipbook.port.tables import letters

    plant()
    wipbook("count sheets plant.xlsx --all")
    book = plant()
    place = book.tables()["CountSheet"]
    counted = letters(place.first_column + place.headers.index("Counted"))
    book.write_cells("Count Sheet", {f"{counted}{place.first_row}": 60})
    book.save()
    wipbook("count sheets plant.xlsx --all")


@raises(NotCounted)
def not_counted() -> None:
    from wipbook.port.tables import letters

    plant()
    wipbook("count sheets plant.xlsx --all")
    book = plant()
    place = book.tables()["CountSheet"]
    counted = letters(place.first_column + place.headers.index("Counted"))
    book.write_cells("Count Sheet", {f"{counted}{place.first_row}": "some"})
    book.save()
    wipbook("count post plant.xlsx")


@raises(NobodySigns)
def nobody_signs() -> None:
    plant()
    wipbook("sign plant.xlsx --as ''")


@raises(StaleFigures)
def stale_figures() -> None:
    plant()
    wipbook("sign plant.xlsx --as Dana")  # the workbook was never refreshed


@raises(UnknownJob)
def unknown_job() -> None:
    plant()
    wipbook("job-card plant.xlsx J2")


@raises(UnknownCustomer)
def unknown_customer() -> None:
    plant()
    wipbook("status plant.xlsx --customer C-9")


@raises(NotOurPage)
def not_our_page() -> None:
    plant()
    Path("hall.html").write_text("<p>Menu of the canteen</p>", encoding="utf-8")
    wipbook("status plant.xlsx --html hall.html")


@raises(UnknownExport)
def unknown_export() -> None:
    plant()
    wipbook("export plant.xlsx --out cube.txt")


@raises(NotOurExport)
def not_our_export() -> None:
    plant()
    Path("cube.csv").write_text("Name,Phone\nAnn,123\n", encoding="utf-8")
    wipbook("export plant.xlsx --out cube.csv")


@raises(HorizonNotUnderstood)
def horizon_not_understood() -> None:
    plant()
    wipbook("forecast plant.xlsx --horizon 99")


@raises(PlanNotUnderstood)
def plan_not_understood() -> None:
    Path("plan.toml").write_text('[[plants]]\nname = "north"\nbook = "north.xlsx"\nsteps = ["audit", "refresh"]\n')
    wipbook("batch plan.toml")


@raises(WorkersUnlike)
def workers_unlike() -> None:
    plant()
    Path("plan.toml").write_text('[[plants]]\nname = "north"\nbook = "plant.xlsx"\n')
    wipbook("batch plan.toml --scheduler tcp://127.0.0.1:9")


@raises(UnknownCountry)
def unknown_country() -> None:
    plant()
    wipbook("calendar plant.xlsx --country Germany")


@raises(UnknownDispatchRule)
def unknown_dispatch_rule() -> None:
    plant()
    wipbook("schedule plant.xlsx --rule 'due date'")


@raises(NothingKept)
def nothing_kept() -> None:
    wipbook("new plant.xlsx")
    wipbook("restore plant.xlsx")


@raises(NotReadyToClose)
def not_ready_to_close() -> None:
    book = plant()
    book.append_rows("Movements", pl.DataFrame({
        "Movement": ["M9"], "Date": [dt.date(2026, 1, 9)], "Type": ["Receipt"], "Material": ["NONE"], "Quantity": [1.0],
    }))
    book.save()
    wipbook("close plant.xlsx --through 2026-01-31")


@raises(NothingToClose)
def nothing_to_close() -> None:
    plant()
    wipbook("reopen plant.xlsx --reason sample")  # a message that tomorrow is still the same


@raises(NobodyAnswers)
def nobody_answers() -> None:
    plant()
    wipbook("close plant.xlsx --through 2026-01-31 --despite rows")


@raises(UnknownReason)
def unknown_reason() -> None:
    plant()
    wipbook("close plant.xlsx --through 2026-01-31 --despite row")


@raises(NotTheLastPeriod)
def not_the_last_period() -> None:
    plant()
    wipbook("close plant.xlsx --through 2026-01-31 --despite findings --as Ann --reason sample")
    wipbook("reopen plant.xlsx --through 2025-12-31 --reason sample")


@raises(NotCarried)
def not_carried() -> None:
    plant()
    wipbook("carry-forward plant.xlsx --to next.xlsx")


@raises(RecordsDamaged)
def records_damaged() -> None:
    plant()
    wipbook("close plant.xlsx --through 2026-01-31 --despite findings --as Ann --reason sample")
    book = open_file(BOOK)
    place = book.tables()["ClosingBalances"]
    book.write_cells("Closing Balances", {place.cell(0, "Value"): 1.0})
    book.save()
    wipbook("reopen plant.xlsx --reason sample")


@raises(NoCopyOfTheBooks)
def no_copy_of_the_books() -> None:
    """As in Excel, where a workbook may never have been saved."""
    from wipbook.commands.close.close import close

    class NeverSaved:
        """A workbook that a program has open and never saved."""

        def __init__(self, book: Any) -> None:
            self._book = book

        def __getattr__(self, name: str) -> Any:
            return getattr(self._book, name)

        def keep_copy(self, label: str) -> None:
            return None

    close(NeverSaved(plant()), through=dt.date(2026, 1, 31), despite=["findings"], by="Ann",  # type: ignore[arg-type]
          reason="sample")


@raises(UnknownBackup)
def unknown_backup() -> None:
    plant()
    wipbook("refresh plant.xlsx")
    wipbook("restore plant.xlsx 7")



@raises(ReportTooLong)
def report_too_long() -> None:
    from types import SimpleNamespace

    import polars as pl

    from wipbook.commands.workbench.filling import fill
    from wipbook.sheets.layout import Look, OutputColumn, OutputSheet, OutputTable

    rows = pl.DataFrame({"Material": [""]}).select(pl.col("Material").repeat_by(1_100_000).explode())
    table = OutputTable("Aging", (OutputColumn("Material", Look.CODE),), lambda results: rows, key=("Material",))
    sheet = OutputSheet(name="Aging", order=1, title="", about="", source="", roles=(), tables=(table,))
    fill(plant(), sheet, SimpleNamespace(policy=SimpleNamespace(currency_places=2)))


@raises(ReportColumnMissing)
def report_column_missing() -> None:
    import openpyxl
    from openpyxl.worksheet.table import TableColumn

    plant()
    book = openpyxl.load_workbook(BOOK)
    sheet, table = book["Aging"], book["Aging"].tables["Aging"]
    last = sheet[table.ref][0][-1]
    after = last.offset(0, 1)
    after.value = "Comment"  # a column of the user's
    table.ref = table.ref.replace(last.column_letter, after.column_letter)
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name="Comment"))
    sheet["A6"] = table.tableColumns[0].name = "Years"  # and the one that says which row is which, renamed
    book.save(BOOK)
    wipbook("refresh plant.xlsx")


@raises(FormulasWouldBeLost)
def formulas_would_be_lost() -> None:
    import openpyxl
    from openpyxl.worksheet.table import TableColumn

    plant()
    wipbook("refresh plant.xlsx")
    book = openpyxl.load_workbook(BOOK)
    sheet, table = book["Job Costs"], book["Job Costs"].tables["JobCosts"]
    last = sheet[table.ref][0][-1]
    after = last.offset(0, 1)
    after.value, after.offset(1, 0).value = "Mine", "=B7&C7"  # a formula in a cell, not one of the whole column
    table.ref = table.autoFilter.ref = table.ref.replace(last.column_letter, after.column_letter)
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name="Mine"))
    book.save(BOOK)
    wipbook("refresh plant.xlsx")


@raises(NewerWorkbook)
def newer_workbook() -> None:
    book = plant()
    book.set_custom_property("wipbook.template", "99")
    book.save()
    wipbook("refresh plant.xlsx")


@raises(ReportLacksTable)
def report_lacks_table() -> None:
    import openpyxl

    plant()
    book = openpyxl.load_workbook(BOOK)
    book.custom_doc_props["wipbook.template"].value = "1"
    del book["Statement"].tables["StatementTie"]
    book.save(BOOK)
    wipbook("upgrade plant.xlsx")


@raises(UnknownFormat)
def unknown_format() -> None:
    plant()
    wipbook("journal plant.xlsx --format datev")


@raises(ExportGoesBack)
def export_goes_back() -> None:
    from wipbook.commands.value.journal import Wanted, journal
    from wipbook.commands.workbench.settings import write_settings

    book = plant()
    journal(book, Wanted("csv"))
    write_settings(book, {"As Of": dt.date(2026, 1, 15)})
    journal(book, Wanted("csv"))


@raises(ExportFileExists)
def export_file_exists() -> None:
    from wipbook.commands.value.journal import Wanted, journal

    book = plant()
    Path("plant-journal-001-csv.csv").write_text("another journal", encoding="utf-8")
    journal(book, Wanted("csv"))


@raises(ExportsForgotten)
def exports_forgotten() -> None:
    from wipbook.commands.value.journal import Wanted, journal

    book = plant()
    journal(book, Wanted("csv"))
    book.write_table("Exports", pl.DataFrame({"Export": pl.Series([], dtype=pl.Float64)}))
    journal(book, Wanted("csv"))


@raises(NowhereToGo)
def nowhere_to_go() -> None:
    from wipbook.commands.workbench.front.going_to import go_to

    go_to(plant(), "12.50")


@raises(NotAnInputSheet)
def not_an_input_sheet() -> None:
    plant()
    wipbook("enter plant.xlsx Labour")


@raises(ValueNotUnderstood)
def value_not_understood() -> None:
    plant()
    wipbook("enter plant.xlsx Labor Hours=three")


@raises(WatchedElsewhere)
def watched_elsewhere() -> None:
    from wipbook.commands.batch.lease import Lease

    Path("plan.toml").write_text('[[plants]]\nname = "one"\nbook = "plant.xlsx"\n', "utf-8")
    with Lease(Path("plan.watch/watch.lease")), patch.object(Lease, "_holder", lambda lease: "process 4711 on office"):
        wipbook("watch plan.toml --once")
