"""The forms a pack can have: a workbook of values, a page of HTML, a printed PDF, the draft of a mail."""

from __future__ import annotations

XLSX, HTML, PDF, EML = "xlsx", "html", "pdf", "eml"
FORMS = (XLSX, PDF, HTML, EML)
