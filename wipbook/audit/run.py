"""All rules over one set of books: findings, what was suppressed, and which rules failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from wipbook.audit import findings
from wipbook.audit.card import FAMILIES, Rule, Severity
from wipbook.audit.choices import Choices, Suppression
from wipbook.audit.faults import UnknownRule
from wipbook.audit.rules import rules
from wipbook.books.books import Books

SCHEMA = {
    "Severity": pl.String, "Rule": pl.String, "Finding": pl.String, **findings.SCHEMA, "Suppressed": pl.String,
}


@dataclass(frozen=True)
class Outcome:
    """One rule that ran: how many findings, their money, how long it took, and what stopped it if anything did."""

    rule: Rule
    severity: Severity
    count: int
    suppressed: int
    amount: int
    seconds: float
    failure: str = ""


@dataclass(frozen=True)
class Audit:
    """``findings``: the columns of ``SCHEMA``, open ones first by severity and money; ``Suppressed`` holds the reason
    or is null. ``notes``: suppressions that did not count."""

    findings: pl.DataFrame
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...]

    @property
    def open(self) -> pl.DataFrame:
        return self.findings.filter(pl.col("Suppressed").is_null())

    @property
    def failures(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.failure)

    def at_least(self, severity: Severity) -> int:
        """How many open findings are of this severity or above."""
        names = [one.value for one in Severity if one.rank >= severity.rank]
        return self.open.filter(pl.col("Severity").is_in(names)).height


def chosen_rules(named: Sequence[str], known: Sequence[Rule] | None = None) -> tuple[Rule, ...]:
    """The rules that ``named`` (codes or families, case does not matter) mean; all when nothing is named.

    Errors: ``UnknownRule``.
    """
    known = rules() if known is None else known
    if not named:
        return tuple(known)
    codes = {code.casefold() for rule in known for code in rule.codes}
    families = {name.casefold() for name in FAMILIES.values()} | set(FAMILIES)
    wanted = [name.strip().casefold() for name in named if name.strip()]
    for name in wanted:
        if name not in codes | families:
            near = get_close_matches(name, sorted(codes | families), n=1)
            raise UnknownRule(
                where="--rules", found=repr(name),
                expected=f"codes such as INV001, or families: {', '.join(FAMILIES.values())}",
                remedy=f"did you mean {near[0].upper()}?" if near else "see wipbook rules",
            )
    asked = set(wanted)
    return tuple(
        rule for rule in known
        if {rule.family.casefold(), rule.code[:3].casefold(), *(code.casefold() for code in rule.codes)} & asked
    )


def run(
    books: Books,
    chosen: Sequence[Rule],
    choices: Choices,
    progress: Callable[[str], None] = lambda step: None,
    clock: Callable[[], float] = lambda: 0.0,
) -> Audit:
    """Ask every rule that is not switched off. One that raises is reported as failed; the others go on.

    ``clock`` tells seconds, for ``Outcome.seconds``: an audit reads none of its own.
    """
    outcomes: list[Outcome] = []
    frames: list[pl.DataFrame] = [pl.DataFrame(schema=SCHEMA)]
    live, notes = _in_force(books, chosen, choices)
    for rule in chosen:
        if rule.code in choices.off:
            continue
        progress(f"rule {rule.code}: {rule.fault}")
        severity = choices.severity(rule)
        began, failure = clock(), ""
        try:
            found = rule.check(books.ledger, books, choices.settings_of(rule))
            found = _checked(found)
        # A panic of polars is no Exception; one broken rule must not take the audit with it either way.
        except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001
            found, failure = findings.none(), f"{type(error).__name__}: {error}"[:250]
        found = _suppressed(found, rule, live)
        named = found.select(
            pl.lit(severity.value).alias("Severity"), pl.lit(rule.code).alias("Rule"),
            pl.lit(rule.fault).alias("Finding"), *findings.SCHEMA, "Suppressed",
        )
        frames.append(named)
        shut = found["Suppressed"].is_not_null()
        outcomes.append(
            Outcome(rule, severity, found.height - int(shut.sum()), int(shut.sum()),
                    int(found.filter(~shut)["Amount"].sum()), clock() - began, failure)
        )
    return Audit(in_order(pl.concat(frames)), tuple(outcomes), tuple(notes))


def in_order(found: pl.DataFrame) -> pl.DataFrame:
    """Findings as they are listed: open ones first, by severity, then by money."""
    rank = pl.col("Severity").replace_strict({one.value: one.rank for one in Severity}, return_dtype=pl.Int8)
    return found.sort(
        [pl.col("Suppressed").is_not_null(), -rank, -pl.col("Amount"), pl.col("Rule"), pl.col("Key")],
        maintain_order=True,
    )


def _checked(found: pl.DataFrame) -> pl.DataFrame:
    """The answer of a rule in the agreed form, its keys told apart where it used one twice."""
    found = found.select([pl.col(name).cast(kind) for name, kind in findings.SCHEMA.items()])
    again = pl.col("Key").cum_count().over("Key")
    return found.with_columns(
        pl.when(again > 1).then(pl.format("{} #{}", pl.col("Key"), again)).otherwise(pl.col("Key")).alias("Key")
    )


def _in_force(books: Books, chosen: Sequence[Rule], choices: Choices) -> tuple[list[Suppression], list[str]]:
    live, notes = [], []
    known = {code for rule in (*rules(), *chosen) for code in rule.codes}
    for one in choices.suppressions:
        problem = one.problem(books.as_of) or ("" if one.rule.upper() in known else "no rule of that code")
        if problem:
            notes.append(f"Suppression of {one.rule or '(no rule)'} {one.key or '*'}: {problem}")
        else:
            live.append(one)
    return live, notes


def _suppressed(found: pl.DataFrame, rule: Rule, live: Sequence[Suppression]) -> pl.DataFrame:
    mine = [one for one in live if one.rule.upper() in rule.codes]
    reasons: list[str | None] = [None] * found.height
    for at, key in enumerate(found["Key"] if mine else ()):
        reasons[at] = next((f"{one.reason} ({one.person})" for one in mine if one.covers(key)), None)
    return found.with_columns(pl.Series("Suppressed", reasons, dtype=pl.String))
