"""Every rule of this package on one book.

Goes in: the aligned book. Comes out: findings, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from diglot.bitext import Alignment, Bitext, ChapterPair
from diglot.bitext.sections.paired import Paired, paired
from diglot.core.findings import Finding, in_order
from diglot.core.model import Chapter, Edition, Position
from diglot.core.wording import without_isolates
from diglot.rules.blocks.align_marks import align_marks
from diglot.rules.content import content_findings
from diglot.rules.front_matter import front_matter
from diglot.rules.one_sided import (
    OneSided,
    extra_chapters,
    extra_sections,
    missing_chapters,
    missing_sections,
    renamed_chapters,
    sections_elsewhere,
    texts_without_headings,
)
from diglot.rules.references import broken_links, pictures_without_words
from diglot.rules.structure import (
    duplicate_ids,
    same_headings,
    section_ids,
    section_levels,
    section_order,
    varying_headings,
)
from diglot.rules.wording.glossary import Glossary
from diglot.rules.wording.names import NamedSection, Names
from diglot.settings import Term


class Comparison(Struct, frozen=True):
    """What is wrong between the languages.

    unused_allow: the keys under parity.allow that match nothing.
    """

    findings: tuple[Finding, ...]
    unused_allow: tuple[str, ...]


class Judge(Protocol):
    """Who says what is wrong in chapters, each by itself: by its text, or by what was kept."""

    def own(self, chapter: Chapter) -> Iterable[Finding]:
        """Return what is wrong with a chapter, whatever the others are."""

    def findings(self, pair: ChapterPair) -> Iterable[Finding]:
        """Return what a chapter and its translation differ in."""

    def texts(self, pair: ChapterPair) -> Mapping[int, Position]:
        """Return where the sections begin whose headings alone the translation lacks."""

    def lacks_names(self, pair: ChapterPair) -> bool:
        """Tell whether a name may be gone from the translation."""

    def names(self, pair: ChapterPair) -> Iterable[NamedSection]:
        """Return the sections in which names are."""


class WholeJudge:
    """A judge who reads the text of each chapter, once."""

    def __init__(self, glossary: Sequence[Term]) -> None:
        self._glossary = glossary
        self._terms: dict[tuple[str, str], Glossary] = {}
        self._judged: dict[int, tuple[ChapterPair, Judged]] = {}

    def own(self, chapter: Chapter) -> Iterable[Finding]:
        """Return what is wrong with a chapter."""
        return own_findings(chapter)

    def findings(self, pair: ChapterPair) -> Iterable[Finding]:
        """Return what a chapter and its translation differ in."""
        return self._known(pair).findings

    def texts(self, pair: ChapterPair) -> Mapping[int, Position]:
        """Return where the sections begin whose headings alone the translation lacks."""
        return self._known(pair).texts

    def lacks_names(self, pair: ChapterPair) -> bool:
        """Tell whether a name may be gone from the translation."""
        return self._known(pair).lacks_names

    def names(self, pair: ChapterPair) -> Iterable[NamedSection]:
        """Return the sections in which names are."""
        return self._known(pair).names

    def _known(self, pair: ChapterPair) -> Judged:
        if id(pair) not in self._judged:
            self._judged[id(pair)] = pair, self.judge(pair)
        return self._judged[id(pair)][1]

    def judge(self, pair: ChapterPair) -> Judged:
        """Find out all that can be known of a pair by itself."""
        chapter = paired(pair)
        if chapter is None:
            return Judged()
        languages = chapter.chapter.language, chapter.translated.language
        if languages not in self._terms:
            self._terms[languages] = Glossary(self._glossary, *languages)
        names: list[NamedSection] = []
        content = content_findings(chapter, self._terms[languages], names)
        findings = (*_both_sided(chapter), *content)
        learned = Names(*languages)
        texts = texts_without_headings(chapter)
        return Judged(findings, texts, tuple(names), any(map(learned.lacks_any, names)))


class Judged(Struct, frozen=True):
    """What is wrong in a pair of chapters, and its sections in which names are.

    texts: of sections of the source, by number, whose headings alone the translation lacks: where
        they begin in the translation. lacks_names: whether a name may be gone from one of them.
    """

    findings: tuple[Finding, ...] = ()
    texts: Mapping[int, Position] = {}
    names: tuple[NamedSection, ...] = ()
    lacks_names: bool = False


def compare(
    text: Bitext,
    allow: Mapping[str, str],
    glossary: Sequence[Term] = (),
    judge: Judge | None = None,
) -> Comparison:
    """Return the findings of S, B, R and T rules.

    allow: from "chapter" or "chapter#section" to the reason why it may be on one
        side only; nothing is reported for these.
    glossary: how terms are to be translated. judge: says what is wrong in each chapter and pair;
        one who reads them, if nobody else is given.
    """
    judge = judge or WholeJudge(glossary)
    book = text.book
    allowed = {without_isolates(key): key for key in allow}
    used: set[str] = set()
    source_findings = tuple(_own_findings(book.source, [], judge))
    findings = [*source_findings]
    for edition in book.translations:
        alignment = text.alignments[edition.language]
        one_sided = list(_one_sided(alignment, book.source, edition, judge))
        used |= {found.key for found in one_sided}
        reported = [found for found in one_sided if found.key not in allowed]
        findings += (found.finding for found in reported)
        own = list(_own_findings(edition, reported, judge))
        broken = {f.position for f in (*own, *source_findings) if f.rule == "broken-link"}
        findings += own
        pairs = [pair for pair in alignment.chapters if pair.source and pair.translation]
        findings += (
            found
            for pair in pairs
            for found in judge.findings(pair)
            if not _is_broken(found, broken)
        )
        findings += _lost_names(pairs, Names(book.source.language, edition.language), judge)
    unused = tuple(key for plain, key in allowed.items() if plain not in used)
    return Comparison(in_order(findings), unused)


def _lost_names(pairs: Sequence[ChapterPair], names: Names, judge: Judge) -> Iterator[Finding]:
    """Yield the names that are gone; the book is asked only where one may be."""
    if any(map(judge.lacks_names, pairs)):
        for pair in pairs:
            for section in judge.names(pair):
                names.add(section)
        yield from names.findings()


def _is_broken(found: Finding, broken: Collection[Position]) -> bool:
    """Tell whether a link differs because it, or its source's, leads nowhere: a finding already."""
    places = {found.position, found.counterpart}
    return found.rule == "link-target" and not places.isdisjoint(broken)


