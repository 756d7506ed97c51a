"""Headers that say a notion and something around it: a path of relations, a table of lines in brackets, *per ton*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wipbook.commands.data.import_.proposals.normal import normal

_LINES = re.compile(
    r"(?:.*_)?(?:lines?|line_ids|lines_ids|items|rows|details?|entries|components|positions|operations|move_ids)(?:_ids?)?"
    r"|[a-z0-9_]+_ids"
)
_LABELLED = re.compile(r"(?:\w+ )+(?:lines|operations|components)|vendors|suppliers", re.IGNORECASE)
"""A table of lines as programs label it before a sign, *Order Lines / Quantity*."""
_OF_USERS = re.compile(r"\s*(?:cf\.|custom field\s*[:.-]|udf[_.: ]|x_studio_)", re.IGNORECASE)
"""What programs write before the fields that their users have added."""
_STEP = re.compile(r"\.?[A-Za-z0-9_]+")
_TABLE = re.compile(
    r"(?P<of>.+?)\s*[(\[](?:[^()\[\]]*\s)?(?:items|lines|components|details?|entries|operations|time ?sheets|positionen"
    r"|lignes|l[ií]neas|righe|linhas|regels)[)\]]",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"[(\[](?:in )?(?:h|hrs?|hours?|decimal|dec|dezimal|std|stunden|heures|horas|ore|uren)\.?[)\]]", re.IGNORECASE
)
_PER = {"per": "unit", "pro": "einheit", "je": "einheit", "par": "unite", "por": "unidad"}
_MEASURES = frozenset({
    "ton", "tons", "tonne", "tonnes", "kg", "kilo", "kilogram", "g", "gram", "lb", "pound", "piece", "pieces", "pc",
    "pcs", "each", "item", "meter", "metre", "m", "ft", "foot", "yard", "liter", "litre", "l", "gallon", "m2", "m3",
    "box", "case", "carton", "pallet", "pack", "bag", "roll", "sheet", "dozen", "stuck", "stk", "pieza",
    "kilogramm", "tonnen", "bottle", "set", "pezzo", "pezzi",
    "stuk", "peca", "unita", "unidade", "tonnellata", "tonelada",
})
_CHOSEN = frozenset({
    "default", "preferred", "primary", "main", "usual", "my", "our", "required", "new", "total", "overall", "standard",
    "current", "related", "linked", "associated", "sum", "summe", "somme", "suma", "soma", "somma",
    "selected", "source", "original", "bestellte", "aktueller", "principal", "habitual",
})
"""What stands before a word without making another of it."""
_SUMS = frozenset({("summe", "von"), ("anzahl", "von"), ("summa", "av"), ("sum", "af"), ("som", "van")})
"""What a pivot table writes before the column that it sums."""
_OF_A_ROW = frozenset({
    "item", "part", "product", "line", "lineitem", "component", "material", "article", "row", "record", "sku",
    "position", "detail",
    "produkt", "produit", "producto", "produto", "prodotto", "articulo", "artigo", "articolo", "artikel", "ligne",
    "linea", "linha", "riga", "componente", "composant", "komponente",
})
"""What the row is about, as in *part quantity* and *component unit*."""
_TAXED = frozenset({
    "excl", "incl", "excluding", "including", "ex", "inc", "vat", "tax", "taxes", "gst", "ht", "ttc", "netto", "brutto",
    "mwst", "iva", "net", "gross", "imp", "con", "sin", "sem", "com", "sans", "avec", "senza", "incluido", "incluida",
    "igv", "icms", "kdv", "btw", "dahil", "haric", "dph", "moms", "masked", "rupees", "rs",
})
_MOMENTS = frozenset({"time", "datetime", "timestamp", "at", "on", "ts"})
_PIECES = frozenset({"units", "pieces", "pcs", "pc", "parts"})
"""What is counted, in place of that it is a quantity: *good parts*, *pcs received*."""
_TURNED = frozenset({
    "date", "type", "name", "description", "quantity", "time", "price", "cost", "status", "amount", "reason", "cause",
    "unit", "category", "value", "rate",
})
"""Words of which *date of purchase* is *purchase date*."""
_EITHER = re.compile(r"([^/]*[^/\s])(?:\s*/\s*|\s+or\s+)([^/]+)", re.IGNORECASE)
_STEPS = 2
"""How often words are taken away, one after another."""
_PER_SIGN = re.compile(r"([^/]*[^/\s])\s*/\s*(\w+)")
_SAYS_LITTLE = frozenset({
    "name", "type", "date", "code", "description", "reference", "note", "id", "number", "text", "class", "status",
    "key", "nombre", "nom", "nome", "typ", "tipo", "fecha", "data", "datum", "codigo", "codice", "kind", "state",
})
_PRICED = frozenset({
    "price", "cost", "preis", "kosten", "prix", "cout", "precio", "costo", "coste", "prezzo", "preco", "prijs",
})


@cache
def unwrapped(header: str) -> tuple[str, bool]:
    """What a header says by itself, and whether it says that of the lines of what the row is about; a moment as
    its day, and units as their quantity.

    Of a path the part behind its lines counts; a relation to one is named by itself, its *id* left out.

    >>> unwrapped("bom_line_ids/product_qty"), unwrapped("partner_id/name"), unwrapped("Item Code (Items)")
    (('product_qty', True), ('partner name', False), ('Item Code', True))
    >>> unwrapped("Debit/Credit"), unwrapped("Art.Nr"), unwrapped("lines.sku"), unwrapped("Order Lines / Product")
    (('Debit/Credit', False), ('Art.Nr', False), ('sku', True), ('Product', True))
    >>> unwrapped("CF.Category"), unwrapped("Custom Field: Lot")
    (('Category', False), ('Lot', False))
    """
    own = _OF_USERS.match(header)
    if own and header[own.end() :].strip():
        return unwrapped(header[own.end() :].strip())
    table = _TABLE.fullmatch(header.strip())
    if table:
        return table["of"], True
    sign = "/" if "/" in header else "."
    parts = [part.strip() for part in header.split(sign)]
    if len(parts) == 2 and sign == "/" and _LABELLED.fullmatch(parts[0]):
        return parts[1], True
    if len(parts) < 2 or not all(_STEP.fullmatch(part) for part in parts):
        return header, False
    lines = [at for at, part in enumerate(parts[:-1]) if _LINES.fullmatch(part.lower())]
    if not lines and (sign == "." or not parts[0].endswith("_id")):
        return header, False
    kept = parts[lines[-1] + 1 :] if lines else parts
    if len(kept) > 1 and kept[-1].lower() in ("id", ".id"):
        kept = kept[:-1]
    return " ".join([*(part.removesuffix("_id") for part in kept[:-1]), kept[-1].lstrip(".")]), bool(lines)


def in_hours(header: str) -> str:
    """A header with its unit of time as a word, since it says what kind of figure it is.

    >>> in_hours("Duration (h)"), in_hours("Time [decimal]"), in_hours("Qty (kg)")
    ('Duration  hours', 'Time  hours', 'Qty (kg)')
    """
    return _HOURS.sub(" hours", header)


def per_unit(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a price per measure as those of a price per unit; others as they are.

    >>> per_unit(normal("price_per_ton")), per_unit(normal("Preis pro kg")), per_unit(normal("Qty per box"))
    (('price', 'per', 'unit'), ('preis', 'pro', 'einheit'), ('quantity', 'per', 'box'))
    """
    if len(words) > 2 and words[-2] in _PER and words[-1] in _MEASURES and words[-3] in _PRICED:
        return (*words[:-1], _PER[words[-2]])
    return words


