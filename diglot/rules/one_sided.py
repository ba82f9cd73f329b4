"""Rules S101 to S104, and S114: chapters and sections that only one of the languages has.

Goes in: an alignment. Comes out: findings, each with the key that allows it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from diglot.bitext.blocks.joining import OPENING, align_parts
from diglot.bitext.ids import inner_ids, written_id
from diglot.bitext.sections.align import Alignment, usual_ratio
from diglot.bitext.sections.outline import ROOT, Outline
from diglot.bitext.sections.paired import Paired, moved_sections
from diglot.core.chapter_names import bare_name, in_language
from diglot.core.findings import Finding
from diglot.core.inside_links import LinkTarget
from diglot.core.model import Chapter, Edition, Position, Section
from diglot.core.walk import is_works_cited, walk_sections
from diglot.core.wording import allow_hint, isolated, quoted


class OneSided(Struct, frozen=True):
    """A finding that the book's settings may allow.

    key: how it is listed under parity.allow, "chapter" or "chapter#section".
    places: where links in the other language cannot lead until it is mended.
    """

    key: str
    finding: Finding
    places: frozenset[LinkTarget] = frozenset()


# Chapters ----------------------------------------------------------------------


def missing_chapters(alignment: Alignment, language: str) -> Iterator[OneSided]:
    """Yield the chapters that the translation lacks, at the file that should exist."""
    missing, extra = _unpaired(alignment)
    for chapter in missing:
        path = in_language(chapter.position.path, language)
        renamed = _renamed(chapter, missing, extra)
        step = (
            f"rename {isolated(renamed.position.path)}, if it is this chapter"
            if renamed
            else f"translate {isolated(chapter.position.path)} into this file"
        )
        finding = Finding(
            "missing-chapter",
            Position(path),
            f"the chapter {quoted(chapter.title)} has no counterpart",
            f"{step}, or {allow_hint(chapter.name)}",
            chapter.position,
        )
        yield OneSided(chapter.name, finding, frozenset(_places(chapter)))


def extra_chapters(alignment: Alignment, source: Edition) -> Iterator[OneSided]:
    """Yield the chapters that only the translation has."""
    missing, extra = _unpaired(alignment)
    for chapter in extra:
        path = isolated(in_language(chapter.position.path, source.language))
        renamed = _renamed(chapter, extra, missing)
        own = in_language(renamed.position.path, chapter.language) if renamed else ""
        step = (
            f"rename it to {isolated(own)}, if it is that chapter"
            if renamed
            else f"write {path}, or take this file out if nothing of the source says the same"
        )
        finding = Finding(
            "extra-chapter",
            Position(chapter.position.path),
            f"the chapter {quoted(chapter.title)} has no counterpart in the source",
            f"{step}, or {allow_hint(chapter.name)}",
        )
        yield OneSided(chapter.name, finding)


def renamed_chapters(alignment: Alignment) -> Iterator[OneSided]:
    """Yield the chapters that the translation has under another name."""
    names = {other.position.path for _, other in alignment.renamed}
    for chapter, other in alignment.renamed:
        old = other.position.path
        new = in_language(chapter.position.path, other.language)
        before = f", once {isolated(new)} is renamed" if new in names else ""
        finding = Finding(
            "renamed-chapter",
            Position(old),
            f"the chapter {quoted(other.title)} is evidently the translation of "
            f"{isolated(chapter.position.path)}, under another name",
            f"rename it{before}: git mv {isolated(old)} {isolated(new)}; "
            f"or {allow_hint(other.name)}",
            chapter.position,
        )
        yield OneSided(other.name, finding, frozenset(_places(chapter)))


def _unpaired(alignment: Alignment) -> tuple[list[Chapter], list[Chapter]]:
    """Return the chapters that only the source has, and those that only the translation has."""
    known = {id(chapter) for pair in alignment.renamed for chapter in pair}
    missing = [p.source for p in alignment.chapters if p.source and not p.translation]
    extra = [p.translation for p in alignment.chapters if p.translation and not p.source]
    return (
        [chapter for chapter in missing if id(chapter) not in known],
        [chapter for chapter in extra if id(chapter) not in known],
    )


def _renamed(
    chapter: Chapter, alike: Sequence[Chapter], others: Sequence[Chapter]
) -> Chapter | None:
    """Return the chapter of the other language that may be the same under another name.

    Its name differs in the number only; or as many are left over on either side, and it is
    the one in this place.
    """
    bare = bare_name(chapter.name)
    for other in others:
        if bare_name(other.name) == bare:
            return other
    return others[alike.index(chapter)] if len(alike) == len(others) else None


def _places(part: Chapter | Section, chapter: str = "") -> Iterator[LinkTarget]:
    """Yield what links can lead to in a chapter, or in a section of one."""
    name = chapter or (part.name if isinstance(part, Chapter) else "")
    yield name, part.id if isinstance(part, Section) else ""
    for inner in (part, *walk_sections(part)):
        if isinstance(inner, Section):
            yield name, inner.id
        yield from ((name, found) for found, _ in inner_ids(inner))


# Sections ----------------------------------------------------------------------


def sections_elsewhere(alignment: Alignment) -> Iterator[OneSided]:
    """Yield the sections that are in another chapter than their source."""
    for moved in alignment.moved:
        ours, theirs = moved.source, moved.translation
        path = in_language(moved.chapter.position.path, moved.around.language)
        level = ""
        if ours.level != theirs.level:
            level = f', and begin it with "{"#" * ours.level}"'
        finding = Finding(
            "section-order",
            theirs.position,
            f"{quoted(theirs.title)} is in another chapter than its source {quoted(ours.title)}",
            f"move it to {isolated(path)}{level}",
            ours.position,
        )
        places = frozenset(_places(ours, moved.chapter.name))
        yield OneSided(f"{moved.chapter.name}#{ours.id}", finding, places)


def missing_sections(
    chapter: Paired, texts: Mapping[int, Position], elsewhere: Container[int] = ()
) -> Iterator[OneSided]:
    """Yield the source sections without a counterpart, a whole subtree as one.

    The finding is at the heading in the translation that the missing section
    belongs before; where the heading alone is missing, at its text; at the end of
    the chapter, where its last part begins.
    texts: what `texts_without_headings` found, which asks for the words of both chapters.
    elsewhere: the identities of sections that are reported as in another chapter.
    """
    displaced = _displaced(chapter)
    for i in _without_counterpart(chapter):
        section = chapter.source.sections[i]
        if id(section) in elsewhere:
            continue
        gap = _gap(chapter, i, displaced)
        if text := texts.get(i):
            position, where = text, f"above line {text.line}, where its text begins"
        elif gap.stop == len(chapter.translation):
            position, where = _last_position(chapter.translated), "at the end of the file"
        else:
            position = chapter.translation.sections[gap.stop].position
            where = f"above line {position.line}"
        name = written_id(section)
        heading = "#" * section.level + " …" + (f" {{#{name}}}" if name else "")
        key = f"{chapter.chapter.name}#{section.id}"
        message = f"{_with_subsections(chapter.source, i, chapter.counterparts)} no counterpart"
        step = f'translate it as "{heading}" {where}{_if_it_is_there(chapter, i, gap)}'
        if i in chapter.rivals:
            other = chapter.rivals[i]
            theirs = chapter.translation.sections[chapter.counterparts[other]]
            position = theirs.position
            rival = quoted(chapter.source.sections[other].title)
            message += f", or {rival}: {quoted(theirs.title)} may be the translation of either"
            step = f"give {quoted(theirs.title)} the id of the one that it translates, as there, "
            step += f"for example {{#{section.id}}}, and translate the other"
        finding = Finding(
            "missing-section", position, message, f"{step}, or {allow_hint(key)}", section.position
        )
        yield OneSided(key, finding, frozenset(_places(section, chapter.chapter.name)))


def _without_counterpart(chapter: Paired) -> Iterator[int]:
    """Yield the numbers of the source sections without a counterpart, not of those in them."""
    for i, parent in enumerate(chapter.source.parents):
        if i not in chapter.counterparts and (parent == ROOT or parent in chapter.counterparts):
            yield i


def texts_without_headings(chapter: Paired) -> dict[int, Position]:
    """Return where the text begins of each section whose heading alone the translation lacks.

    The sections are those of the source, by their numbers in its outline.
    """
    found = ((i, _text_without_heading(chapter, i)) for i in _without_counterpart(chapter))
    return {i: position for i, position in found if position}


def _text_without_heading(chapter: Paired, i: int) -> Position | None:
    """Return where the text of a section begins whose heading alone the translation lacks."""
    section = chapter.source.sections[i]
    before = i - 1 if i else OPENING
    there = chapter.counterparts.get(before) if i else OPENING
    if there is None:
        return None
    ratio = usual_ratio(chapter.chapter.language, chapter.translated.language)
    parts = align_parts(chapter, before, there, ratio)
    if parts.lost is not section:
        return None
    pairs = sorted(parts.blocks.pairs, key=lambda pair: pair.source.position.line)
    texts = (p.translation for p in pairs if p.source.position.line > section.position.line)
    return next((text.position for text in texts), None)


def _gap(chapter: Paired, i: int, displaced: set[int]) -> range:
    """Return the translation's sections between the counterparts before and after a section."""

    def nearest(numbers: Iterable[int], default: int) -> int:
        found = (chapter.counterparts.get(k, ROOT) for k in numbers)
        return next((j for j in found if j != ROOT and j not in displaced), default)

    before = nearest(range(i - 1, -1, -1), ROOT)
    after = nearest(range(i + 1, len(chapter.source)), len(chapter.translation))
    return range(before + 1, after)


