"""How a batch stands: a page that is written anew after every plant, and the summary at the end."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any

import xlsxwriter

from wipbook.commands.batch.plan import BatchPlan
from wipbook.commands.batch.plant_run import BUSY, DONE, FAILED, STOPPED, PlantResult

_EVERY = 10
"""Seconds after which a browser asks for the page again while the batch runs."""
_CLASS = {FAILED: "bad", BUSY: "doubt", STOPPED: "doubt"}
_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.4 Calibri,Carlito,system-ui,sans-serif;margin:0;background:#f4f7f7;color:#1f2a37}
header{background:#0f4c5c;color:#fff;padding:14px 18px}h1{font-size:22px;margin:0}header p{margin:2px 0 0}
main{padding:12px;overflow-x:auto}table{border-collapse:collapse;background:#fff;min-width:100%}
th,td{text-align:left;padding:5px 10px;border-bottom:1px solid #dbe3e4;vertical-align:top}
th{background:#e3ebec}td.n{text-align:right}tr.bad td{background:#fbeaea}tr.doubt td{background:#fdf3dc}
tr.waits td{color:#5b6472}
@media (prefers-color-scheme:dark){body,table{background:#12191c;color:#e5ecee}th{background:#2b383d}
tr.bad td{background:#4a1f1f}tr.doubt td{background:#4a3a14}}
"""


def status_page(plan: BatchPlan, results: Sequence[PlantResult], now: dt.datetime, over: bool) -> str:
    """HTML of the plants that are done, and of those that are not; it loads nothing and runs nothing."""
    known = {one.name: one for one in results}
    rows = []
    for plant in plan.plants:
        one = known.get(plant.name)
        if one is None:
            rows.append(f'<tr class="waits"><td>{escape(plant.name)}</td><td>waits or runs</td>' + "<td></td>" * 5)
            continue
        kind = _CLASS.get(one.state, "bad" if one.code > 1 else "")
        cells = (one.name, said(one), ", ".join(one.ran), ", ".join(one.kept))
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        row += f'<td class="n">{one.seconds:,.1f}</td><td class="n">{left_out(one)}</td><td>{escape(one.message)}</td>'
        rows.append(f'<tr class="{kind}">{row}')
    again = "" if over else f'\n<meta http-equiv="refresh" content="{_EVERY}">'
    state = "finished" if over else "running"
    heads = "".join(f"<th>{one}</th>" for one in (
        "Plant", "State", "Ran", "Had run", "Seconds", "Rows left out", "Message"
    ))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">{again}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(plan.path.name)}: {state}</title>