def _one_sided(
    alignment: Alignment, source: Edition, edition: Edition, judge: Judge
) -> Iterator[OneSided]:
    yield from missing_chapters(alignment, edition.language)
    yield from extra_chapters(alignment, source)
    yield from renamed_chapters(alignment)
    yield from sections_elsewhere(alignment)
    elsewhere = {id(s) for moved in alignment.moved for s in (moved.source, moved.translation)}
    for pair in alignment.chapters:
        if chapter := paired(pair):
            yield from missing_sections(chapter, judge.texts(pair), elsewhere)
            yield from extra_sections(chapter, elsewhere)


def _both_sided(chapter: Paired) -> Iterator[Finding]:
    yield from section_levels(chapter)
    yield from section_order(chapter)
    yield from section_ids(chapter)
    yield from same_headings(chapter)
    yield from varying_headings(chapter)
    yield from front_matter(chapter)
    yield from align_marks(chapter)


def own_findings(chapter: Chapter) -> Iterator[Finding]:
    """Yield what is wrong with a chapter, whatever the others are."""
    yield from duplicate_ids(chapter)
    yield from pictures_without_words(chapter)


def _own_findings(edition: Edition, reported: list[OneSided], judge: Judge) -> Iterator[Finding]:
    """Yield what is wrong with an edition by itself; a link to what is reported missing is not."""
    for chapter in edition.chapters:
        yield from judge.own(chapter)
    awaited = frozenset(place for found in reported for place in found.places)
    yield from broken_links(edition, awaited)
