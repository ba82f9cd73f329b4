"""Rule T606: names of people, places and things that are others in the translation, or gone.

How the translation writes a name is learned from the whole book: in the source's letters or
in its own. Goes in: the sections of all chapters with their translations. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property

from msgspec import Struct

from diglot.bitext.section_pairs import Compared, PassagePair
from diglot.core.findings import Finding, Severity
from diglot.core.model import Position
from diglot.core.wording import quoted
from diglot.lang.known import language
from diglot.lang.language import Language
from diglot.lang.translated_names import has_own_words

_NAME = re.compile(r"[A-Z](?<![\w@/.#-].)[a-zà-ÿ]{3,}(?![\w@/-]|\.\w)")
_INSIDE = re.compile(r"[\w,;] +([A-Z][a-zà-ÿ]{3,})(?![\w@/-]|\.\w)")  # not first in a sentence
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{4,}")
_KINDS = frozenset({"paragraph", "item", "caption"})  # headings have capitals of their own
_FEWEST_KEPT = 2  # names in Latin letters that say how a passage writes names
_FEWEST_SEEN = 3  # passages from which it is learned how a name is written
_LEARNED = 12  # passages that are looked at for it
_SHARE = 0.75
_TAIL = 4  # letters at a word's end: prefixes and all that is before them may differ
_ALIKE = 0.7  # of two names: the same, written in two ways
_ROOT = 4  # letters that a word shares with one of the source whose form it is


class NamedPassage(Struct, frozen=True):
    """A passage and its translation, as far as names are looked for in them.

    words: as they are read in a row. everything: with code and what else is among them.
    tells: whether its source's capitals may be those of names, and it is one with its source.
    """

    words: str
    everything: str
    translated_words: str
    translated_everything: str
    position: Position
    counterpart: Position
    tells: bool


NamedSection = tuple[NamedPassage, ...]


def named_section(compared: Compared) -> NamedSection:
    """Return the passages of a section in which names are looked for."""
    return tuple(_named(pair) for part in compared.parts for pair in part.passages)


def _named(pair: PassagePair) -> NamedPassage:
    ours, theirs = pair.source, pair.translation
    is_own = not (pair.loose or ours.foreign or theirs.foreign)
    return NamedPassage(
        ours.words,
        ours.everything,
        theirs.words,
        theirs.everything,
        theirs.position,
        ours.position,
        is_own and ours.kind in _KINDS,
    )


class _Use(Struct, frozen=True):
    """A passage whose source has names. inside: those that are not first in a sentence."""

    pair: NamedPassage
    section: int
    names: frozenset[str]
    inside: frozenset[str]
    latin: frozenset[str]

    @property
    def kept(self) -> frozenset[str]:
        """Return the names that the translation has in the source's letters."""
        return self.names & self.latin


class Names:
    """The names of a book in one translation, gathered section by section."""

    def __init__(self, source: str, translation: str) -> None:
        self._source, own = source, language(translation)
        ours = language(source)
        is_other_script = own and not re.match(own.word, "a")
        self._own = own if ours and re.match(ours.word, "a") and is_other_script else None
        self._uses: list[_Use] = []
        self._sections: list[NamedSection] = []

    def add(self, section: NamedSection) -> None:
        """Take in the names of a section."""
        if self._own is not None:
            self._sections.append(section)
            self._uses += self._uses_in(section, len(self._sections) - 1)

    def lacks_any(self, section: NamedSection) -> bool:
        """Tell whether a name may be gone from a section: what only the whole book can tell."""
        if self._own is None:
            return False
        return any(self._lost(use) for use in self._uses_in(section, 0))

    @staticmethod
    def _uses_in(section: NamedSection, number: int) -> Iterator[_Use]:
        for pair in section:
            names = frozenset(_NAME.findall(pair.words)) if pair.tells else frozenset()
            if names:
                inside = names.intersection(_INSIDE.findall(pair.words))
                latin = frozenset(_LATIN.findall(pair.translated_everything))
                yield _Use(pair, number, names, inside, latin)

    def findings(self) -> Iterator[Finding]:
        """Yield the names that are others or gone."""
        if self._own is None:
            return
        every = (pair for pairs in self._sections for pair in pairs)
        spelled = _Spelled(self._own, self._uses, every)
        for use in self._uses:
            yield from self._of(use, spelled)

    def _of(self, use: _Use, spelled: _Spelled) -> Iterator[Finding]:
        lost = self._lost(use)
        if not lost:
            return
        other = self._other_in_latin(use, lost)
        if other:
            yield _finding(use, *other)
            return
        for name in lost:
            if self._is_moved(name, use, spelled):
                continue
            if stranger := spelled.stranger(name, use):
                yield _finding(use, name, stranger)
            elif self._is_usually_there(name, use, spelled):
                yield _finding(use, name)

    def _lost(self, use: _Use) -> list[str]:
        return [name for name in sorted(use.inside - use.latin) if self._is_lost(name, use)]

    def _is_lost(self, name: str, use: _Use) -> bool:
        """Tell whether a name that nobody translates is in neither script."""
        assert self._own
        if has_own_words(name, self._source):
            return False
        words = re.findall(self._own.word, use.pair.translated_everything)
        return not any(self._own.may_spell(word, name) for word in words)

    def _other_in_latin(self, use: _Use, lost: list[str]) -> tuple[str, str] | None:
        """Return a name that is gone and the one that has its place, both in the source's letters.

        Other names of the passage, or this one elsewhere, say that it keeps those letters.
        """
        source = use.pair.everything.casefold()
        new = [
            word
            for word in sorted(use.latin)
            if _NAME.fullmatch(word) and word[:_ROOT].casefold() not in source
        ]
        for name in lost:
            for word in new:
                if SequenceMatcher(None, name, word).ratio() > _ALIKE:
                    return name, word
        if len(new) == 1 and len(lost) == 1 and (use.kept or self._latin[lost[0]]):
            return lost[0], new[0]
        return None

    def _is_moved(self, name: str, use: _Use, spelled: _Spelled) -> bool:
        """Tell whether another passage of the section has a name without its source."""
        assert self._own
        for pair in self._sections[use.section]:
            if pair is use.pair or name in pair.words:
                continue
            if name in pair.translated_everything or spelled.has(name, pair):
                return True
        return False

    def _is_usually_there(self, name: str, use: _Use, spelled: _Spelled) -> bool:
        """Tell whether a name is missed: where two others are there, and it is there elsewhere.

        A name that the book has once is missed where all others are in the source's letters.
        """
        others = [n for n in use.inside if n != name and not has_own_words(n, self._source)]
        written = [n for n in others if n in use.latin or spelled.has(n, use.pair)]
        if len(written) < _FEWEST_KEPT:
            return False
        places = [place for place in self._places[name] if place is not use]
        if len(places) >= _FEWEST_SEEN:
            return all(name in p.latin or spelled.has(name, p.pair) for p in places)
        if places or not use.latin.issuperset(others):
            return False
        common = re.compile(rf"\b{re.escape(name.casefold())}")
        return not any(common.search(p.words) for pairs in self._sections for p in pairs)

    @cached_property
    def _places(self) -> dict[str, list[_Use]]:
        return _by_name(self._uses)

    @cached_property
    def _latin(self) -> Counter[str]:
        """Return in how many passages each name is kept in the source's letters."""
        return Counter(name for use in self._uses for name in use.kept)