<style>{_STYLE}</style>
</head>
<body>
<header><h1>{escape(plan.path.name)}</h1>
<p>{len(results)} of {len(plan.plants)} plants, {state}, {now:%Y-%m-%d %H:%M:%S}</p></header>
<main><table><tr>{heads}</tr>
{chr(10).join(rows)}
</table></main>
</body>
</html>
"""


def said(one: PlantResult) -> str:
    """The state in words: done is not yet that nothing was found."""
    if one.state == DONE:
        return "something was found" if one.code else "fine"
    return one.state


def left_out(one: PlantResult) -> str:
    rows = one.facts.get("rows_left_out")
    return f"{rows:,}" if isinstance(rows, int) else ""


def summary(plan: BatchPlan, results: Sequence[PlantResult], now: dt.datetime, seconds: float) -> bytes:
    """A workbook: Plants (state, balances by stage, checks), Group (sums by currency of the plants that are in the
    group), Steps. Text that begins with = stays text."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    })
    book.set_properties({"title": f"Batch {plan.path.name}", "created": now})
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F4C5C", "text_wrap": True})
    title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0F4C5C"})
    money = book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00", "valign": "top"})
    bad = book.add_format({"bg_color": "#FBEAEA", "text_wrap": True, "valign": "top", "indent": 1})
    about = f"{plan.path.name}: {len(results)} plants, {now:%Y-%m-%d %H:%M}, {seconds:,.1f} seconds"
    stages = list(dict.fromkeys(stage for one in results for stage in _balances(one)))
    plants = [
        [one.name, said(one), one.code, one.message, one.facts.get("as_of") or "", one.facts.get("currency") or "",
         *(_balances(one).get(stage) for stage in stages), one.facts.get("rows_left_out"), _checks(one),
         "yes" if one.group else "no", one.seconds, ", ".join(one.ran), ", ".join(one.kept), one.book]
        for one in results
    ]
    headers = ["Plant", "State", "Exit Code", "Message", "As Of", "Currency", *stages, "Rows Left Out", "Checks",
               "In the Group", "Seconds", "Ran", "Had Run", "Workbook"]
    widths = {"Plant": 18, "Message": 34, "Workbook": 30, "State": 18, "Ran": 16, "Had Run": 16, "As Of": 11,
              "Exit Code": 8, "Currency": 9, "Rows Left Out": 9, "In the Group": 9, "Seconds": 9}
    _sheet(book, "Plants", about, headers, plants, widths, {*stages}, (head, title, money, bad))
    totals: dict[str, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(stages, Decimal(0)))
    counted: dict[str, int] = defaultdict(int)
    for one in results:
        if one.group and one.state == DONE and _balances(one):
            currency = str(one.facts.get("currency") or "")
            counted[currency] += 1
            for stage, amount in _balances(one).items():
                totals[currency][stage] += Decimal(str(amount))
    missing = sum(one.group and (one.state != DONE or not _balances(one)) for one in results)
    group = [
        [currency, counted[currency], *(float(totals[currency][stage]) for stage in stages)] for currency in totals
    ]
    note = f"{about}; currencies are not converted; {missing} plants of the group are not in these sums"
    _sheet(book, "Group", note, ["Currency", "Plants", *stages], group, {}, {*stages}, (head, title, money, bad))
    steps = [
        [one.name, record.step, record.code, record.seconds, record.peak / 1e6, record.ended, record.message]
        for one in results for record in one.records
    ]
    _sheet(
        book, "Steps", about, ["Plant", "Step", "Exit Code", "Seconds", "Peak MB", "Ended By", "Message"], steps,
        {"Plant": 22, "Message": 60}, {"Seconds", "Peak MB"}, (head, title, money, bad),
    )
    book.close()
    return stream.getvalue()


def _sheet(
    book: Any, name: str, about: str, headers: list[str], rows: list[list[Any]], widths: Mapping[str, float],
    numbers: set[str], formats: tuple[Any, Any, Any, Any],
) -> None:
    head, title, money, bad = formats
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "indent": 1})
    page = book.add_worksheet(name)
    page.write_string(0, 0, name, title)
    page.write_string(1, 0, about)
    for column, header in enumerate(headers):
        page.write_string(3, column, header, head)
        page.set_column(column, column, widths.get(header, 14), money if header in numbers else None)
    code = headers.index("Exit Code") if "Exit Code" in headers else None
    for at, row in enumerate(rows, 4):
        alarm = bad if code is not None and (row[code] or 0) > 1 else None
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(at, column, value[:32_000], alarm or wrapped)
            elif value is not None:
                page.write_number(at, column, value, money if headers[column] in numbers else alarm or wrapped)
    page.freeze_panes(4, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(3)
    if rows:
        page.autofilter(3, 0, 3 + len(rows), len(headers) - 1)


def _balances(one: PlantResult) -> dict[str, float]:
    found = one.facts.get("balances")
    return found if isinstance(found, dict) else {}


def _checks(one: PlantResult) -> str:
    checks, failing = one.facts.get("checks"), one.facts.get("failing")
    if not isinstance(checks, int):
        return ""
    return f"{checks - len(failing or {})} of {checks} agree"
