"""Every member of xlwings that an engine does not offer raises one clear error, never passes in silence."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, ClassVar, NoReturn, Protocol, TypeVar

from xlwings import base_classes


class Refuse(Protocol):
    """Raises an engine's error for a ``member`` (such as ``Range.autofit``)."""

    def __call__(self, member: str, remedy: str = "") -> NoReturn: ...


class Refusing:
    """The base of everything that may refuse: what stands in this room does it in the words of its engine."""

    _refuse: ClassVar[Refuse]


_Class = TypeVar("_Class", bound=type[Refusing])


def refusing_the_rest(refuse: Refuse) -> Callable[[_Class], _Class]:
    """The class decorator of an engine: what ``xlwings.base_classes`` only declares and the class lacks is refused.

    Attributes that our classes only annotate are set per object; they need a place over the property of the base.
    """

    def decorate(made: _Class) -> _Class:
        made._refuse = staticmethod(refuse)
        theirs = [one for one in made.__mro__ if one.__module__ == base_classes.__name__]
        ours = [one for one in made.__mro__ if one not in theirs]
        own = {name for one in ours for name in vars(one)}
        for name in {name for one in ours for name in inspect.get_annotations(one)} - own:
            setattr(made, name, None)
            own.add(name)
        for base in theirs:
            for name, member in vars(base).items():
                if not name.startswith("_") and name not in own and only_declared(member):
                    setattr(made, name, _refusing(refuse, f"{base.__name__}.{name}", member))
        return made

    return decorate


def only_declared(member: Any) -> bool:
    """Whether a member of a base class does nothing but say that it is not implemented."""
    body = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
    return "NotImplementedError" in getattr(getattr(body, "__code__", None), "co_names", ())


def _refusing(refuse: Refuse, name: str, member: Any) -> Any:
    def call(*_: Any, **__: Any) -> NoReturn:
        refuse(name)

    return property(call, call) if isinstance(member, property) else call
