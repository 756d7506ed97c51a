"""Every member of xlwings that the file engine does not offer raises one clear error, never passes in silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from wipbook.ooxml.faults import NotOnFileHost

_Class = TypeVar("_Class", bound=type)


def refuse(member: str, remedy: str = "") -> NoReturn:
    """Raise NotOnFileHost for ``member`` (such as ``Range.autofit``)."""
    raise NotOnFileHost(
        where=member,
        found="a workbook file without Excel",
        expected="a member that works without Excel",
        remedy=remedy or "do it in Excel, or prepare it in the template; the file host keeps it as it is",
    )


def refuse_the_rest(base: type) -> Callable[[_Class], _Class]:
    """Class decorator: what ``base`` (of ``xlwings.base_classes``) only declares and the class lacks is refused.

    Attributes the class only annotates are set per object; they need a place over the property of the base.
    """

    def decorate(cls: _Class) -> _Class:
        for name in vars(cls).get("__annotations__", {}):
            if name not in vars(cls):
                setattr(cls, name, None)
        for name, member in vars(base).items():
            if name.startswith("__") or name in vars(cls) or not _only_declared(member):
                continue
            setattr(cls, name, _refusing(f"{base.__name__}.{name}", isinstance(member, property)))
        return cls

    return decorate


def _only_declared(member: Any) -> bool:
    function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
    code = getattr(function, "__code__", None)
    return code is not None and "NotImplementedError" in code.co_names


def _refusing(member: str, is_property: bool) -> Any:
    def call(*_: Any, **__: Any) -> NoReturn:
        refuse(member)

    return property(call, call) if is_property else call
