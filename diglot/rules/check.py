"""Every rule of this package on one book.

Goes in: the aligned book. Comes out: findings, in order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diglot.bitext import Alignment, Bitext
from diglot.bitext.sections.paired import Paired, paired
from diglot.core.findings import Finding, in_order
from diglot.core.model import Edition, Position
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
from diglot.rules.wording.names import Names
from diglot.settings import Term


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is wrong between the languages.

    unused_allow: the keys under parity.allow that match nothing.
    """

    findings: tuple[Finding, ...]
    unused_allow: tuple[str, ...]


def compare(text: Bitext, allow: Mapping[str, str], glossary: Sequence[Term] = ()) -> Comparison:
    """Return the findings of S, B, R and T rules.

    allow: from "chapter" or "chapter#section" to the reason why it may be on one
        side only; nothing is reported for these.
    glossary: how terms are to be translated.
    """
    book = text.book
    allowed = {without_isolates(key): key for key in allow}
    used: set[str] = set()
    source_findings = tuple(_own_findings(book.source, []))
    findings = [*source_findings]
    for edition in book.translations:
        alignment = text.alignments[edition.language]
        one_sided = list(_one_sided(alignment, book.source, edition))
        used |= {found.key for found in one_sided}
        reported = [found for found in one_sided if found.key not in allowed]
        findings += (found.finding for found in reported)
        findings += (f for chapter in _paired(alignment) for f in _both_sided(chapter))
        own = list(_own_findings(edition, reported))
        broken = {f.position for f in (*own, *source_findings) if f.rule == "broken-link"}
        terms = Glossary(glossary, book.source.language, edition.language)
        names = Names(book.source.language, edition.language)
        findings += own
        findings += (
            found
            for chapter in _paired(alignment)
            for found in content_findings(chapter, terms, names)
            if not _is_broken(found, broken)
        )
        findings += names.findings()
    unused = tuple(key for plain, key in allowed.items() if plain not in used)
    return Comparison(in_order(findings), unused)


def _is_broken(found: Finding, broken: Collection[Position]) -> bool:
    """Tell whether a link differs because it, or its source's, leads nowhere: a finding already."""
    places = {found.position, found.counterpart}
    return found.rule == "link-target" and not places.isdisjoint(broken)


def _paired(alignment: Alignment) -> Iterator[Paired]:
    return filter(None, map(paired, alignment.chapters))


def _one_sided(alignment: Alignment, source: Edition, edition: Edition) -> Iterator[OneSided]:
    yield from missing_chapters(alignment, edition.language)
    yield from extra_chapters(alignment, source)
    yield from renamed_chapters(alignment)
    yield from sections_elsewhere(alignment)
    elsewhere = {id(s) for moved in alignment.moved for s in (moved.source, moved.translation)}
    for chapter in _paired(alignment):
        yield from missing_sections(chapter, elsewhere)
        yield from extra_sections(chapter, elsewhere)


def _both_sided(chapter: Paired) -> Iterator[Finding]:
    yield from section_levels(chapter)
    yield from section_order(chapter)
    yield from section_ids(chapter)
    yield from same_headings(chapter)
    yield from varying_headings(chapter)
    yield from front_matter(chapter)
    yield from align_marks(chapter)


def _own_findings(edition: Edition, reported: list[OneSided]) -> Iterator[Finding]:
    """Yield what is wrong with an edition by itself; a link to what is reported missing is not."""
    for chapter in edition.chapters:
        yield from duplicate_ids(chapter)
    awaited = frozenset(place for found in reported for place in found.places)
    yield from broken_links(edition, awaited)
    yield from pictures_without_words(edition)
