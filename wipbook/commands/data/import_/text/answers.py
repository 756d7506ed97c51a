"""Yes and no as programs print them in several languages, and what they print of what is in use or no longer."""

from __future__ import annotations

YES = frozenset({
    "true", "t", "yes", "y", "x", "1", "ja", "oui", "si", "sí", "sì", "sim", "wahr", "vrai", "verdadero", "verdadeiro",
    "vero", "waar", "tak", "ano", "да",
})
NO = frozenset({
    "false", "f", "no", "n", "0", "nein", "non", "nao", "não", "nee", "falsch", "faux", "falso", "onwaar", "nie", "ne",
    "нет",
})
IN_USE = frozenset({
    "active", "enabled", "aktiv", "actif", "activo", "activa", "attivo", "attiva", "ativo", "ativa", "actief",
    "aktivní", "aktywny", "habilitado", "in use",
})
NO_LONGER = frozenset({
    "inactive", "disabled", "inaktiv", "inactif", "inactivo", "inactiva", "inattivo", "inattiva", "inativo", "inativa",
    "inactief", "neaktivní", "nieaktywny", "deshabilitado", "discontinued", "obsolete", "not in use", "archived",
})


def answers(column: str) -> tuple[frozenset[str], frozenset[str]]:
    """What means TRUE and what means FALSE in a column of ours, in lower case.

    >>> yes, no = answers("Active"); "aktiv" in yes, "obsolete" in no, "aktiv" in answers("Idle")[0]
    (True, True, False)
    """
    return (YES | IN_USE, NO | NO_LONGER) if column == "Active" else (YES, NO)
