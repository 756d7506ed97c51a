"""A preset laid on files: the mapping that it gives, or why they are not of its program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter

from wipbook.commands.data.import_.mapping import Mapping as ImportMapping
from wipbook.commands.data.import_.mapping import TableMap
from wipbook.commands.data.import_.proposals.formats import format_of, samples_of
from wipbook.commands.data.import_.proposals.model import Confidence, Proposal, ProposedColumn
from wipbook.commands.data.import_.proposals.normal import normal, squeezed
from wipbook.commands.data.import_.proposals.presets import presets
from wipbook.commands.data.import_.proposals.presets.preset import NotOfPreset, Preset
from wipbook.commands.data.import_.proposals.sample import Cells, Sampled
from wipbook.commands.data.import_.sql import identifier
from wipbook.schema import input_sheet

_TELLING = 5
_PLAIN = re.compile(r"\{(\w+)\}")


def propose_by(preset: Preset, samples: Sequence[Sampled], remarks: Sequence[str]) -> Proposal:
    """The mapping of a preset for sources; where several are of its program the first is mapped, and the rest told.

    Errors: ``NotOfPreset`` naming the columns that a file lacks.
    """
    told = list(remarks)
    fitting: list[tuple[Sampled, dict[str, Cells]]] = []
    for sample in samples:
        fields = fields_of(preset, sample)
        missing = [name for name in preset.needs if name not in fields]
        if missing:
            several = sum(other.file == sample.file for other in samples) > 1
            if several:
                told.append(f"{sample.file}, sheet {sample.sheet}, is not of {preset.name}.")
                continue
            raise _not_of(preset, sample, missing)
        fitting.append((sample, fields))
    if not fitting:
        raise _not_of(preset, samples[0], [n for n in preset.needs if n not in fields_of(preset, samples[0])])
    sample, fields = fitting[0]
    told += [
        f"{other.file} is of {preset.name} as well; in the mapping is {sample.file}. Map the other by itself."
        for other, _ in fitting[1:]
    ]
    sheet = input_sheet(preset.sheet)
    made = {header: said for header, of in preset.columns.items() if (said := first_of(of, fields))}
    formats = formats_of(preset.sheet, made, fields)
    mapping = ImportMapping(
        sources={sample.alias: sample.source},
        tables={preset.sheet: _table(preset, sample, made, fields, formats)},
    )
    unfilled = tuple(
        f"{preset.sheet}.{column.name}" for column in sheet.columns if column.required and column.name not in made
    )
    told += preset.remarks
    told += [f"{one} is required, and {preset.name} has nothing for it: see to it." for one in unfilled]
    columns = [
        _column(preset, one, cells, of_it if one is sample else {}, made, formats)
        for one, of_it in fitting for cells in one.columns
    ]
    return Proposal(mapping, tuple(columns), tuple(dict.fromkeys(told)), unfilled)


def those_of(sample: Sampled) -> list[Preset]:
    """The presets whose columns a source has. Those that need few columns are left out: any list has a name and a
    price."""
    telling = [one for one in presets().values() if len(one.needs) >= _TELLING]
    return [one for one in telling if set(one.needs) <= set(fields_of(one, sample))]


def before(one: str, other: str) -> bool:
    """Whether a program's export has two headers for the same field, of which its preset takes one before the other."""
    return _before(_key(one), _key(other))


@cache
def _before(one: str, other: str) -> bool:
    for preset in presets().values():
        for headers in preset.fields.values() if len(preset.needs) >= _TELLING else ():
            keys = [_key(header) for header in headers]
            if one in keys and other in keys:
                return keys.index(one) < keys.index(other)
    return False


def fields_of(preset: Preset, sample: Sampled) -> dict[str, Cells]:
    """The columns of a source by the preset's fields."""
    there: dict[str, Cells] = {}
    for cells in sample.columns:
        there.setdefault(_key(cells.header), cells)
    found = {}
    for name, headers in preset.fields.items():
        for header in headers:
            if _key(header) in there:
                found[name] = there[_key(header)]
                break
    return found


