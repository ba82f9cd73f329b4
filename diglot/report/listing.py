"""Findings → what a report in text lists of them, and the lines that close it.

A flood is no list to read: where one cause has many findings a terminal shows the first
of them, and a table says how many there are of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from diglot.core.findings import Finding, in_order
from diglot.report.causes import Cause, by_cause, cause_of
from diglot.report.wording import isolated, plural

MOST_OF_A_CAUSE = 12
"""How many findings of one cause a terminal shows: a screen or two."""
_FLOOD = 20  # findings, from which on a table is a help
_MOST_ROWS = 25


class Listing(Struct, frozen=True):
    """What a report in text shows.

    findings: what it is about, in order. listed: those of them that are written out.
    hindering: what only hinders an edition, which is counted. omitted: how many were left
    out because no change touched them; None where all are wanted.
    """

    findings: tuple[Finding, ...]
    listed: tuple[Finding, ...]
    hindering: tuple[Finding, ...] = ()
    omitted: int | None = None

    @property
    def every(self) -> tuple[Finding, ...]:
        """Return all that was found, listed or only counted, in order."""
        return in_order((*self.findings, *self.hindering))

    def table(self) -> tuple[str, ...]:
        """Return how many findings there are of each rule and cause, where that is a help."""
        return tuple(_table(self.findings, self.listed))

    def closing(self) -> tuple[str, ...]:
        """Return the table, what is only counted, and how many findings there are in all."""
        total = counted(self.every, self.omitted)
        return (*self.table(), *_only_counted(self.hindering), total)


def listing(
    findings: Sequence[Finding],
    most: int | None = None,
    *,
    hindering: Sequence[Finding] = (),
    omitted: int | None = None,
) -> Listing:
    """Return a listing. most: how many findings of one cause are written out, None for all."""
    listed = findings if most is None else first_of_each_cause(findings, most)
    return Listing(tuple(findings), tuple(listed), tuple(hindering), omitted)


def first_of_each_cause(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    """Return findings without those of a cause that so many had before."""
    seen: Counter[Cause] = Counter()
    shown = []
    for finding in findings:
        cause = cause_of(finding)
        seen[cause] += 1
        if seen[cause] <= most:
            shown.append(finding)
    return tuple(shown)


def counted(findings: Sequence[Finding], omitted: int | None = None) -> str:
    """Return how many findings there are, in words; omitted: how many more there were."""
    errors, warnings = count(findings, "error"), count(findings, "warning")
    words = f"{plural(errors, 'error')}, {plural(warnings, 'warning')}"
    return words if omitted is None else f"{words}; {plural(omitted, 'older finding')} left out"


def count(findings: Sequence[Finding], severity: str) -> int:
    """Return how many findings are of one severity."""
    return sum(finding.severity == severity for finding in findings)


def _table(findings: Sequence[Finding], listed: Sequence[Finding]) -> Iterator[str]:
    tallies = by_cause(findings)
    is_cut = len(listed) < len(findings)
    if not is_cut and (len(findings) <= _FLOOD or tallies[0].count == 1):
        return
    yield ""
    yield f"{plural(len(findings), 'finding')}, by rule and cause:"
    shown = Counter(map(cause_of, listed))
    width = max(len(f"{t.cause.code} {t.cause.rule}") for t in tallies[:_MOST_ROWS])
    for tally in tallies[:_MOST_ROWS]:
        name = f"{tally.cause.code} {tally.cause.rule}"
        part = shown[tally.cause]
        more = f" ({part} shown)" if part < tally.count else ""
        yield f"{tally.count:>7}  {name:<{width}}  {isolated(tally.cause.words)}{more}"
    if rest := tallies[_MOST_ROWS:]:
        words = plural(len(rest), "other cause")
        yield f"{sum(tally.count for tally in rest):>7}  of {words}"
    if is_cut:
        yield (
            f"Of each frequent cause, {MOST_OF_A_CAUSE} are shown; the rest: "
            "`check --all`, of one rule: "
            f"`check --rule {tallies[0].cause.code}`, in a file: `check --all --output FILE`."
        )


def _only_counted(findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        places = plural(len(findings), "place")
        errors = count(findings, "error")
        grave = f", {errors} of them {'an error' if errors == 1 else 'errors'}" if errors else ""
        verb = "hinders" if len(findings) == 1 else "hinder"
        yield (
            f"and {places} that {verb} an edition{grave}: `check --all` or `build` shows "
            f"{'it' if len(findings) == 1 else 'them'}"
        )
