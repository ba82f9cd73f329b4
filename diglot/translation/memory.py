"""What of a translation goes into a translation memory: the passages that can be trusted.

Goes in: an aligned translation with its stamps, and what the check found. Comes out: entries
in reading order, and how many passages were left out, and why.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from diglot.bitext.entry import Entry
from diglot.bitext.section_pairs import Compared, PassagePair, compare_sections
from diglot.bitext.sections.align import Alignment, usual_ratio
from diglot.bitext.sections.eyes import ChapterPair
from diglot.bitext.sections.paired import Paired, paired
from diglot.core.findings import Finding
from diglot.core.model import Position, Section
from diglot.rules.text_rules import untranslated
from diglot.translation.units import Stamped, State

# Where one of these is, all pairs of a section are in doubt: something beside is not where
# its counterpart is. Any other finding that compares puts in doubt the passage alone.
_UNSETTLING = frozenset(
    {
        "missing-section",
        "extra-section",
        "section-order",
        "same-heading",
        "block-sequence",
        "list-items",
        "table-shape",
        "block-split",
        "block-order",
        "exchanged",
    }
)
_COMPARING = frozenset({"blocks", "references", "wording"})


class Memory(Struct, frozen=True):
    """The entries of a memory, and how many passages are not among them.

    doubtful: of a kind that was not wanted. stale: their source has changed since.
    untranslated: still in the source's language.
    """

    entries: tuple[Entry, ...]
    doubtful: int
    stale: int
    untranslated: int


def memory_of(
    alignment: Alignment,
    stamped: Stamped,
    findings: Sequence[Finding],
    chapters: Collection[str],
    *,
    doubtful: bool = False,
) -> Memory:
    """Return the memory of a translation.

    chapters: the names of those that are wanted. doubtful: whether to take pairs that are
        not sure as well.
    """
    states = {id(unit.source): stamped.state(unit) for unit in stamped.units}
    left: Counter[str] = Counter()
    kept: list[Entry] = []
    for pair in alignment.chapters:
        both = paired(pair)
        if both is None or both.chapter.name not in chapters:
            continue
        for entry in _entries(pair, both, states, findings, left):
            if entry.is_sure or doubtful:
                kept.append(entry)
            else:
                left["doubtful"] += 1
    return Memory(tuple(kept), left["doubtful"], left["stale"], left["untranslated"])


def is_sure(pair: PassagePair, *, is_doubted: bool) -> bool:
    """Tell whether a passage and its translation are each other's without a doubt.

    is_doubted: whether the check has something to say of the two, or of what is around them.
    """
    # Lines of verse are called loose because they are of any length.
    is_split = pair.loose and pair.source.kind != "verse"
    return not (is_split or is_doubted)


def _entries(
    pair: ChapterPair,
    chapter: Paired,
    states: dict[int, State],
    findings: Sequence[Finding],
    left: Counter[str],
) -> Iterator[Entry]:
    """Yield the entries of a chapter; what is left out is counted by its reason."""
    ratio = usual_ratio(chapter.chapter.language, chapter.translated.language)
    sections = tuple(compare_sections(chapter, ratio))
    doubts = _Doubts(sections, findings)
    guesses = {id(both.translation) for both in pair.sections if not both.is_sure}
    is_draft = bool(chapter.translated.status) and chapter.translated.status != "done"
    for number, compared in enumerate(sections):
        state = states[id(compared.source)]
        pairs = _pairs(compared)
        if state in {"stale", "untranslated"}:
            left[state] += len(pairs)
            continue
        is_guess = id(compared.translation) in guesses
        for passages in pairs:
            if untranslated(passages, compared):
                left["untranslated"] += 1
            elif _says_something(passages):
                is_doubted = is_draft or is_guess or doubts.of(number, passages)
                yield Entry(
                    chapter.chapter.name,
                    compared.source.id if isinstance(compared.source, Section) else "",
                    passages.source,
                    passages.translation,
                    (compared.source_language, compared.language),
                    is_sure(passages, is_doubted=is_doubted),
                )


def _pairs(compared: Compared) -> list[PassagePair]:
    return [pair for part in compared.parts for pair in part.passages]


def _says_something(pair: PassagePair) -> bool:
    """Tell whether both passages have words of their own languages, and not the same."""
    source, translation = pair.source, pair.translation
    if source.foreign or translation.foreign or source.words == translation.words:
        return False
    return all(any(map(str.isalpha, side.words)) for side in (source, translation))


class _Doubts:
    """The sections and passages of a chapter of which the check has something to say."""

    def __init__(self, sections: Sequence[Compared], findings: Sequence[Finding]) -> None:
        around = _Starts(
            (part.position, number)
            for number, compared in enumerate(sections)
            for part in (compared.source, compared.translation)
        )
        within = _Starts(
            (side.position, id(pair))
            for compared in sections
            for pair in _pairs(compared)
            for side in (pair.source, pair.translation)
        )
        self._sections: set[int] = set()
        self._pairs: set[int] = set()
        for finding in findings:
            places = [place for place in (finding.position, finding.counterpart) if place]
            if finding.rule in _UNSETTLING:
                self._sections.update(*map(around.at, places))
            elif finding.family in _COMPARING and finding.severity != "note":
                self._pairs.update(*map(within.at, places))

    def of(self, number: int, pair: PassagePair) -> bool:
        """Tell whether a pair of passages, in the section of this number, is in doubt."""
        return number in self._sections or id(pair) in self._pairs


class _Starts:
    """Finds what begins last before a line of a file, or on it."""

    def __init__(self, starts: Iterator[tuple[Position, int]]) -> None:
        named: dict[str, dict[int, set[int]]] = {}
        for position, name in starts:
            named.setdefault(position.path, {}).setdefault(position.line, set()).add(name)
        self._named = named
        self._lines = {path: sorted(lines) for path, lines in named.items()}

    def at(self, place: Position) -> set[int]:
        """Return the names of what a place is in: more than one where cells share a line."""
        lines = self._lines.get(place.path, [])
        before = bisect_right(lines, place.line)
        return self._named[place.path][lines[before - 1]] if before else set()
