"""A column of the user's in an input table and one in a report, and a note of his on Settings: ``PYTHON BOOK``."""

import sys

import wipbook


def add(path: str) -> None:
    with wipbook.open(path) as book:
        materials = book.sheets["Materials"]
        last = materials.tables["Materials"].range
        head = materials.range((last.row, last.last_cell.column + 1))
        head.value = "Shelf"
        end = (last.last_cell.row, head.column)
        materials.range((last.row + 1, head.column), end).value = [["A-1"], ["A-2"], ["B-7"]]
        materials.tables["Materials"].resize(materials.range((last.row, last.column), end))
        jobs = book.sheets["Job Costs"]
        table = jobs.tables["JobCosts"].range
        head = jobs.range((table.row, table.last_cell.column + 1))
        head.value = "Comment"
        jobs.tables["JobCosts"].resize(jobs.range((table.row, table.column), (table.last_cell.row, head.column)))
        jobs.range((table.row + 1, head.column)).value = "check with sales"
        book.sheets["Settings"]["G3"].value = "our own note"
        book.save()


if __name__ == "__main__":
    add(sys.argv[1])
