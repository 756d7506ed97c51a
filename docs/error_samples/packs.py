"""Packs told what they cannot be."""

from __future__ import annotations

import polars as pl

from error_samples import raises
from error_samples.start import plant, wipbook
from wipbook.commands.packs.forms.mail_form import AddressNotUnderstood
from wipbook.commands.packs.pack import PeriodNotClosed, Wanted, pack
from wipbook.commands.packs.requests import StakeholderWithoutCustomer, UnknownAudience, UnknownForm


@raises(UnknownAudience)
def unknown_audience() -> None:
    plant()
    wipbook("pack plant.xlsx --for banks")


@raises(UnknownForm)
def unknown_form() -> None:
    plant()
    wipbook("pack plant.xlsx --for bank --format docx")


@raises(PeriodNotClosed)
def period_not_closed() -> None:
    plant()
    wipbook("pack plant.xlsx --for bank --period 2026-01-31")


@raises(AddressNotUnderstood)
def address_not_understood() -> None:
    book = plant()
    customer = {"Customer": ["C-1"], "Name": ["City Cycles"], "Email": ["ana at city"]}
    book.write_table("Customers", pl.DataFrame(customer))
    pack(book, Wanted("customer:C-1", "eml"))


@raises(StakeholderWithoutCustomer)
def stakeholder_without_customer() -> None:
    book = plant()
    book.write_table("Stakeholders", pl.DataFrame({"Stakeholder": ["ANA"], "Pack": ["customer"], "When": ["daily"]}))
    pack(book, Wanted("due"))
