"""``wipbook new``: a new workbook from the template."""

from __future__ import annotations

from pathlib import Path

from wipbook.commands.command import Answer, Argument, Call, Command


def run(call: Call) -> Answer:
    import datetime as dt

    from wipbook.commands.data.make_new import new_workbook
    from wipbook.commands.data.new import check_packs, prepare, refuse_name, refuse_taken
    from wipbook.ledger.ledger import read_policy
    from wipbook.schema import packs

    given = call.given
    book, with_ = given["book"], given["with_"]
    chosen = list(packs()[1:]) if with_.strip() == "all" else [p.strip() for p in with_.split(",") if p.strip()]
    check_packs(chosen)
    refuse_name(book)
    refuse_taken(book)
    with new_workbook(book) as workbook:
        wanted = (("Company", given["company"]), ("Currency", given["currency"]), ("Role", given["role"]))
        prepare(workbook, chosen, {name: value for name, value in wanted if value}, dt.datetime.now())
        role = read_policy(workbook).role
        tabs = sum(workbook.is_visible(name) for name in workbook.sheets())
    then = "Type or import materials, movements, jobs and labor, then"
    return Answer([
        f"Made {book}. {then}: wipbook refresh {book}",
        f"View {role}: {tabs} tabs; wipbook view {book} --role shows others', --role All every sheet of your packs",
    ])


COMMAND = Command(
    name="new", order=10, about="Make a new workbook from the template.", run=run, home=10, needs_book=False,
    json=False, refuses="a file of that name is there",
    arguments=(
        Argument("book", "The workbook (.xlsx or .xlsm).", Path, metavar="BOOK"),
        Argument("with_", "Packs to switch on, separated by commas; 'all' for every one.", default="",
                 words=("--with",)),
        Argument("company", "Name printed on every report.", default="", words=("--company",)),
        Argument("currency", "Currency code.", default="", words=("--currency",)),
        Argument("role", "Whose tabs are shown: Controller, Shop, Purchasing, Auditor, All; default: Controller.",
                 default="", words=("--role",)),
    ),
)
