"""One column of an input sheet: the single place where its name, meaning and limits are said."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, model_validator


class Role(StrEnum):
    """What the values of a column are. Number formats, validations and the loader's checks follow from it."""

    CODE = "code"  # text that identifies something: 00123 and 22E1 stay as typed
    TEXT = "text"
    CHOICE = "choice"  # one of a fixed list
    FLAG = "flag"  # TRUE or FALSE
    DATE = "date"
    TIMESTAMP = "timestamp"
    TIME = "time"
    PERIOD = "period"  # a month, held as its first day
    QUANTITY = "quantity"
    HOURS = "hours"
    UNIT_COST = "unit cost"  # money per unit
    AMOUNT = "amount"  # money
    PERCENT = "percent"  # 15 means 15 %
    WHOLE = "whole number"
    FACTOR = "factor"  # an exact number of any kind, typed as 0.01 or 1/100, held as the fraction it is
    RATE = "rate"  # an exact number, held as the fraction it is


class Sign(StrEnum):
    ANY = "any"
    NOT_NEGATIVE = "zero or more"
    POSITIVE = "more than zero"


NUMBERS = frozenset({Role.QUANTITY, Role.HOURS, Role.UNIT_COST, Role.AMOUNT, Role.PERCENT, Role.WHOLE, Role.RATE})
EXACT = frozenset({Role.FACTOR, Role.RATE})
"""Held as text, the numerator and the denominator: 1/3 has no places that would do."""
DATES = frozenset({Role.DATE, Role.TIMESTAMP, Role.PERIOD})


class Column(BaseModel):
    """A column: ``name`` is its header and part of the public contract; a renamed one keeps its old name as an
    alias. ``references`` names the ``Sheet.Column`` whose codes it may hold. ``unit`` and ``note`` stand in the
    row above the header; ``example`` is a value a reader would recognise; ``since`` is the version of the template
    that brought the column. A ``timed`` date may have a time of day, a ``fine`` unit cost
    more than six places; both then count. ``listed_on`` names the sheet whose key lists the ``choices`` that are too
    many for the list of a cell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: Role
    note: str
    example: str
    required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    references: str = ""
    listed_on: str = ""
    sign: Sign = Sign.ANY
    aliases: tuple[str, ...] = ()
    width: float = 0
    since: int = 1
    timed: bool = False
    fine: bool = False

    @model_validator(mode="after")
    def _is_consistent(self) -> Column:
        if bool(self.choices) != (self.role is Role.CHOICE):
            raise ValueError(f"{self.name}: choices belong to a choice column and only there")
        if self.references and self.role is not Role.CODE:
            raise ValueError(f"{self.name}: only a code can refer to another sheet")
        if self.sign is not Sign.ANY and self.role not in NUMBERS:
            raise ValueError(f"{self.name}: only a number has a sign")
        return self

    @property
    def is_number(self) -> bool:
        return self.role in NUMBERS

    @property
    def is_date(self) -> bool:
        return self.role in DATES
