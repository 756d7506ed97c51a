"""A pack as one page of HTML that needs nothing else: for a browser, a phone, a printer."""

from __future__ import annotations

from html import escape

from wipbook.commands.packs.document import Document, Section, Table
from wipbook.commands.packs.forms.numbers import NUMBERS, shown

_STYLE = """
:root{color-scheme:light}
body{font:15px/1.4 Calibri,Carlito,system-ui,sans-serif;margin:0 auto;max-width:1200px;padding:0 16px 32px;
color:#1f2a37}
h1{font-size:26px;color:#0f4c5c;margin:20px 0 0}h2{font-size:19px;color:#0f4c5c;margin:28px 0 0}h3{font-size:15px}
.line,.note{color:#5b6472;margin:2px 0 8px}.note{font-size:13px;font-style:italic}
.preliminary{color:#fff;background:#a61e1e;font-weight:bold;padding:6px 12px;margin:8px 0}
.preliminary.all{display:none}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 18px}dt{color:#5b6472}dd{margin:0;font-weight:bold}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
th{background:#0f4c5c;color:#fff;text-align:left;padding:5px 8px;vertical-align:bottom}
td{border-bottom:1px solid #e3ebec;padding:4px 8px;vertical-align:top;overflow-wrap:anywhere}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
tfoot td{font-weight:bold;border-top:1px solid #0f4c5c}
.sign td{height:34px}.box{border:1px solid #5b6472;min-height:110px;padding:6px}
@media print{@page{size:A4 landscape;margin:14mm}section{break-before:page}body{max-width:none}
.preliminary.all{display:block;position:fixed;top:0;right:0;margin:0}.preliminary:not(.all){display:none}
a{color:inherit;text-decoration:none}.wide{overflow:visible}thead{display:table-header-group}}
"""


def html_form(document: Document) -> str:
    """The page. Everything that comes from the workbook is escaped; the page loads nothing and runs nothing. What is
    preliminary is so at the head of every section, and on every printed page (a fixed element is on each of them)."""
    words = document.text
    listed = "".join(
        f'<li><a href="#s{number}">{escape(one.title)}</a></li>' for number, one in enumerate(document.sections, 1)
    )
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in document.facts)
    sections = "\n".join(_section(one, number, document) for number, one in enumerate(document.sections, 1))
    return f"""<!DOCTYPE html>
<html lang="{words.code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(document.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
{_preliminary(document, "preliminary all")}
<h1>{escape(document.title)}</h1>
<p class="line">{escape(document.line)}</p>
{_preliminary(document)}
<dl>{facts}</dl>
<h2>{escape(words("contents"))}</h2>
<ol>{listed}</ol>
{_comments(document)}{_signatures(document)}
{sections}
</body>
</html>
"""


def _preliminary(document: Document, kind: str = "preliminary") -> str:
    return f'<p class="{kind}">{escape(document.preliminary)}</p>' if document.preliminary else ""


def _comments(document: Document) -> str:
    if not document.for_comments and not document.comments:
        return ""
    said = "".join(f"<p>{escape(one)}</p>" for one in document.comments)
    return f'<h2>{escape(document.text("comments"))}</h2><div class="box">{said}</div>'


def _signatures(document: Document) -> str:
    if not document.signatures:
        return ""
    words = document.text
    heads = "".join(f"<th>{escape(words(key))}</th>" for key in ("name", "date", "signature"))
    rows = "".join(f"<tr><td>{escape(words(who))}</td><td></td><td></td><td></td></tr>" for who in document.signatures)
    return f'<table class="sign"><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _section(section: Section, number: int, document: Document) -> str:
    note = f'<p class="note">{escape(section.note)}</p>' if section.note else ""
    tables = "\n".join(_table(one, document) for one in section.tables)
    return (
        f'<section id="s{number}"><h2>{escape(section.title)}</h2>{_preliminary(document)}{note}\n{tables}</section>'
    )


def _table(table: Table, document: Document) -> str:
    heading = f"<h3>{escape(table.heading)}</h3>" if table.heading else ""
    if not table.frame.height:
        return f"{heading}<p>{escape(table.empty)}</p>"
    sides = [' class="number"' if column.look in NUMBERS else "" for column in table.columns]
    heads = "".join(
        f"<th{side}>{escape(column.header)}</th>" for column, side in zip(table.columns, sides, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(
            f"<td{side}>{escape(shown(value, column.look, document.text, document.places))}</td>"
            for column, value, side in zip(table.columns, values, sides, strict=True)
        ) + "</tr>"
        for values in table.frame.select([column.name for column in table.columns]).iter_rows()
    )
    more = f'<p class="note">{escape(table.left_out)}</p>' if table.left_out else ""
    return (
        f'{heading}<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody>'
        f"{_totals(table, document, sides)}</table></div>{more}"
    )


def _totals(table: Table, document: Document, sides: list[str]) -> str:
    if not table.totals:
        return ""
    cells = "".join(
        f"<td{side}>"
        + escape(shown(table.totals[column.name], column.look, document.text, document.places)
                 if column.name in table.totals else document.text("total") if at == 0 else "")
        + "</td>"
        for at, (column, side) in enumerate(zip(table.columns, sides, strict=True))
    )
    return f"<tfoot><tr>{cells}</tr></tfoot>"
