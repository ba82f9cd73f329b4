"""Rule T602: numbers, percent signs, currencies and units that do not reappear.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diglot.findings import Finding
from diglot.parity.compared import Compared, PassagePair
from diglot.parity.numbers import Wanted, bare_letters, values_in, wanted
from diglot.parity.passages import passage
from diglot.parity.wording import quoted

_SHOWN = 4  # more numbers than these are counted, not named
_N = r"\d[\d.,]*\s?"
_KILO = "קילו"
# What stands beside a number, by how either language writes it: (in the source, anywhere).
_MEASURES: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (re.compile(near, re.IGNORECASE), re.compile(anywhere, re.IGNORECASE))
    for name, near, anywhere in (
        (
            "percent",
            rf"{_N}[-־]?(?:%|percent\b|per cent\b|אחוז)",
            r"%|٪|percent|per cent|אחוז|חצי|מחצית|רבע|שליש|half|third|quarter|pct",
        ),
        ("dollars", rf"(?<![A-Z])\$\s?\d|{_N}dollars?\b|{_N}(?:\w+ )?דולר", r"\$|dollar|USD|דולר"),
        ("euros", rf"€\s?\d|{_N}€|{_N}euros?\b|{_N}(?:אירו|יורו)", r"€|euro|EUR|אירו|יורו"),
        (
            "pounds",
            rf"£\s?\d|{_N}£",
            '£|pound|GBP|sterling|פאונד|ליש["״]ט|ליר|שטרלינג|לישט',
        ),
        (
            "shekels",
            rf"₪\s?\d|{_N}₪|{_N}(?:NIS|ILS)\b|{_N}shekels?\b|{_N}(?:ש[\"״]ח|שקל)",
            '₪|NIS|ILS|shekel|ש["״]ח|שקל',
        ),
        (
            "kilometers",
            rf"{_N}(?:km\b|kilomet|ק[\"״]מ|{_KILO}מטר)",
            rf"\bkm|kilomet|ק[\"״']?מ|{_KILO}מטר",
        ),
        (
            "kilograms",
            rf"{_N}(?:kg\b|kilogram|ק[\"״]ג|{_KILO}גרם)",
            rf"\bkg|kilo|ק[\"״']?ג|{_KILO}",
        ),
        (
            "centimeters",
            rf"{_N}(?:cm\b|centimet|ס[\"״]מ|סנטימטר)",
            "\\bcm|centimet|ס[\"״']?מ|סנטימטר|סנטים",
        ),
        (
            "millimeters",
            rf"{_N}(?:mm\b|millimet|מ[\"״]מ|מילימטר)",
            "mm\\b|millimet|מ[\"״']?מ|מילימטר",
        ),
        ("degrees", rf"{_N}°\s?[CF]\b", "°|degree|מעלות|צלזיוס|פרנהייט"),
    )
}
_MAY_MEASURE = re.compile(
    "[%$€£₪°]|percent|cent|dollar|euro|shekel|NIS|ILS|k[mg]|[cm]m\\b|kilo"
    '|אחוז|דולר|יורו|אירו|שקל|ש["״]ח|[קסמ]["״][מג]|קילו|סנטי|מילי',
    re.IGNORECASE,
)


def number_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the numbers of a section's passages that their translations lack.

    A number that another passage of the section has in its stead is not missing.
    """
    lacking = [
        (pair, missing, wide)
        for part in compared.parts
        for pair in part.passages
        if _is_compared(pair)
        for missing, wide in _missing(pair)
    ]
    if not lacking:
        return
    spare = _spare(compared)
    for pair, missing, wide in lacking:
        still = []
        for number in missing:
            moved = next((value for value in number.values if spare[value] > 0), None)
            if moved is None:
                still.append(number.shown)
            else:
                spare[moved] -= 1
        if still:
            yield _finding(pair, still, wide)


def measure_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the percent signs, currencies and units that do not reappear."""
    for part in compared.parts:
        for pair in part.passages:
            if not _is_compared(pair) or not _MAY_MEASURE.search(pair.source.words):
                continue
            for name, found in _lost_measures(pair, compared):
                if _is_missing(found, pair):
                    continue
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{quoted(found)} of the source: no word and no sign for {name} here",
                    "say of what the number is, as the source does",
                    pair.source.position,
                )


def _is_missing(measure: str, pair: PassagePair) -> bool:
    """Tell whether the number of a measure is gone with it, which is one finding, not two."""
    return any(number.shown in measure for missing, _ in _missing(pair) for number in missing)


def _lost_measures(pair: PassagePair, compared: Compared) -> Iterator[tuple[str, str]]:
    for name, (near, anywhere) in _MEASURES.items():
        found = near.search(pair.source.words)
        if found is None or anywhere.search(pair.translation.everything):
            continue
        if not _moved_measure(compared, anywhere):
            yield name, found[0].strip()


def _is_compared(pair: PassagePair) -> bool:
    return not (pair.source.foreign or pair.translation.foreign)


def _missing(pair: PassagePair) -> Iterator[tuple[list[Wanted], set[float]]]:
    """Yield, once or never, the numbers that a translation lacks, and those that it has."""
    ours = pair.source.unlinked
    if not (any(map(str.isdigit, ours)) or _may_spell(ours)):
        return
    numbers = wanted(ours)
    if not numbers:
        return
    text = pair.translation.everything
    has = values_in(text)
    missing = [number for number in numbers if not _is_there(number, has, text)]
    if missing:
        yield missing, has


_SPELLS = re.compile("teen|ty", re.IGNORECASE)


def _may_spell(text: str) -> bool:
    return _SPELLS.search(text) is not None


def _is_there(number: Wanted, has: set[float], text: str) -> bool:
    if not number.values.isdisjoint(has):
        return True
    if any(
        abs(value - other) < 1e-6 * max(1, abs(value)) for value in number.values for other in has
    ):
        return True
    return number.is_lettered and not number.values.isdisjoint(bare_letters(text))


def _spare(compared: Compared) -> Counter[float]:
    """Return the numbers that passages of the translation have and their sources have not."""
    spare: Counter[float] = Counter()
    for part in compared.parts:
        for pair in part.passages:
            spare.update(values_in(pair.translation.everything) - values_in(pair.source.everything))
        if part.is_pair and part.passages:
            continue
        position = part.translation_position
        if position is not None:
            made = passage("paragraph", part.translation, position, compared.language)
            spare.update(values_in(made.everything))
    return spare


def _moved_measure(compared: Compared, anywhere: re.Pattern[str]) -> bool:
    return any(
        anywhere.search(pair.translation.everything) and not anywhere.search(pair.source.everything)
        for part in compared.parts
        for pair in part.passages
    )


def _finding(pair: PassagePair, still: list[str], has: set[float]) -> Finding:
    named = ", ".join(quoted(number) for number in still[:_SHOWN])
    more = f" and {len(still) - _SHOWN} more" if len(still) > _SHOWN else ""
    verb = "does" if len(still) == 1 else "do"
    instead = _instead(pair, has)
    return Finding(
        "number-missing",
        pair.translation.position,
        f"{named}{more} of the source {verb} not reappear{instead}",
        "correct the number, or write it as figures or words that say the same",
        pair.source.position,
    )


def _instead(pair: PassagePair, has: set[float]) -> str:
    """Return the figures that only the translation has, as a clue."""
    source = values_in(pair.source.everything)
    others = [n.shown for n in wanted(pair.translation.words) if source.isdisjoint(n.values & has)]
    return f"; here stands {', '.join(quoted(n) for n in others[:_SHOWN])}" if others else ""
