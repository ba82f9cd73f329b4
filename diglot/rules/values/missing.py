"""Rule T602: numbers, percent signs, currencies and units that do not reappear.

Goes in: a section and its translation, passage by passage. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from diglot.bitext.blocks.passages import passage
from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.lang.he.numerals import numeral_value
from diglot.rules.conversions import Conversions
from diglot.rules.letters import bare_letters
from diglot.rules.measures import (
    Measure,
    Measured,
    is_changed,
    may_cost,
    may_measure,
    measured,
    measured_words,
    named,
)
from diglot.rules.numbers import Wanted, are_all_there, counted_in, is_lettered, values_in, wanted
from diglot.rules.values.scales import other_scale
from diglot.text.number_forms import number_forms
from diglot.text.number_words import has_number_word

_VERSE = re.compile(r"(?:^|[.!?:;,]\s)\W*(\d{1,3})\s(?=[A-Z])")
_LETTERED = re.compile(r"(?:^|[.!?:;,\u05c3]\s)\W*([א-ת]{1,4})\s")
_REPEATED = re.compile(r"\d(?<![\d.,:/-]\d)\d{1,5}(?![\d:/-]|[.,]\d)")
_EXACT = 1e-6  # what is written differently by less is the same fraction
_FIGURES = re.compile(r"[\d\s,;:–-]+")
_LETTERS = re.compile(r"[א-ת]{1,4}['\"׳״]?[א-ת]?(?:[\s,;:–־-]+[א-ת]{1,4}['\"׳״]?[א-ת]?)*")
_SHOWN = 4  # more numbers than these are counted, not named


def number_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the numbers of a section's passages that their translations lack.

    A number that another passage of the section has in its stead is not missing.
    """
    lacking = [
        (pair, missing, wide)
        for part in compared.parts
        for pair in part.passages
        if is_compared(pair)
        for missing, wide in _missing(pair)
    ]
    if not lacking:
        return
    spare = _spare(compared)
    for pair, missing, wide in lacking:
        still = []
        scaled = other_scale(pair)
        for number in missing:
            if scaled and number.shown in scaled[0]:
                continue  # that is said of its million
            moved = next(
                (value for value in number.values - number.loosely if spare[value] > 0), None
            )
            if moved is None:
                still.append(number.shown)
            else:
                spare[moved] -= 1
        if still:
            yield _finding(pair, still, wide)


