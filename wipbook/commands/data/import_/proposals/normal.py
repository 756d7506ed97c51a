"""A header in its plain form: case, accents, punctuation, brackets, camelCase and usual abbreviations taken away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_ABBREVIATIONS = {
    "qty": "quantity", "qnty": "quantity", "qte": "quantite", "cant": "cantidad", "ctd": "cantidad", "qta": "quantita",
    "qtd": "quantidade", "qtde": "quantidade", "mge": "menge",
    "desc": "description", "descr": "description", "descrip": "description", "bez": "bezeichnung",
    "uom": "unit", "um": "unit", "udm": "unit", "ume": "unit", "uni": "unit", "unitofmeasure": "unit",
    "no": "number", "nr": "number", "num": "number", "nbr": "number", "nro": "number", "nummer": "number",
    "numero": "number", "numer": "number", "nrs": "number", "amt": "amount", "acct": "account",
    "cust": "customer", "vend": "vendor",
    "mat": "material", "prod": "product", "art": "article", "dt": "date", "fe": "fecha", "addr": "address",
    "wh": "warehouse", "whs": "warehouse", "whse": "warehouse", "loc": "location", "std": "standard", "avg": "average",
    "min": "minimum", "max": "maximum", "curr": "currency", "emp": "employee", "dept": "department", "hrs": "hours",
    "doc": "document", "mvt": "movement", "mov": "movement", "impte": "importe", "ref": "reference",
    "lief": "lieferant", "kd": "kunden", "dat": "datum", "buch": "buchung", "wc": "workcenter",
    "sloc": "storagelocation", "ean13": "ean", "prd": "product", "mfr": "manufacturer", "pct": "percent",
    "fourn": "fournisseur", "cod": "code", "proveed": "proveedor", "almac": "almacen", "ctro": "centro",
    "prov": "proveedor",
    "po": "purchase order", "wo": "work order", "so": "sales order", "mfg": "manufacturing", "un": "unit",
    "jnl": "journal", "invt": "inventory", "purch": "purchase", "kto": "konto", "lgort": "lagerort", "ord": "order",
    "pos": "position", "coa": "accounts",
    "txn": "transaction", "trx": "transaction", "gr": "goods receipt", "grn": "goods receipt note",
    "rcvd": "received", "recd": "received", "rcpt": "receipt", "reqd": "required", "sched": "scheduled",
    "dlv": "delivery", "deliv": "delivery", "supp": "supplier", "purc": "purchase",
    "trans": "transaction", "tran": "transaction", "sup": "supplier", "wkctr": "workcenter",
    "cnt": "count", "percentage": "percent", "ccy": "currency",
    "rcv": "received", "insp": "inspection", "recv": "received", "recvd": "received",
    "ext": "extended", "est": "estimated", "adj": "adjustment", "inspn": "inspection", "grp": "group",
    "cat": "category", "pt": "point", "act": "actual", "artic": "articulo", "cli": "cliente", "descripc": "descripcion",
    "dest": "destination", "numarasi": "number", "sayisi": "number",
    "proj": "project", "bal": "balance", "eff": "effective", "assy": "assembly", "assm": "assembly", "mach": "machine",
    "wt": "weight", "lt": "lead time", "exch": "exchange", "conv": "conversion", "fcst": "forecast",
    "prio": "priority", "rej": "rejected", "phys": "physical", "sys": "system", "mgr": "manager", "req": "required",
    "attn": "attention", "beg": "beginning", "opng": "opening", "pref": "preferred", "avail": "available",
    "equip": "equipment", "rm": "raw material", "fg": "finished good", "mvmt": "movement", "rcd": "received",
    "ctry": "country", "cntry": "country", "crncy": "currency", "hr": "hour", "mfd": "manufactured",
    "invc": "invoice", "fwd": "forward", "ops": "operations",
    "acc": "account", "nbrs": "number", "usr": "user", "schd": "scheduled",
    "plnd": "planned", "vlr": "valor", "vl": "valor", "cmpl": "completed", "cmplt": "completed",
    "subcon": "subcontract", "wrkcntr": "workcenter", "wkcntr": "workcenter",
}
_STOP = frozenset({
    "the", "of", "de", "des", "du", "la", "le", "les", "l", "d", "der", "die", "das", "dem", "den", "del", "di",
    "da", "do", "dos", "della", "dello", "dei", "el", "los", "las", "van", "het", "een", "e", "y", "et", "und",
    "and", "os", "as",
})
_UNITS = frozenset({
    "kg", "g", "t", "lb", "lbs", "pcs", "pc", "ea", "each", "stk", "stuck", "st", "szt", "un", "ud", "uds", "u",
    "units", "lcy", "pct", "h",
    "hr", "hrs", "hours", "min", "sec", "s", "m", "mm", "mt", "kgs", "nos", "ltr", "ltrs", "mtr", "mtrs", "gm", "gms",
    "cm", "km", "l", "ml", "m2", "m3", "days", "d", "tage", "jours", "dias", "giorni", "percent", "oz", "ft",
    "eur", "usd", "gbp", "chf", "cad", "aud", "brl", "mxn", "inr", "cop", "pln", "sar", "aed", "jpy", "cny", "rmb",
    "sgd", "czk", "sek", "dkk", "nok", "huf", "myr", "idr", "php", "thb", "zar", "ngn", "kes", "egp", "pkr", "bdt",
    "clp", "ars", "pen",
})
_UNIT_WORDS = frozenset({
    "litre", "liter", "litres", "liters", "kilo", "kilogram", "kilograms", "gram", "grams", "tonne", "tonnes",
    "tons", "pieces", "euro", "euros", "dollar", "dollars",
})
_COMMENT = re.compile(r"^#\s+(?=[A-Za-z_]{3,}$)")
"""What marks a header as a comment, and counts nothing: *# timestamp*."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WHOLE = str.maketrans({
    "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "đ": "d",
})
"""Letters that are no letter with an accent."""
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|\{([^{}]*)\}")
_FIRST_NUMBER = re.compile(r"^\s*n\.\s+", re.IGNORECASE)
_AMOUNT = re.compile(r"\bq\.? ?t[aà]\b", re.IGNORECASE)
"""Italian *N. ordine* and *Q.tà*."""
_ACCOUNT = re.compile(r"\ba/c\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?<=[a-z])['’]d\b", re.IGNORECASE)
"""What is left out inside *Req'd* and *Rec'd*."""
_NUMBER_SIGNS = re.compile(r"[#№]|\bn[°º]", re.IGNORECASE)
_GLUED = re.compile(
    r"(id|cod|codigo|nombre|nom|desc|descripcion|descricao|fecha|data|cantidad|quantidade|precio|preco|tipo|unidad|nro|num)"
    r"(producto|productos|articulo|material|proveedor|cliente|grupo|categoria|familia|rubro|almacen|deposito|bodega"
    r"|compra|venta|orden|pedido|movimiento|unidad|empleado|factura|documento|produto|fornecedor|armazem|venda|insumo"
    r"|prov|art|prod|mov|alta|entrega|vencimiento|unitario|unit|costo)"
)
"""Spanish and Portuguese words that names of fields write as one."""
_UMLAUTS = re.compile("ae|oe|ue")
_COMPOUND = re.compile(r"(.{3,}?)(?:nummer|numero|nr)$")


