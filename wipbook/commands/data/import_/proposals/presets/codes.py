"""Codes of movements in files that are no export of the program whose codes they are: what its preset says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from wipbook.commands.data.import_.mapping import TableMap
from wipbook.commands.data.import_.proposals.presets import presets
from wipbook.commands.data.import_.proposals.presets.apply import fields_of, first_of, formats_of, query_of
from wipbook.commands.data.import_.proposals.presets.preset import (
    OUTWARDS,
    Codes,
    Preset,
    cases,
    is_negative,
    listed,
    some,
    turned,
    unsigned,
)
from wipbook.commands.data.import_.proposals.sample import Cells, Sampled
from wipbook.commands.data.import_.proposals.words import notions_of

_MINUS = ("-", "(", "\N{MINUS SIGN}")
_SOMETHING = re.compile("[1-9]")


@dataclass(frozen=True)
class Translation:
    """What translates the codes of a source: how ``made`` its kinds and quantities are, and which rows are taken.
    ``leaves_out``: it knows not every code, and the import leaves the rows of the others out."""

    why: str
    made: Mapping[str, str]
    fields: Mapping[str, Cells]
    where: str = ""
    leaves_out: bool = False

    def table(self, sample: Sampled, columns: Mapping[str, str]) -> TableMap:
        """The query for a source of which ``columns`` of ours are filled from theirs."""
        cells = {one.name: one for one in sample.columns}
        fields, made = dict(self.fields), {}
        for at, (header, theirs) in enumerate(columns.items()):
            fields[f"column{at}"] = cells[theirs]
            made[header] = self.made.get(header, f"{{column{at}}}")
        return query_of(sample, made, fields, formats_of("Movements", made, fields), self.where)


@dataclass(frozen=True)
class Unclear:
    """Why codes that a preset knows are not translated."""

    why: str


@dataclass(frozen=True)
class _Row:
    code: str
    material: str
    quantity: str

    @property
    def negative(self) -> bool:
        return any(sign in self.quantity for sign in _MINUS)

    @property
    def says(self) -> bool:
        return _SOMETHING.search(self.quantity) is not None

    @property
    def plain(self) -> str:
        return self.quantity.strip("+-() \N{MINUS SIGN}")


def translated(sample: Sampled, types: str, filled: Mapping[str, str]) -> Translation | Unclear | None:
    """What a preset that knows the codes of more than half of the rows says of them with the quantities beside them;
    None where there is none, or no quantity. Other codes stay as they are, so that the import names their rows.
    ``filled``: which of their columns fills which of ours."""
    cells = {one.name: one for one in sample.columns}
    counted = Counter(cell.text for cell in cells[types].cells)
    said = set(counted)
    found = next(
        ((one, one.codes) for one in presets().values() if one.codes and _most(counted, one.codes.known)), None
    )
    if found is None or "Quantity" not in filled:
        return None
    preset, codes = found
    rows = _rows(cells[types], cells[filled["Quantity"]], cells.get(filled.get("Material", "")))
    prints = _prints(rows, codes)
    if prints and not any(row.negative for row in rows if row.says):
        prints = False if codes.minus & said else prints
        if codes.signed & said:
            return Unclear(f"nothing says whether a quantity of {min(codes.signed & said)} goes up or down")
    elif not prints and any(row.negative for row in rows):
        return Unclear(f"its quantities have not the signs that {preset.about} gives them")
    where, moves, unplaced = "", codes.moved & said, frozenset[str]()
    if moves and not _in_pairs([row for row in rows if row.code in moves], prints, sample.looked_at == sample.rows):
        if not {"Location", "To Location"} <= filled.keys() or any(row.negative for row in rows if row.code in moves):
            if not _most(counted, codes.known - moves):
                return Unclear(f"nothing says where what has the code {min(moves)} goes")
            moves, unplaced = frozenset(), moves
    elif moves:
        where, moves = f"{{type}} NOT IN ({listed(sorted(codes.moved))})", frozenset()
    fields = _fields(preset, sample, cells[types], cells[filled["Quantity"]], cells.get(filled.get("Job", "")))
    made = codes.made & said
    if made and not {"order", "purchase", "supplier"} & fields.keys():
        unplaced |= made
        if not _most(counted, codes.known - unplaced):
            return Unclear(f"nothing beside it says whether {min(made)} came from a supplier or was made")
    kinds = _kinds(preset, codes, fields, prints, moves)
    left = f"; rows of {', '.join(sorted(codes.moved & said))} come in pairs and are left out" if where else ""
    others = sorted(said - codes.known | unplaced)
    own = f"; {some(others)} stay as they are, and their rows are left out" if others else ""
    why = f"its codes are of {preset.about}, and mean what the preset {preset.name} says{left}{own}"
    return Translation(why, {"Type": kinds, "Quantity": _quantity(preset, codes, fields, prints)}, fields, where,
                       leaves_out=bool(others))


def _most(counted: Counter[str], known: frozenset[str]) -> bool:
    """Whether more than half of the rows have one of these codes."""
    return 2 * sum(counted[code] for code in known) > counted.total()


def _rows(types: Cells, quantities: Cells, materials: Cells | None) -> list[_Row]:
    counted = {cell.line: cell.text for cell in quantities.cells}
    of = {cell.line: cell.text for cell in materials.cells} if materials else {}
    return [_Row(cell.text, of.get(cell.line, ""), counted.get(cell.line, "")) for cell in types.cells]


def _prints(rows: list[_Row], codes: Codes) -> bool:
    """Whether quantities have the signs that the program prints: of codes that turn most of each, of others all."""
    against, of = Counter[str](), Counter[str]()
    for row in rows:
        if row.says and row.code in codes.kinds and row.code not in codes.signed:
            of[row.code] += 1
            against[row.code] += row.negative != (row.code in codes.minus)
    return all(
        not count or (codes.kinds[code] in codes.turns and 2 * count < of[code]) for code, count in against.items()
    )


def _in_pairs(rows: list[_Row], prints: bool, whole: bool) -> bool:
    """Whether each of two halves of a transfer is there: what went out of one place came into another."""
    if not whole:
        return not prints or len({row.negative for row in rows}) == 2
    counted = Counter((row.material, row.plain, row.negative and prints) for row in rows)
    if not prints:
        return all(count % 2 == 0 for count in counted.values())
    return all(counted[material, plain, not out] == count for (material, plain, out), count in counted.items())


def _fields(preset: Preset, sample: Sampled, types: Cells, quantities: Cells, job: Cells | None) -> dict[str, Cells]:
    fields = {"type": types, "quantity": quantities}
    by_header = fields_of(preset, sample)
    for name, notion in (("purchase", "purchase-order"), ("supplier", "supplier")):
        said = next((one for one in sample.columns if notion in notions_of(one.header)), None)
        found = by_header.get(name, said)
        if found is not None and found.cells:
            fields[name] = found
    order = by_header.get("order", job)
    if order is not None and order is fields.get("purchase") and order is not by_header.get("purchase"):
        del fields["purchase"]  # in some languages one word is both, and in a list of movements it is of production
    if order is not None and order is not fields.get("purchase"):
        fields["order"] = order
    return fields


def _kinds(
    preset: Preset, codes: Codes, fields: Mapping[str, Cells], prints: bool, moves: frozenset[str]
) -> str:
    """SQL: the kind that a code means."""
    transfers = f"WHEN {{type}} IN ({listed(sorted(moves))}) THEN 'Transfer' " if moves else ""
    if codes.made:
        those = {"type": fields["type"]}
        for name in ("order", "purchase"):
            those |= {name: fields[name]} if name in fields else {}
        bought = {**those, "purchase": fields["supplier"]} if "supplier" in fields else those
        said = first_of(preset.columns["Type"], those if len(those) > 1 else bought)
        if "purchase" not in those and "order" not in those:
            said = said.replace("{purchase}", "{supplier}")
    else:
        said = cases("type", codes.kinds, "{type}")
        turns = ""
        for kind, to in codes.turns.items():
            of = [code for code, one in codes.kinds.items() if one == kind]
            other = f"{'NOT ' * (of[0] in codes.minus)}{is_negative('quantity')}"
            turns += f"WHEN {{type}} IN ({listed(of)}) AND {other} THEN '{to}' "
        said = f"CASE {turns}ELSE {said} END" if turns and prints else said
    return f"CASE {transfers}ELSE {said} END" if transfers else said


def _quantity(preset: Preset, codes: Codes, fields: Mapping[str, Cells], prints: bool) -> str:
    """SQL: a quantity as we have it, whose kind says which way it went."""
    if not prints:
        back = sorted(code for code, kind in codes.kinds.items() if (kind in OUTWARDS) != (code in codes.minus))
        return f"CASE WHEN {{type}} IN ({listed(back)}) THEN {turned('quantity')} ELSE {{quantity}} END"
    out = sorted(code for code, kind in codes.kinds.items() if kind in OUTWARDS and kind not in codes.turns)
    both = sorted(code for code, kind in codes.kinds.items() if kind in codes.turns)
    whens = [f"WHEN {{type}} IN ({listed(out)}) THEN {turned('quantity')}"] if out else []
    whens += [f"WHEN {{type}} IN ({listed(both)}) THEN {unsigned('quantity')}"] if both else []
    return f"CASE {' '.join(whens)} ELSE {{quantity}} END"
