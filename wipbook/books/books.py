"""The books as audit and planning see them: the results of the workbook and every shared view of them."""

from __future__ import annotations

from wipbook.books.views.basics import MILLION, OPEN, share
from wipbook.books.views.people import PeopleViews
from wipbook.books.views.stock import StockViews

__all__ = ["MILLION", "OPEN", "Books", "share"]


class Books(StockViews, PeopleViews):
    """Results, and views that several rules and plans share. Numbers are fixed-point integers as in the ledger."""
