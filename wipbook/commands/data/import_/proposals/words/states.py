"""What programs call the states of a job, the kinds of a material and of a movement: only what means one of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from wipbook.commands.data.import_.proposals.normal import normal, squeezed
from wipbook.commands.data.import_.proposals.words.movements import KINDS, WAYS
from wipbook.schema import Column

_STATES = {
    "Planned": """planned draft new created pending proposed scheduled queued notstarted waiting firmplanned requested
        geplant entwurf angelegt pendiente planificada planificado programada borrador brouillon planifie prevu
        pendente planejada planejado rascunho pianificato bozza gepland concept zaplanowane""",
    "Released": """released open inprogress started wip running progress inprocess processing ongoing confirmed
        inproduction active issued freigegeben offen gestartet inarbeit abierta abierto enproceso encurso iniciada
        liberada encours lance approved emandamento emproducao aberta aberto incorso aperto rilasciato vrijgegeven
        inbehandeling wtoku otwarte""",
    "Finished": """finished done completed complete produced fertig fertiggestellt erledigt terminada terminado
        finalizada finalizado completada completado termine acheve concluida concluido completato gereed voltooid
        zakonczone""",
    "Closed": "closed geschlossen cerrada cerrado cloture clos encerrada encerrado fechada chiuso gesloten zamkniete",
    "Cancelled": """cancelled canceled cancel void voided storniert abgebrochen cancelada cancelado anulada annule
        annullato geannuleerd anulowane""",
}
_KINDS = {
    "raw": "raw rawmaterial rawmaterials rm rohstoff materiaprima matierepremiere materiaprima grondstof surowiec roh",
    "component": "component components part purchasedpart komponente komponent componente composant bauteil teil",
    "subassembly": """assembly subassembly sub semifinished semifinishedgood semifinishedproduct wip intermediate
        baugruppe halbfabrikat semielaborado semiacabado semifini halb""",
    "finished": """finished finishedgood finishedgoods finishedproduct fg fertigerzeugnis fertigware produktofertig
        productoterminado produtoacabado produitfini prodottofinito eindproduct wyrobgotowy fert""",
}
_MOVED = {kind: f"{said} {WAYS.get(kind, '')}" for kind, said in KINDS.items()}
_CHOICES = {("Jobs", "Status"): _STATES, ("Materials", "Kind"): _KINDS, ("Movements", "Type"): _MOVED}
"""The choices whose codes of other programs are known by their words."""
_AROUND = {
    "Jobs": frozenset({"status", "state", "work", "order", "job", "production"}),
    "Movements": frozenset({
        "movement", "transaction", "stock", "inventory", "type", "material", "movimiento", "mouvement", "movimento",
        "inventario", "estoque",
    }),
}
_PARTS = frozenset(";=")
"""Signs that part what a format says: nothing that has one of them can stand in it."""


@cache
def _known(sheet: str, column: str) -> Mapping[str, str]:
    return {said: ours for ours, those in _CHOICES.get((sheet, column), {}).items() for said in those.split()}


def meaning(sheet: str, column: str, said: str) -> str:
    """The choice of ours that one of theirs means, blank where nobody can tell.

    >>> [meaning("Jobs", "Status", said) for said in ("In Progress", "WorkOrderStatus.OPEN", "en_proceso", "TECO")]
    ['Released', 'Released', 'Released', '']
    >>> meaning("Materials", "Kind", "RAW_MATERIAL"), meaning("Movements", "Type", "Goods Receipt")
    ('raw', 'Receipt')
    >>> [meaning("Movements", "Type", said) for said in ("STOCK_OUT", "Return", "Transfer In", "101")]
    ['Issue', '', '', '']
    """
    if _PARTS & set(said):
        return ""
    words = normal(said)
    around = _AROUND.get(sheet, _AROUND["Jobs"])
    bare = tuple(word for word in words if word not in around) or words
    known = _known(sheet, column)
    return known.get(squeezed(words), known.get(squeezed(bare), ""))


def meanings(sheet: str, column: str, texts: Iterable[str]) -> dict[str, str]:
    """Theirs and ours for all of them that are written otherwise; empty where one means none of ours.

    >>> meanings("Jobs", "Status", ["Open", "done", "closed"]), meanings("Jobs", "Status", ["open", "on hold"])
    ({'Open': 'Released', 'done': 'Finished'}, {})
    """
    found = {text: meaning(sheet, column, text) for text in sorted(texts)}
    if not all(found.values()):
        return {}
    return {text: ours for text, ours in found.items() if text.casefold() != ours.casefold()}


def understood(sheet: str, column: Column, texts: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Theirs and ours as ``meanings`` has them, and those that mean none of ours, where more than half of all do; else
    nothing. Rows of the others are named by the import until somebody says what they mean.

    >>> from wipbook.schema import input_sheet
    >>> understood("Jobs", input_sheet("Jobs").column("Status"), ["open", "done", "On Hold"])
    ({'done': 'Finished', 'open': 'Released'}, ['On Hold'])
    """
    own = {choice.casefold() for choice in column.choices}
    found = {text: "" if text.casefold() in own else meaning(sheet, column.name, text) for text in sorted(texts)}
    others = [text for text, ours in found.items() if not ours and text.casefold() not in own]
    if 2 * len(others) >= len(found):
        return {}, []
    return {text: ours for text, ours in found.items() if ours and text.casefold() != ours.casefold()}, others


def says_only_ways(texts: Iterable[str]) -> list[str]:
    """Which kinds of movements say no more than which way it went, in their order.

    >>> says_only_ways(["Receipt", "OUT", "Stock In"])
    ['OUT', 'Stock In']
    """
    ways = {word for said in WAYS.values() for word in said.split()}
    kinds = {word for said in KINDS.values() for word in said.split()}
    return [
        text for text in sorted(texts)
        if meaning("Movements", "Type", text) and squeezed(normal(text)) not in kinds
        and any(squeezed(tuple(kept)) in ways for kept in (
            normal(text), [word for word in normal(text) if word not in _AROUND["Movements"]]))
    ]
