"""Custom properties of a workbook (docProps/custom.xml): small facts about the file itself, beside its sheets."""

from __future__ import annotations

from wipbook.ooxml.markup import attributes, elements, escape, prefix_of, splice, unescape
from wipbook.ooxml.package.package import Package

_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
# The format identifier that every custom property of a document carries.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_BLANK = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"></Properties>'
)


def custom_property(package: Package, name: str) -> str | None:
    """The value of a custom property as text; None without it."""
    part = package.related("", "custom-properties")
    if part is None or not package.has(part):
        return None
    data = package.read_xml(part)
    for found in elements(data, b"property"):
        if attributes(data[found.start : found.tag_end]).get("name") == name:
            inside = data[found.tag_end : found.content_end]
            start, end = inside.find(b">") + 1, inside.rfind(b"</")
            return unescape(inside[start:end].decode()) if 0 < start <= end else ""
    return None


def set_custom_property(package: Package, name: str, value: str) -> None:
    """Give a custom property a text, new or not."""
    part = package.related("", "custom-properties")
    data = package.read_xml(part) if part is not None and package.has(part) else _BLANK
    numbers, cuts = [1], []
    for found in elements(data, b"property"):
        tag = attributes(data[found.start : found.tag_end])
        numbers.append(int(tag.get("pid", "1")))
        if tag.get("name") == name:
            cuts.append((found.start, found.end, b""))
    data = splice(data, cuts)
    p = prefix_of(data).decode()
    # Other programs declare the prefix of value types where they use it; so do we.
    one = (
        f'<{p}property fmtid="{_FORMAT}" pid="{max(numbers) + 1}" name="{escape(name)}">'
        f'<vt:lpwstr xmlns:vt="{_VALUES}">{escape(value)}</vt:lpwstr></{p}property>'
    ).encode()
    if data.rstrip().endswith(b"/>"):  # an empty root
        data = data.rstrip()[:-2] + f"></{p}Properties>".encode()
    at = data.rindex(b"</")
    package.write(part or _PART, data[:at] + one + data[at:], _TYPE)
    if part is None:
        package.relate("", "custom-properties", _PART)