def barer(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Words without what makes no other thing of them: *default*, a tax, the *1* of several, what the row is about.

    >>> list(barer(("default", "purchase", "price"))), list(barer(("street", "1")))
    ([('purchase', 'price')], [('street',)])
    >>> list(barer(("part", "name"))), list(barer(("price", "excl", "vat")))
    ([], [('price', 'excl'), ('excl', 'vat', 'price'), ('price',), ('excl', 'price')])
    >>> list(barer(("release", "time"))), list(barer(("date", "purchase"))), list(barer(("pieces", "good")))
    ([('release', 'date')], [('data', 'purchase'), ('purchase', 'date')], [('quantity', 'good'), ('good', 'quantity')])
    """
    seen, latest = {words}, [words]
    for _ in range(_STEPS):
        found = [one for some in latest for one in _barer(some) if one and one not in seen]
        latest = list(dict.fromkeys(found))
        seen |= set(latest)
        yield from latest


def _barer(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(words) < 2:
        return
    first, last, rest = words[0], words[-1], words[1:]
    if last in _MOMENTS:
        yield (*words[:-1], "date")
    if first == "date":  # *dt_emissao*
        yield ("data", *rest)
    if last in _PIECES:
        yield (*words[:-1], "quantity")
    if first in _PIECES:
        yield ("quantity", *rest)
    if first == "number" and last.endswith("ed"):
        yield ("quantity", *rest)
    if words[:2] == ("number", "hours"):
        yield rest
    if last in _TAXED or last == "1":
        yield words[:-1]
    if words[:2] in _SUMS:
        yield words[2:]
    if first in _CHOSEN and not (first == "total" and _PRICED & set(words)):
        yield rest
    if first in _OF_A_ROW and not set(rest) <= _SAYS_LITTLE:
        yield rest
    if first in _TURNED and last not in _TURNED:
        yield (*rest, first)
    if len(words) > 2 and words[1] == "for":
        yield (first, *words[2:])
    if last == "quantity" and first not in _TURNED:
        yield (last, *words[:-1])


def per_sign(header: str) -> str:
    """A header with its one sign of *per* as the word, *Qty/Assy*; whether it is one its words have to tell.

    >>> per_sign("Qty/Assy"), per_sign("Cost / Hr"), per_sign("In/Out/Net")
    ('Qty per Assy', 'Cost per Hr', 'In/Out/Net')
    """
    return _PER_SIGN.sub(r"\1 per \2", header) if _PER_SIGN.fullmatch(header.strip()) else header


def either(header: str) -> tuple[str, str] | None:
    """The two of a header that says the same twice, *Supplier/Vendor*, *Job or Project*; None for another.

    >>> either("Supplier/Vendor"), either("SKU or Part No"), either("SKU")
    (('Supplier', 'Vendor'), ('SKU', 'Part No'), None)
    """
    found = _EITHER.fullmatch(header.strip())
    return (found[1].strip(), found[2].strip()) if found else None


def is_question(header: str) -> bool:
    """Whether a header asks for yes or no: *Billable?*, *is_vendor*.

    >>> is_question("Employee?"), is_question("is_vendor"), is_question("Island")
    (True, True, False)
    """
    words = normal(header)
    return header.rstrip().endswith("?") or (len(words) > 1 and words[0] in ("is", "has"))