class _Spelled:
    """How the names of a book are written in the letters of its translation."""

    def __init__(self, own: Language, uses: Iterable[_Use], pairs: Iterable[NamedPassage]) -> None:
        self._own = own
        self._pairs = pairs
        self._word = re.compile(own.word)
        self._uses = list(uses)

    @cached_property
    def _tails(self) -> dict[str, set[str]]:
        """Return the names by how the words end that stand for them, and seldom for others."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, uses in _by_name(self._uses).items():
            own = {use.pair.words: use for use in uses if name not in use.latin}
            places = list(own.values())[:_LEARNED]
            if len(places) < _FEWEST_SEEN or not any(name in use.inside for use in uses):
                continue
            words = [self._words(use.pair) for use in places]
            counts = Counter(tail for tails in words for tail in tails)
            for tail, count in counts.items():
                written = (tails.get(tail, "") for tails in words)
                if (
                    count >= _SHARE * (len(places) - 1)
                    and any(word and self._own.may_spell(word, name) for word in written)
                    and self._is_of(tail, name)
                ):
                    found[tail].add(name)
        return found

    def _is_of(self, tail: str, name: str) -> bool:
        """Tell whether words with an ending are seldom where a name is not."""
        places = self._places_of[tail]
        return sum(name in words for words in places) >= _SHARE * len(places)

    @cached_property
    def _places_of(self) -> dict[str, list[str]]:
        """Return by how words end the sources of the passages that have such words."""
        found: dict[str, list[str]] = defaultdict(list)
        for pair in self._pairs:
            for tail in self._words(pair):
                found[tail].append(pair.words)
        return found

    def _words(self, pair: NamedPassage) -> dict[str, str]:
        """Return the words of a translation by how they end."""
        return {word[-_TAIL:]: word for word in self._word.findall(pair.translated_words)}

    def has(self, name: str, pair: NamedPassage) -> bool:
        """Tell whether a passage of the translation has a name, in its own letters."""
        return any(self._own.may_spell(word, name) for word in self._words(pair).values())

    def stranger(self, name: str, use: _Use) -> str:
        """Return a name of the book that is where another is missing, or ""."""
        if not any(name in names for names in self._tails.values()):
            return ""
        here = use.pair.everything.casefold()
        for tail, word in self._words(use.pair).items():
            others = self._tails.get(tail, set())
            if any(other.casefold() in here for other in others):
                continue
            if any(self._own.may_spell(word, other) for other in others):
                return word
        return ""


def _by_name(uses: Iterable[_Use]) -> dict[str, list[_Use]]:
    found: dict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        for name in use.names:
            found[name].append(use)
    return found


def _finding(use: _Use, name: str, other: str = "") -> Finding:
    words = f"the name {quoted(name)} of the source does not reappear"
    chosen: Severity | None = None
    if other:
        words += f"; here it is {quoted(other)}"
        hint = "write the name that the source has"
    else:
        hint = 'write it, unless a word such as "she" stands for it here'
        chosen = "note"
    return Finding(
        "name-missing",
        use.pair.position,
        words,
        hint,
        use.pair.counterpart,
        chosen,
    )
