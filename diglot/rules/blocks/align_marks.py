"""Rule B216: marks of alignment, <!-- align: name -->, that say nothing to the other language.

Goes in: a chapter that both languages have. Comes out: findings, each at a mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from diglot.bitext.sections.outline import Outline
from diglot.bitext.sections.paired import Paired
from diglot.core.directive import AlignMark
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Position

_OPENING = -1


def align_marks(chapter: Paired) -> Iterator[Finding]:
    """Yield the marks that are in one file only, twice, or in sections that are no counterparts."""
    ours, theirs = chapter.chapter, chapter.translated
    yield from _own(ours)
    yield from _own(theirs)
    first, second = _by_name(ours), _by_name(theirs)
    for name, mark in first.items():
        if name not in second:
            yield _finding(ours, mark, f"the translation has no {_written(name)}", _BOTH, theirs)
    for name, mark in second.items():
        if name not in first:
            yield _finding(theirs, mark, f"the source has no {_written(name)}", _BOTH, ours)
    for name in first.keys() & second.keys():
        source = _section(chapter.source, first[name].block_line)
        expected = chapter.counterparts.get(source) if source != _OPENING else _OPENING
        if _section(chapter.translation, second[name].block_line) != expected:
            what = f"{_written(name)} is in another section than in the source"
            hint = "a mark holds inside a section: give both sections one id, or move the mark"
            yield _finding(theirs, second[name], what, hint, ours, first[name])


_BOTH = "write it before the counterpart as well, or take it out"


def _own(chapter: Chapter) -> Iterator[Finding]:
    """Yield what is wrong with the marks of a chapter by themselves."""
    seen: dict[str, AlignMark] = {}
    for mark in chapter.align_marks:
        if mark.broken:
            hint = "write <!-- align: name --> on a line of its own, before a passage"
            yield _finding(chapter, mark, mark.broken, hint, None)
        elif mark.name in seen:
            what = f"{_written(mark.name)} is there twice, also in line {seen[mark.name].line}"
            yield _finding(chapter, mark, what, "give each place a name of its own", None)
        else:
            seen[mark.name] = mark


def _by_name(chapter: Chapter) -> dict[str, AlignMark]:
    marks = [mark for mark in chapter.align_marks if not mark.broken]
    return {mark.name: mark for mark in reversed(marks)}


def _section(outline: Outline, line: int) -> int:
    """Return the number of the section that a line is in."""
    before = (n for n, s in enumerate(outline.sections) if s.position.line <= line)
    return max(before, default=_OPENING)


def _written(name: str) -> str:
    return f"<!-- align: {name} -->"


def _finding(
    chapter: Chapter,
    mark: AlignMark,
    what: str,
    hint: str,
    other: Chapter | None,
    there: AlignMark | None = None,
) -> Finding:
    counterpart = None
    if other is not None:
        line = there.line if there else 1
        counterpart = Position(other.position.path, line)
    here = Position(chapter.position.path, mark.line, mark.column)
    return Finding("align-mark", here, what, hint, counterpart)