@cache
def normal(header: str) -> tuple[str, ...]:
    """The words of a header, abbreviations written out.

    >>> normal("Artikel-Nr."), normal("ArtikelNummer"), normal("Qty [kg]"), normal("unit_of_measure")
    (('artikel', 'number'), ('artikel', 'number'), ('quantity',), ('unit', 'measure'))
    """
    return _words(_without_units(header))


@cache
def without_brackets(header: str) -> tuple[str, ...]:
    """The words of a header without what stands in brackets.

    >>> without_brackets("Cost Amount (Actual)")
    ('cost', 'amount')
    """
    return _words(_BRACKETS.sub(" ", header))


def abbreviations() -> frozenset[str]:
    """The words that are read as others."""
    return frozenset(_ABBREVIATIONS)


def without_unit(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without the unit that stands last among them.

    >>> without_unit(("quantity", "litre"))
    ('quantity',)
    """
    if words[:-1] == ("number",) or words[-1:] == ("hours",):  # *number of pieces*; hours of work orders are no orders
        return words
    if len(words) > 1 + (words[-1:] == ("units",)) and words[-1] in _UNITS | _UNIT_WORDS:
        return words[:-1]
    return words


def squeezed(words: tuple[str, ...]) -> str:
    """Words as one, so that two spellings of a compound are the same.

    >>> squeezed(normal("Lager Ort")) == squeezed(normal("Lagerort"))
    True
    """
    return "".join(words).replace("artikel", "article")


def as_umlauts(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with the two letters that stand for an umlaut as the one without its dots.

    >>> as_umlauts(("stueckliste",)), as_umlauts(normal("Lagerplätze"))
    (('stuckliste',), ('lagerplatze',))
    """
    return tuple(_UMLAUTS.sub(lambda found: found[0][0], word) for word in words)


def _apart(text: str) -> Iterator[str]:
    for word in text.split():
        glued = _GLUED.fullmatch(word)
        yield from glued.groups() if glued else (word,)


def _without_units(header: str) -> str:
    def kept(found: re.Match[str]) -> str:
        inside = next(part for part in found.groups() if part is not None)
        words = _plain(inside).split()
        is_unit = all(word in _UNITS or not word.isalnum() for word in words)
        return " " if is_unit else f" {inside} "

    return _BRACKETS.sub(kept, header)


def _plain(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.translate(_WHOLE))
    return "".join(sign for sign in flat if not unicodedata.combining(sign)).lower()


def _words(header: str) -> tuple[str, ...]:
    header = _AMOUNT.sub("quantita", _FIRST_NUMBER.sub("number ", header))
    header = _PARTICIPLE.sub("d", _ACCOUNT.sub(" account ", header))
    text = _NUMBER_SIGNS.sub(" number ", _COMMENT.sub("", header).replace("UoM", " uom").replace("%", " percent "))
    flat = unicodedata.normalize("NFKD", text.translate(_WHOLE))
    flat = "".join(sign for sign in flat if not unicodedata.combining(sign))
    spaced = re.sub(r"[^0-9A-Za-z\u0370-\uffff]+", " ", _CAMEL.sub(" ", flat)).lower()
    words: list[str] = []
    for word in _apart(spaced):
        compound = _COMPOUND.fullmatch(word)
        if compound and word not in _ABBREVIATIONS:
            words += [*_ABBREVIATIONS.get(compound[1], compound[1]).split(), "number"]
        else:
            words += _ABBREVIATIONS.get(word, word).split()
    kept = [word for word in words if word not in _STOP]
    return tuple(kept or words)
