"""Every member of xlwings that this engine does not offer raises one clear error, never passes in silence."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from wipbook.hosts.libreoffice.faults import NotOnThisHost

_Class = TypeVar("_Class", bound=type)


def refuse(member: str, remedy: str = "") -> NoReturn:
    """Raise NotOnThisHost for ``member`` (such as ``Range.autofit``)."""
    raise NotOnThisHost(
        where=member, found="a workbook open in LibreOffice", expected="a member that the engine libreoffice offers",
        remedy=remedy or "do it in LibreOffice itself, or in Excel",
    )


def refuse_the_rest(base: type) -> Callable[[_Class], _Class]:
    """Class decorator: what ``base`` (of ``xlwings.base_classes``) only declares and the class lacks is refused."""

    def decorate(made: _Class) -> _Class:
        own = set(vars(made))
        for name in inspect.get_annotations(made):
            if name not in own:  # set on each object, over the property of the base
                setattr(made, name, None)
                own.add(name)
        for name, member in vars(base).items():
            if not name.startswith("_") and name not in own and _is_a_promise(member):
                setattr(made, name, _refusal(f"{base.__name__}.{name}", member))
        return made

    return decorate


def _is_a_promise(member: Any) -> bool:
    body = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
    return "NotImplementedError" in getattr(getattr(body, "__code__", None), "co_names", ())


def _refusal(name: str, member: Any) -> Any:
    def refusing(*_: Any, **__: Any) -> NoReturn:
        refuse(name)

    return property(refusing, refusing) if isinstance(member, property) else refusing
