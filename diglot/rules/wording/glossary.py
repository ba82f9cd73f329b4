"""Rule T604: terms of the glossary that a translation does not use.

Goes in: the glossary, and a section with its translation. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding
from diglot.core.wording import quoted
from diglot.lang.en.endings import with_endings
from diglot.lang.he.words import ARTICLE, PREFIXES
from diglot.settings import Term
from diglot.text.marks.signs import without_points

_GAP = "[\\s\u05be\u2010\u2011-]+"
_GERESH = str.maketrans(
    {"׳": "'", "’": "'", "‘": "'", "״": '"', "”": '"', "“": '"', "\u00ad": None}
)
_HEBREW = re.compile("[א-ת]")
_LONGEST_CAPITALS = 5  # short terms in capitals are abbreviations: US is not "us"


class Glossary:
    """The terms of a book for one source language and one translation."""

    def __init__(self, terms: Sequence[Term], source: str, translation: str) -> None:
        self.language = translation
        usable = (
            (term, dict(term.forms).get(source, ()), dict(term.forms).get(translation, ()))
            for term in terms
        )
        self._terms = [(term, ours, theirs) for term, ours, theirs in usable if ours and theirs]

    def __bool__(self) -> bool:
        return bool(self._terms)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Return what finds every term in a source, the longest first, by groups."""
        written = sorted(
            (
                (_with_endings(form), f"t{number}", len(form))
                for number, (_, ours, _) in enumerate(self._terms)
                for form in ours
            ),
            key=lambda entry: -entry[2],
        )
        parts = [
            f"(?P<{name}_{place}>{pattern})" for place, (pattern, name, _) in enumerate(written)
        ]
        return re.compile("|".join(parts))

    def _use(self, number: int) -> re.Pattern[str]:
        return _one_of(tuple(self._terms[number][2]))

    def terms_in(self, text: str) -> dict[int, str]:
        """Return the terms that a source text uses, by number, each as it is written there."""
        found: dict[int, str] = {}
        for match in self._pattern.finditer(_normal(text)):
            number = int((match.lastgroup or "t0_").partition("_")[0][1:])
            found.setdefault(number, match[0])
        return found

    def is_used(self, number: int, text: str) -> bool:
        """Tell whether a translation uses one of a term's forms."""
        return self._use(number).search(_normal(text)) is not None

    def _avoided(self, number: int) -> re.Pattern[str] | None:
        forms = tuple(self._terms[number][0].never)
        return _one_of(forms) if forms else None

    def forbidden(self, number: int, text: str, others: Iterable[int]) -> str:
        """Return the word of a translation that a term must not be called, or "".

        others: terms of the same passage; what one of them is called may be there.
        """
        avoided = self._avoided(number)
        text = _normal(text)
        if avoided is None:
            return ""
        for other in others:
            text = self._use(other).sub(" ", text) if other != number else text
        match = avoided.search(text)
        return match[0] if match else ""

    def finding(self, number: int, written: str, pair: PassagePair, instead: str = "") -> Finding:
        """Return what is said of a passage that does not use a term.

        instead: a forbidden word that it uses.
        """
        term, _, theirs = self._terms[number]
        forms = " or ".join(quoted(form) for form in theirs[:3])
        other = f", not {quoted(instead)}" if instead else ""
        note = f" ({term.note})" if term.note else ""
        return Finding(
            "glossary-term",
            pair.translation.position,
            f"{quoted(written)} in the source should be {forms} here{other}",
            f"use the word of content/glossary.yaml{note}, or add the form to it",
            pair.source.position,
        )


@lru_cache(maxsize=4096)
def _one_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of the forms of a term in a text."""
    return re.compile("|".join(map(_used, forms)))


def glossary_findings(compared: Compared, glossary: Glossary) -> Iterator[Finding]:
    """Yield the passages whose source uses a term that they do not.

    A term that another passage of the section has, without its source, was moved there.
    """
    lacking: list[tuple[PassagePair, int, str]] = []
    pairs = [pair for part in compared.parts for pair in part.passages]
    for pair in pairs:
        if pair.source.foreign or pair.translation.foreign:
            continue
        terms = glossary.terms_in(pair.source.words)
        for number, written in terms.items():
            if instead := glossary.forbidden(number, pair.translation.words, terms):
                yield glossary.finding(number, written, pair, instead)
            elif not glossary.is_used(number, pair.translation.everything):
                lacking.append((pair, number, written))
    if not lacking:
        return
    spare = _spare(glossary, pairs, {number for _, number, _ in lacking})
    for pair, number, written in lacking:
        if spare.get(number, 0) > 0:
            spare[number] -= 1
        else:
            yield glossary.finding(number, written, pair)


def _spare(glossary: Glossary, pairs: Sequence[PassagePair], numbers: set[int]) -> dict[int, int]:
    spare: Counter[int] = Counter()
    for pair in pairs:
        has = glossary.terms_in(pair.source.words)
        spare.update(
            number
            for number in numbers
            if number not in has and glossary.is_used(number, pair.translation.everything)
        )
    return dict(spare)


def _normal(text: str) -> str:
    return without_points(text).translate(_GERESH)


def _with_endings(form: str) -> str:
    """Return what finds a source term: English with plurals, Hebrew with prefixes."""
    form = _normal(form).strip()
    if _HEBREW.search(form):
        return _used(form)
    words = re.split(r"[\s\u05be\u2010\u2011-]+", form)
    pattern = _GAP.join([*map(re.escape, words[:-1]), with_endings(words[-1])])
    if form.isupper() and len(form) <= _LONGEST_CAPITALS:
        return rf"(?<!\w){pattern}(?!\w)"
    return rf"(?i:(?<!\w){pattern}(?!\w))"


def _used(form: str) -> str:
    """Return what finds a form in a translation."""
    form = _normal(form).strip()
    if not _HEBREW.search(form):
        return _with_endings(form)
    words = re.split(r"[\s\u05be\u2010\u2011-]+", form)
    rest = "".join(f"{_GAP}{ARTICLE}?{re.escape(word)}" for word in words[1:])
    return f"(?<![א-ת])(?:{PREFIXES})[\u05be\"'-]{{0,2}}{re.escape(words[0])}{rest}(?![א-ת])"
