"""Custom properties of a workbook that is open in a program."""

from __future__ import annotations

from typing import Any

_TEXT = 4  # msoPropertyTypeString


def custom_property(book: Any, name: str) -> str | None:
    """The property as text; None without it, and where the program does not tell."""
    office = _of_libreoffice(book)
    if office is not None:
        known = office.getPropertySetInfo().hasPropertyByName(name)
        return _text(office.getPropertyValue(name)) if known else None
    try:
        return _text(book.api.CustomDocumentProperties(name).Value)
    except Exception:  # noqa: BLE001 - Excel raises for a name it does not know, other engines have no such thing
        return None


def set_custom_property(book: Any, name: str, value: str) -> None:
    """Set it where the program can."""
    office = _of_libreoffice(book)
    if office is not None:
        if office.getPropertySetInfo().hasPropertyByName(name):
            office.removeProperty(name)
        office.addProperty(name, 128, value)  # com.sun.star.beans.PropertyAttribute.REMOVABLE
        return
    try:
        kept = book.api.CustomDocumentProperties
    except Exception:  # noqa: BLE001 - an engine without properties: the row on Settings says the same
        return
    try:
        kept(name).Value = value
    except Exception:  # noqa: BLE001 - not there yet
        kept.Add(name, False, _TEXT, value)


def _of_libreoffice(book: Any) -> Any:
    document = getattr(book.impl, "document", None)
    return document.DocumentProperties.UserDefinedProperties if document is not None else None


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