def repeated_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the figures that the source has more often, where another has their place."""
    for part in compared.parts:
        for pair in part.passages if part.is_pair else ():
            if not is_compared(pair):
                continue
            figures = _REPEATED.findall(pair.source.words)
            if len({*figures}) == len(figures):
                continue
            ours, theirs = Counter(figures), Counter(_REPEATED.findall(pair.translation.words))
            if ours == theirs:
                continue
            source = values_in(pair.source.everything)
            others = [n for n in theirs if float(n) not in source]
            fewer = [n for n, count in ours.items() if count > theirs[n] > 0]
            if len(fewer) == 1 == len(others) and ours.total() == theirs.total():
                yield Finding(
                    "number-missing",
                    pair.translation.position,
                    f"{quoted(fewer[0])} occurs {ours[fewer[0]]} times in the source; here "
                    f"{quoted(others[0])} takes the place of one",
                    "correct the number",
                    pair.source.position,
                )


def measure_findings(compared: Compared) -> Iterator[Finding]:
    """Yield the percent signs, currencies and units that do not reappear, or are others."""
    for part in compared.parts:
        for pair in part.passages:
            if is_compared(pair) and _may_measure(pair.source.words):
                message = _lost_measure(pair, compared)
                if message:
                    yield Finding(
                        "number-missing",
                        pair.translation.position,
                        message,
                        "give the number its unit, as the source does",
                        pair.source.position,
                    )


def _may_measure(text: str) -> bool:
    """Tell whether a text counts in a measure: the quicker looks come first."""
    if not any(number.measures for number in measured(text)):
        return has_number_word(text) and may_cost(text) and may_measure(text)
    return may_measure(text)


def _lost_measure(pair: PassagePair, compared: Compared) -> str:
    """Return what is said of the first measure of a passage that is another or gone."""
    ours = [number for number in measured(pair.source.words) if number.measures]
    theirs = measured(pair.translation.everything, widely=True) if ours else ()
    gone = [n.shown for numbers, _ in _missing(pair) for n in numbers]
    for number in ours:
        # A measure that is gone with its number is one finding, not two.
        if any(shown in number.figure for shown in gone):
            continue
        name = number.measures[0].name
        same = [n.measures for n in theirs if _is_same(n.figure, number.figure)]
        if any(set(number.measures) & set(measures) for measures in same):
            continue
        if crossed := _crossed(number, ours, theirs):
            numbers = f"{quoted(number.shown)} and {quoted(crossed.shown)}"
            return f"{numbers} have each other's units here"
        changed = next((m for m in same if is_changed(number.measures, m)), None)
        if changed:
            other = next(m for m in changed if m.kind in {o.kind for o in number.measures})
            return f"{quoted(number.shown)} is in {name} in the source, here in {other.name}"
        if _is_lost(number, pair, compared, is_there=bool(same)):
            return f"{quoted(number.shown)} in the source: no word and no sign for {name} here"
    return "" if gone else _other_currency(pair)


def _other_currency(pair: PassagePair) -> str:
    """Return what is said of the one currency that is another here, whatever its number is."""
    texts = pair.source.words, pair.translation.everything
    if not all(map(may_cost, texts)):
        return ""
    ours, theirs = map(named, texts)
    lost, instead = (
        [m for m in _currencies(text) if m not in others]
        for text, others in zip(texts, (theirs, ours), strict=True)
    )
    if len(lost) != 1 or len(instead) != 1:
        return ""
    for one, others in ((lost[0], theirs), (instead[0], ours)):
        if any(m.name == one.name and m.kind == "weight" for m in others):
            return ""  # pounds are a weight, too
    return f"the {lost[0].name} of the source are {instead[0].name} here"


def _currencies(text: str) -> set[Measure]:
    """Return the currencies of which a text counts some, in figures or in words."""
    counted = [n.measures for n in measured(text)]
    counted += [measures for _, measures in measured_words(text)]
    return {m for measures in counted for m in measures if m.kind == "currency"}


def _crossed(number: Measured, ours: list[Measured], theirs: Sequence[Measured]) -> Measured | None:
    """Return the number whose measure another one has in the translation, and it that one's."""

    def here(of: Measured) -> set[Measure]:
        return {m for n in theirs if _is_same(n.figure, of.figure) for m in n.measures}

    for other in ours:
        if set(other.measures).isdisjoint(number.measures) and (
            here(number) & set(other.measures) and here(other) & set(number.measures)
        ):
            return other if not here(other) & set(other.measures) else None
    return None


def _is_same(figure: str, other: str) -> bool:
    return figure.replace(",", "") == other.replace(",", "")


def _is_lost(number: Measured, pair: PassagePair, compared: Compared, *, is_there: bool) -> bool:
    """Tell whether a measure is gone; a list of numbers may name it once for all of them."""
    kinds = {measure.kind for measure in number.measures}
    text = f"{pair.translation.everything} {pair.translation.context}"
    if kinds == {"share"}:
        shares = number_forms().share
        has = len(shares.findall(text))
        if has >= len(shares.findall(pair.source.words)) or (has and not is_there):
            return False
        return has > 0 or not _moved_measure(compared, kinds)
    # Time and the halves of the day are said in many ways: יומיים, 15:00.
    if kinds & {"time", "half of the day"}:
        return False
    return not (_kinds(text) & kinds or _moved_measure(compared, kinds))


def _kinds(text: str) -> set[str]:
    return {measure.kind for measure in named(text)}


