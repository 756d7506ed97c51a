"""The status of jobs as a page for a screen in the hall, and for a phone: one file that needs nothing else."""

from __future__ import annotations

import datetime as dt
from html import escape
from pathlib import Path

import polars as pl

from wipbook.commands.value.whole_file import write_whole
from wipbook.errors import RefusedToProtectData
from wipbook.forecast.performance.standing import FINISHED
from wipbook.forecast.shop.due_dates import AT_RISK, LATE, OVERDUE
from wipbook.values.fixed import quantity_text

MARK = "wipbook status"
"""By which a page is known as one of ours: no other file is ever written over."""
EVERY = 60
"""Seconds after which a screen asks for the file again: batch writes it anew."""
_CLASS = {OVERDUE: "bad", LATE: "bad", AT_RISK: "doubt", FINISHED: "good"}
_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.4 Calibri,Carlito,system-ui,sans-serif;margin:0;background:#f4f7f7;color:#1f2a37}
header{background:#0f4c5c;color:#fff;padding:14px 18px}
h1{font-size:22px;margin:0}
header p{margin:2px 0 0;font-size:14px;opacity:.9}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:12px;padding:12px}
article{background:#fff;border-left:6px solid #0f4c5c;border-radius:4px;padding:10px 14px;overflow-wrap:anywhere}
article.bad{border-color:#a61e1e}article.doubt{border-color:#d39a2c}article.good{border-color:#2e7d4f}
h2{font-size:18px;margin:0}
h2 small{font-weight:normal;color:#5b6472}
.bar{background:#e3ebec;height:10px;border-radius:5px;margin:8px 0}
.bar i{display:block;height:10px;border-radius:5px;background:#0f4c5c}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0}
dt{color:#5b6472}dd{margin:0}
.state{font-weight:bold}
.bad .state{color:#a61e1e}.doubt .state{color:#8a5d00}.good .state{color:#2e7d4f}
@media (prefers-color-scheme:dark){body{background:#12191c;color:#e5ecee}article{background:#1c262a}
.bar{background:#2b383d}dt,h2 small{color:#9fb0b5}}
"""


class NotOurPage(RefusedToProtectData):
    """A file that wipbook status did not write stands where its page is to go."""


def status_page(jobs: pl.DataFrame, company: str, of: str, as_of: dt.date) -> str:
    """HTML of ``jobs`` (``standing``). ``of``: whom it is for, in words ("all jobs", "customer C-200"). Everything that
    comes from the workbook is escaped; the page loads nothing and runs nothing. Open jobs stand first."""
    open_first = jobs.sort(pl.col("State") == FINISHED, maintain_order=True)
    cards = "\n".join(_card(row) for row in open_first.iter_rows(named=True)) or "<p>No jobs.</p>"
    title = escape(f"{company}: {of}" if company else of)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="{MARK}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{EVERY}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<header><h1>{title}</h1><p>{jobs.height} job{"s" * (jobs.height != 1)}, as of {as_of:%Y-%m-%d}</p></header>
<main>
{cards}
</main>
</body>
</html>
"""


def write_page(path: Path, page: str) -> None:
    """Write the page whole or not at all, over an older one of ours. Errors: ``NotOurPage``, ``OSError``."""
    if path.exists():
        head = path.read_bytes()[:2000] if path.is_file() else b""
        if f'content="{MARK}"'.encode() not in head:
            raise NotOurPage(
                where=str(path), found="another file", expected="no file, or a page that wipbook status wrote",
                remedy="choose another name, or move that file away",
            )
    write_whole(path, lambda file: file.write(page.encode("utf-8")))


def _card(row: dict[str, object]) -> str:
    done = row["Done"]
    share = round(100 * done) if isinstance(done, float) else None
    facts = [
        ("Made", f"{_units(row['Made'])} of {_units(row['Quantity'])}"), ("Step", _step(row)),
        ("Due", row["Due"]), ("Promised", row["Promised"]), ("Projected", row["Projected"]),
        ("Waits for", row["Waits For"]),
    ]
    said = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in facts if value)
    state = escape(str(row["State"] or ""))
    bar = "" if share is None else (
        f'<div class="bar" role="img" aria-label="{share} % done"><i style="width:{share}%"></i></div>'
    )
    return (
        f'<article class="{_CLASS.get(str(row["State"]), "")}"><h2>{escape(str(row["Job"]))} '
        f'<small>{escape(str(row["Description"] or ""))}</small></h2>{bar}'
        f'<dl><dt>State</dt><dd class="state">{state}</dd>{said}</dl></article>'
    )


def _units(quantity: object) -> str:
    return quantity_text(quantity) if isinstance(quantity, int) else ""


def _step(row: dict[str, object]) -> str:
    step, steps = str(row["Step"] or ""), str(row["Steps"] or "")
    return f"{step} ({steps} done)" if step and steps else step or steps
