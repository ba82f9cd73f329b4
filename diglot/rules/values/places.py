"""Rule T602: two figures of a passage that are in each other's place.

Nothing is missing then. It is told by what is beside a figure and the same in both languages: its
unit, or a word in Latin letters. Goes in: a section and its translation. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.rules.measures import measured
from diglot.rules.values.missing import is_compared

_FIGURE = re.compile(r"\d(?<![\w.,:/+\-–−]\d)\d*(?:,\d{3})*(?:\.\d+)?(?![\w:/]|[.,]\d|[-–־]\d)")
_NAMED = re.compile(r"(?<![\w-])([A-Z][A-Za-z]{2,}) (\d+(?:\.\d+)?)(?![\w:/]|[.,]\d|[-–־]\d)")
_TWO = re.compile(r"\d\D+\d")
_STOP = re.compile(r"[.,;:!?](?!\d)")
_FEWEST = 2


def exchanged_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the passages in which two figures have each other's place."""
    for part in compared.parts:
        for pair in part.passages if part.is_pair else ():
            if not is_compared(pair) or not has_two_figures(pair.source.words):
                continue
            if two := exchanged(pair):
                one, other, beside = two
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{beside} is with {quoted(one)} in the source, here with {quoted(other)}: "
                    "the two numbers have each other's places",
                    "put each number where the source has it",
                    pair.source.position,
                )


def has_two_figures(text: str) -> bool:
    """Tell whether a text may have two figures: a quick look before a closer one."""
    return _TWO.search(text) is not None


def exchanged(pair: PassagePair) -> tuple[str, str, str] | None:
    """Return two figures that have changed places, and what is beside the first in the source."""
    source = pair.source.words
    theirs = pair.translation.words
    order = figures_in(source)
    ours = Counter(order)
    if len(ours) < _FEWEST or len(ours) != len(order):
        return None
    other_order = figures_in(theirs)
    if order == other_order or ours != Counter(other_order):
        return None
    here = _beside(theirs)
    for (name, is_unit), figures in _beside(source).items():
        others = here.get((name, is_unit), set())
        if len(figures) != 1 or len(others) != 1 or not figures | others <= {*ours}:
            continue
        (one,), (other,) = figures, others
        # Two that both have units are found by these.
        if is_unit and other in {plain(n.figure) for n in measured(source) if n.measures}:
            continue
        # "14 days out of 31" is 14 of the 31 days: a unit goes from one to the other in a clause.
        if one != other and not (is_unit and are_in_a_clause(theirs, one, other)):
            return one, other, quoted(name)
    return None


def figures_in(text: str) -> list[str]:
    """Return the figures of a text that count something, without the commas of thousands."""
    return [plain(number) for number in _FIGURE.findall(text)]


def are_in_a_clause(text: str, one: str, other: str) -> bool:
    """Tell whether no comma and no full stop is between two figures of a text."""
    ends = sorted(m.span() for m in _FIGURE.finditer(text) if plain(m[0]) in (one, other))
    return _STOP.search(text, ends[0][1], ends[1][0]) is None


def _beside(text: str) -> dict[tuple[str, bool], set[str]]:
    """Return which figures of a text are beside a unit (true), or a word in Latin letters."""
    found: dict[tuple[str, bool], set[str]] = {}
    for number in measured(text):
        # "Pounds" are money and weight: what may be either tells nothing.
        if len(number.measures) == 1:
            found.setdefault((number.measures[0].name, True), set()).add(plain(number.figure))
    for match in _NAMED.finditer(text):
        found.setdefault((match[1], False), set()).add(match[2])
    return found


def plain(figure: str) -> str:
    """Return a figure without the commas of thousands."""
    return figure.replace(",", "")