def is_compared(pair: PassagePair) -> bool:
    """Tell whether two passages can be held against each other, number by number."""
    # What was split has numbers in its other half too.
    is_whole = not pair.loose or pair.source.kind == "verse"
    return is_whole and not (pair.source.foreign or pair.translation.foreign)


def _missing(pair: PassagePair) -> Iterator[tuple[list[Wanted], Set[float]]]:
    """Yield, once or never, the numbers that a translation lacks, and those that it has."""
    ours, text = pair.source.unlinked, pair.translation.everything
    numbers = () if are_all_there(ours, text) else wanted(ours)
    if not numbers:
        return
    has = values_in(text)
    missing = [number for number in numbers if not _is_there(number, has, pair)]
    if missing:
        conversions = Conversions(pair, has)
        missing = [number for number in missing if not conversions.has(number)]
    if missing and _are_verses(missing, ours, text):
        return
    if missing:
        yield missing, has


def _are_verses(missing: list[Wanted], source: str, text: str) -> bool:
    """Tell whether numbers begin sentences of the source, and Hebrew letters those here: יא."""
    verses = set(_VERSE.findall(source))
    letters = set(map(numeral_value, _LETTERED.findall(text)))
    return all(n.shown in verses and not n.values.isdisjoint(letters) for n in missing)


def _is_there(number: Wanted, has: Set[float], pair: PassagePair) -> bool:
    if _has_any(number.values - number.loosely, has):
        return True
    if _has_any(number.loosely, has) and not _has_other_time(pair, number):
        return True
    if is_lettered(number, pair.source.unlinked) or _is_lettered_cell(pair):
        return not number.values.isdisjoint(bare_letters(pair.translation.everything))
    return False


def _has_any(values: frozenset[float], has: Set[float]) -> bool:
    return not values.isdisjoint(has) or any(
        abs(value - other) < _EXACT for value in values for other in has
    )


def _is_lettered_cell(pair: PassagePair) -> bool:
    """Tell whether a cell of figures is one of letters here: the verses of a table."""
    return (
        pair.source.kind == "cell"
        and _FIGURES.fullmatch(pair.source.everything) is not None
        and _LETTERS.fullmatch(pair.translation.everything) is not None
    )


def _has_other_time(pair: PassagePair, number: Wanted) -> bool:
    """Tell whether the translation counts something else in a unit of time of the source."""
    known = {m for n in measured(pair.source.words) for m in n.measures if m.kind == "time"}
    here = values_in(pair.source.everything) | number.values
    return any(
        known & set(n.measures) and here.isdisjoint(values_in(n.figure))
        for n in measured(pair.translation.everything)
    )


def _spare(compared: Compared) -> Counter[float]:
    """Return the numbers that passages of the translation have and their sources have not."""
    spare: Counter[float] = Counter()
    for part in compared.parts:
        for pair in part.passages:
            text = pair.translation.everything
            here = counted_in(text, widely=False) if is_compared(pair) else values_in(text)
            spare.update(here - values_in(pair.source.everything))
        if part.is_pair and part.passages:
            continue
        position = part.translation_position
        if position is not None:
            made = passage("paragraph", part.translation, position, compared.language)
            spare.update(values_in(made.everything))
    return spare


def _moved_measure(compared: Compared, kinds: set[str]) -> bool:
    return any(
        _kinds(pair.translation.everything) & kinds and not _kinds(pair.source.everything) & kinds
        for part in compared.parts
        for pair in part.passages
    )


def _finding(pair: PassagePair, still: list[str], has: Set[float]) -> Finding:
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


def _instead(pair: PassagePair, has: Set[float]) -> str:
    """Return the figures that only the translation has, as a clue."""
    source = values_in(pair.source.everything)
    others = [n.shown for n in wanted(pair.translation.words) if source.isdisjoint(n.values & has)]
    return f"; here it is {', '.join(quoted(n) for n in others[:_SHOWN])}" if others else ""
