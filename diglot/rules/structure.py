"""Rules S105 to S108: sections that both languages have, but not alike; ids given twice.

Goes in: a chapter that both languages have. Comes out: findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from diglot.bitext.ids import written_id, written_ids
from diglot.bitext.sections.outline import ancestors
from diglot.bitext.sections.paired import Paired, moved_sections
from diglot.bitext.untranslated import is_untranslated
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Position, Section
from diglot.core.walk import plain_text
from diglot.core.wording import quoted
from diglot.text.marks.signs import without_points

# What an id may be in XHTML, and so in an e-book (XML 1.0, production NCName, roughly).
_XML_NAME = re.compile(r"[^\W\d][\w.-]*")


def section_levels(chapter: Paired) -> Iterator[Finding]:
    """Yield the sections at another level than their source; those below that follow are not.

    Where every section of the chapter is shifted alike, that is one finding.
    """
    moved = {i for i, _ in moved_sections(chapter)}
    shifts = {
        i: chapter.translation.sections[j].level - chapter.source.sections[i].level
        for i, j in sorted(chapter.counterparts.items())
    }
    tops = [i for i in shifts if shifts[i] and shifts[i] != _shift_around(chapter, i, shifts)]
    tops = [i for i in tops if i not in moved]  # which the finding on their place says
    if len(tops) > 1 and len(set(shifts.values())) == 1:
        yield _level_finding(chapter, tops[0], ", and shift all headings of the chapter likewise")
        return
    for i in tops:
        inside = range(i + 1, chapter.source.ends[i])
        follows = any(shifts.get(k) == shifts[i] for k in inside)
        below = ", and shift the headings under it likewise" if follows else ""
        yield _level_finding(chapter, i, below)


def _shift_around(chapter: Paired, i: int, shifts: dict[int, int]) -> int:
    """Return by how many levels the nearest section around one is shifted; 0 for none."""
    around = (shifts[k] for k in ancestors(chapter.source, i) if k in shifts)
    return next(around, 0)


def _level_finding(chapter: Paired, i: int, others: str) -> Finding:
    ours = chapter.source.sections[i]
    theirs = chapter.translation.sections[chapter.counterparts[i]]
    return Finding(
        "section-level",
        theirs.position,
        f"{quoted(theirs.title)} is at level {theirs.level}, "
        f"its source {quoted(ours.title)} at level {ours.level}",
        f'begin the heading with "{"#" * ours.level}"{others}',
        ours.position,
    )


def section_order(chapter: Paired) -> Iterator[Finding]:
    """Yield the fewest sections that, put back, make the order that of the source."""
    moved = moved_sections(chapter)
    displaced = {k for i, _ in moved for k in range(i, chapter.source.ends[i])}
    for i, j in moved:
        ours, theirs = chapter.source.sections[i], chapter.translation.sections[j]
        before = (k for k in range(i - 1, -1, -1) if k in chapter.counterparts)
        staying = next((k for k in before if k not in displaced), None)
        if staying is None:
            where = "to the beginning of the chapter's sections"
        else:
            anchor = chapter.translation.sections[chapter.counterparts[staying]]
            where = f"to follow {quoted(anchor.title)} (line {anchor.position.line})"
        below = ", with all under it," if theirs.sections else ""
        level = step = ""
        if theirs.level != ours.level:
            level = f", and at level {theirs.level} instead of {ours.level}"
            step = f', and begin it with "{"#" * ours.level}"'
        yield Finding(
            "section-order",
            theirs.position,
            f"{quoted(theirs.title)} is in a different place from its source "
            f"{quoted(ours.title)}{level}",
            f"move it{below} {where}{step}",
            ours.position,
        )


def section_ids(chapter: Paired) -> Iterator[Finding]:
    """Yield the sections, and the title, whose explicit id is another than their source's."""
    pairs: list[tuple[Section | Chapter, Section | Chapter]] = [
        (chapter.chapter, chapter.translated),
        *(
            (chapter.source.sections[i], chapter.translation.sections[j])
            for i, j in sorted(chapter.counterparts.items())
        ),
    ]
    for ours, theirs in pairs:
        wanted, name = written_id(ours), written_id(theirs)
        if wanted and name and wanted != name:
            yield Finding(
                "section-id",
                theirs.position,
                f"{quoted(theirs.title)} has the id {quoted(name)}, its source {quoted(wanted)}",
                f"write {{#{wanted}}}, or leave the id out",
                ours.position,
            )


def same_headings(chapter: Paired) -> Iterator[Finding]:
    """Yield the sections headed as one before them, beside it, whose source is headed otherwise."""
    first: dict[tuple[int, str], int] = {}
    for j, theirs in enumerate(chapter.translation.sections):
        heading = " ".join(plain_text(theirs.title).split())
        before = first.setdefault((chapter.translation.parents[j], heading), j)
        if before == j or not heading or not {before, j} <= chapter.sources.keys():
            continue
        one, other = (chapter.source.sections[chapter.sources[k]] for k in (before, j))
        if plain_text(one.title) != plain_text(other.title) and not is_untranslated(theirs):
            line = chapter.translation.sections[before].position.line
            yield Finding(
                "same-heading",
                theirs.position,
                f"{quoted(theirs.title)} is the heading of line {line} too; "
                f"their sources are {quoted(one.title)} and {quoted(other.title)}",
                "see which of the two is translated wrongly",
                other.position,
            )


def varying_headings(chapter: Paired) -> Iterator[Finding]:
    """Yield the sections headed otherwise than the first whose source is headed the same."""
    first: dict[str, int] = {}
    meanings: dict[str, set[str]] = defaultdict(set)
    for i, j in chapter.counterparts.items():
        meanings[_words(chapter.translation.sections[j])].add(_words(chapter.source.sections[i]))
    for i, j in sorted(chapter.counterparts.items()):
        ours, theirs = chapter.source.sections[i], chapter.translation.sections[j]
        heading = _words(ours)
        before = chapter.translation.sections[first.setdefault(heading, j)]
        if not heading or is_untranslated(theirs) or is_untranslated(before):
            continue
        named = {_words(before), _words(theirs)}
        # A heading left as it is, or taken from elsewhere, is another finding.
        if len(named) > 1 and heading not in named and all(len(meanings[n]) == 1 for n in named):
            yield Finding(
                "heading-varies",
                theirs.position,
                f"{quoted(ours.title)} is {quoted(before.title)} in line {before.position.line}, "
                f"and {quoted(theirs.title)} here",
                "translate it in one way, unless the two are to be told apart",
                ours.position,
            )


def _words(section: Section) -> str:
    """Return a heading without points, and without marks at its end."""
    return " ".join(without_points(plain_text(section.title)).split()).rstrip(".:?!").casefold()


def duplicate_ids(chapter: Chapter) -> Iterator[Finding]:
    """Yield the ids of a chapter that are written more than once, from the second place on."""
    first: dict[str, Position] = {}
    for name, position in written_ids(chapter):
        if name in first:
            yield Finding(
                "duplicate-id",
                position,
                f"the id {quoted(name)} is already that of line {first[name].line}",
                "give one of the two another id, or none",
            )
        first.setdefault(name, position)
        if not _XML_NAME.fullmatch(name):
            yield Finding(
                "invalid-id",
                position,
                f"the id {quoted(name)} does not begin with a letter, or has odd characters",
                "use letters, digits, hyphens and periods, and begin with a letter",
            )