def _if_it_is_there(chapter: Paired, i: int, gap: range) -> str:
    """Return what to do where an unpaired section is where the missing one should."""
    level = chapter.source.sections[i].level
    for j in gap:
        section = chapter.translation.sections[j]
        if j not in chapter.sources and section.level == level:
            there = f"{quoted(section.title)} (line {section.position.line})"
            return f", or give both the same id if {there} is its translation"
    return ""


def extra_sections(chapter: Paired, elsewhere: Container[int] = ()) -> Iterator[OneSided]:
    """Yield the translation's sections without a counterpart, a whole subtree as one.

    elsewhere: the identities of sections that are reported as in another chapter.
    """
    source_path = isolated(chapter.chapter.position.path)
    for j, section in enumerate(chapter.translation.sections):
        parent = chapter.translation.parents[j]
        if (
            id(section) in elsewhere
            or j in chapter.sources
            or (parent != ROOT and parent not in chapter.sources)
        ):
            continue
        key = f"{chapter.chapter.name}#{section.id}"
        either = ""
        if j in chapter.their_rivals:
            other = chapter.translation.sections[chapter.their_rivals[j]]
            source = chapter.source.sections[chapter.sources[chapter.their_rivals[j]]]
            either = f", or {quoted(other.title)} (line {other.position.line}): either "
            either += f"may be the translation of {quoted(source.title)}"
        finding = Finding(
            "extra-section",
            section.position,
            f"{_with_subsections(chapter.translation, j, chapter.sources)} "
            f"no counterpart in the source{either}",
            f"write it in {source_path}, take it out, or {allow_hint(key)}",
        )
        yield OneSided(key, finding)


def _with_subsections(tree: Outline, number: int, paired: dict[int, int]) -> str:
    """Return '"Oil" has', or '"Oil", with 3 sections under it, has'."""
    count = sum(k not in paired for k in range(number + 1, tree.ends[number]))
    name = quoted(tree.sections[number].title)
    if not count:
        return f"{name} has"
    return f"{name}, with {count} section{'s' if count > 1 else ''} under it, has"


def _displaced(chapter: Paired) -> set[int]:
    """Return the translation's sections that are elsewhere than in the source."""
    return {k for _, j in moved_sections(chapter) for k in range(j, chapter.translation.ends[j])}


def _last_position(chapter: Chapter) -> Position:
    """Return where the last section or block of a chapter begins."""
    part: Chapter | Section = chapter
    while part.sections:
        part = part.sections[-1]
    blocks = [block for block in part.blocks if not is_works_cited(block)]
    return blocks[-1].position if blocks else part.position