def _key(header: str) -> str:
    return squeezed(normal(header))


def _names(said: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(said) if name]


def first_of(of: Sequence[str], fields: Mapping[str, Cells]) -> str:
    """The first of several makings whose fields are there, blank for none."""
    return next((said for said in of if all(name in fields for name in _names(said))), "")


def _table(
    preset: Preset, sample: Sampled, made: Mapping[str, str], fields: Mapping[str, Cells], formats: Mapping[str, str]
) -> TableMap:
    where = preset.where if preset.where and all(name in fields for name in _names(preset.where)) else ""
    if not where and all(_PLAIN.fullmatch(said) for said in made.values()):
        columns = {header: fields[said[1:-1]].name for header, said in made.items()}
        return TableMap(source=sample.alias, columns=columns, formats=dict(formats))
    return query_of(sample, made, fields, formats, where)


def query_of(
    sample: Sampled, made: Mapping[str, str], fields: Mapping[str, Cells], formats: Mapping[str, str], where: str
) -> TableMap:
    """What fills a table by a query: for each header of ours what it is ``made`` of, of ``fields`` of the source."""
    texts = {name: identifier(f"text of {name}") for name in fields}
    lines, asked = [], set(_names(where))
    for header, said in made.items():
        plain = _PLAIN.fullmatch(said)
        asked |= set() if plain else set(_names(said))
        value = identifier(fields[plain[1]].name) if plain else said.format_map(texts)
        lines.append(f"  {value} AS {identifier(header)}")
    before = [
        f"  coalesce(trim(CAST({identifier(fields[name].name)} AS VARCHAR)), '') AS {texts[name]}"
        for name in fields if name in asked
    ]
    query = "WITH texts AS (SELECT *,\n" + ",\n".join(before) + f"\n  FROM {identifier(sample.alias)})\n"
    query += "SELECT\n" + ",\n".join(lines)
    query += "\nFROM texts" + (f"\nWHERE {where.format_map(texts)}" if where else "")
    return TableMap(query=query + "\n", formats=dict(formats))


def formats_of(name: str, made: Mapping[str, str], fields: Mapping[str, Cells]) -> dict[str, str]:
    """The formats of our columns: what a query makes of numbers is text, so that their decimal sign has to be said."""
    sheet, found = input_sheet(name), {}
    for header, said in made.items():
        column = sheet.column(header)
        if not (column.is_number or column.is_date):
            continue
        for of in reversed(_names(said)):
            cells = fields[of]
            given, _ = format_of(cells, column, name)
            typed = column.is_number and not _PLAIN.fullmatch(said) and any(cell.kind for cell in cells.cells)
            if given or typed:
                found[header] = given or "."
                break
    return found


def _column(
    preset: Preset, sample: Sampled, cells: Cells, fields: Mapping[str, Cells], made: Mapping[str, str],
    formats: Mapping[str, str],
) -> ProposedColumn:
    names = [name for name, of in fields.items() if of is cells]
    fills = [header for header, said in made.items() if set(names) & set(_names(said))]
    ranked = sorted(
        fills, key=lambda one: (one.casefold() not in names, not _PLAIN.fullmatch(made[one]), len(_names(made[one])))
    )
    header = (ranked or [""])[0]
    why = f"exports of {preset.name} call it so" if header else f"{preset.name} takes nothing from it"
    return ProposedColumn(
        preset.sheet, sample.file, sample.sheet, cells.name, header, header in input_sheet(preset.sheet).key,
        formats.get(header, ""), sample.encoding, Confidence.SURE if header else Confidence.NONE, why,
        samples_of(cells),
    )


def _not_of(preset: Preset, sample: Sampled, missing: Sequence[str]) -> NotOfPreset:
    lacking = ", ".join(repr(preset.fields[name][0]) for name in missing)
    there = ", ".join(column.header for column in sample.columns[:12] if column.header)
    return NotOfPreset(
        where=sample.file, found=f"no column {lacking} (there are {there})",
        expected=f"an export of {preset.about}",
        remedy="export it with these columns, or leave --preset out to have the file proposed as it is",
    )
