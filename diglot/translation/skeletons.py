"""Which chapters and sections get a skeleton, and where; which headings get an id.

Goes in: an alignment, and the files that it was read from. Comes out: new files. Only
whole lines are put in, or a heading's own line is changed; all else stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec import Struct

from diglot.bitext.ids import written_id
from diglot.bitext.sections.align import Alignment
from diglot.bitext.sections.eyes import ChapterPair
from diglot.bitext.sections.outline import outline
from diglot.bitext.sections.paired import Paired, moved_sections, paired
from diglot.bitext.untranslated import UNTRANSLATED
from diglot.core.chapter_names import in_language
from diglot.core.model import Chapter, Position, Section
from diglot.editing.headings import heading_level, with_attributes
from diglot.editing.lines import Insertion, Lines, NotTextError, inserted, replaced, split_lines
from diglot.editing.passages import heading_numbers
from diglot.editing.skeleton import body_start, new_front_matter, notes_of, skeleton
from diglot.translation.units import guess

Files = Mapping[str, bytes]


class Edited(Struct, frozen=True):
    """A file with its new content. places: what was put where, to be printed."""

    path: str
    new: bytes
    places: tuple[InsertionPoint, ...]


class InsertionPoint(Struct, frozen=True):
    """One thing done: at which line of the old file (0 in a new one), to which part."""

    line: int
    part: Chapter | Section


class Left(Struct, frozen=True):
    """One thing left undone: where, why, and the way out."""

    position: Position
    reason: str
    hint: str


# Skeletons -----------------------------------------------------------------------


def stub_chapter(
    pair: ChapterPair, language: str, files: Files, allowed: frozenset[str]
) -> Edited | Left | None:
    """Return the translation's file with skeletons for what it lacks; None if nothing.

    files: the bytes of the files that exist, by path. allowed: keys of what need not
        be translated.
    """
    chapter = pair.source
    if chapter is None or chapter.name in allowed:
        return None
    source = _lines(chapter.position.path, files)
    if isinstance(source, Left):
        return source
    both = paired(pair)
    if both is None or not files.get(both.translated.position.path, b"-").strip():
        return _new_chapter(chapter, language, source, files)
    return _missing_sections(both, source, files, allowed)


def _new_chapter(chapter: Chapter, language: str, source: Lines, files: Files) -> Edited | Left:
    target = in_language(chapter.position.path, language)
    if files.get(target, b"").strip():
        return Left(Position(target), "the file is there already", "see what the check says of it")
    body = source.bare[body_start(source) - 1 :]
    made = skeleton(body, notes_of(body), "", UNTRANSLATED, has_title=True)
    lines = [*new_front_matter(source), "", *made]
    sections = outline(chapter).sections
    places = (InsertionPoint(0, chapter), *(InsertionPoint(0, section) for section in sections))
    return Edited(target, ("\n".join(lines) + "\n").encode(), places)


def _missing_sections(
    chapter: Paired, source: Lines, files: Files, allowed: frozenset[str]
) -> Edited | Left | None:
    path = chapter.translated.position.path
    translation = _lines(path, files)
    if isinstance(translation, Left):
        return translation
    name = chapter.chapter.name
    missing = [
        i
        for i, section in enumerate(chapter.source.sections)
        if i not in chapter.counterparts and f"{name}#{section.id}" not in allowed
    ]
    if not missing:
        return None
    there = "\n".join(translation.bare)
    notes = notes_of(source.bare[body_start(source) - 1 :])
    insertions, places = [], []
    for before, numbers in groupby(missing, _insertion_place(chapter)):
        line = len(translation.bare) + 1
        if before < len(chapter.translation):
            section = chapter.translation.sections[before]
            if not _is_heading(translation, section):
                return _not_found(section)
            line = _above_orders(translation, section.position.line)
        new: list[str] = []
        for i in numbers:
            lines = _own_lines(chapter, i, source)
            if lines is None:
                return _not_found(chapter.source.sections[i])
            made = skeleton(lines, notes, "\n".join([there, *new]), UNTRANSLATED)
            new += ["", *made] if new else made
            places.append(InsertionPoint(line, chapter.source.sections[i]))
        insertions.append(Insertion(line, tuple(new)))
    return Edited(path, inserted(translation, insertions), tuple(places))


class _insertion_place:  # noqa: N801 - a function with what it has worked out
    """From a source section without a counterpart to the section that it belongs before.

    That is the counterpart of the next section that has one in its place; the number of
    the translation's sections stands for the end of the file.
    """

    def __init__(self, chapter: Paired) -> None:
        self._chapter = chapter
        tree = chapter.translation
        self._moved = {k for _, j in moved_sections(chapter) for k in range(j, tree.ends[j])}

    def __call__(self, number: int) -> int:
        for i in range(number + 1, len(self._chapter.source)):
            j = self._chapter.counterparts.get(i)
            if j is not None and j not in self._moved:
                return j
        return len(self._chapter.translation)


def _own_lines(chapter: Paired, number: int, source: Lines) -> Sequence[str] | None:
    """Return the lines of a source section, those below it not among them."""
    sections = chapter.source.sections
    if not _is_heading(source, sections[number]):
        return None
    end = len(source.bare) + 1
    if number + 1 < len(sections):
        if not _is_heading(source, sections[number + 1]):
            return None
        end = sections[number + 1].position.line
    return source.bare[sections[number].position.line - 1 : end - 1]


def _above_orders(lines: Lines, number: int) -> int:
    """Return the line above the comments with orders to the check that a heading has."""
    above = number
    while lines.line(above - 1).lstrip().startswith("<!-- parity:"):
        above -= 1
    return above


# Ids -----------------------------------------------------------------------------


def write_ids(alignments: Sequence[Alignment], files: Files) -> tuple[list[Edited], list[Left]]:
    """Return the files of all languages with an id at every heading that can have one.

    alignments: of the source with each translation.
    """
    wanted: dict[str, list[tuple[Section, str]]] = {}
    left: list[Left] = []
    pairs = [pair for alignment in alignments for pair in alignment.chapters]
    held = {id(s) for pair in pairs for s in _held_back(pair, left)}
    for pair in pairs:
        for both in pair.sections:
            source, translation = both.source, both.translation
            if source is None or id(source) in held:
                continue
            for section in (source, *([translation] if translation else [])):
                if not written_id(section):
                    places = wanted.setdefault(section.position.path, [])
                    places.append((section, written_id(source) or source.id))
    edited = []
    for path, places in sorted(wanted.items()):
        result = _with_ids(path, places, files, left)
        edited += [result] if result else []
    return edited, left


def _held_back(pair: ChapterPair, left: list[Left]) -> Iterator[Section]:
    """Yield the source sections without an id whose translation has one of its own."""
    for both in pair.sections:
        if both.source is None or both.translation is None or written_id(both.source):
            continue
        name = written_id(both.translation)
        if both.rival is not None:
            left.append(Left(both.translation.position, *guess(both.translation, both.rival)))
            yield both.source
        elif name and name != both.source.id:
            reason = f'the translation has the id "{name}", the source none'
            way = f"write {{#{name}}} at the source's heading, or take it out here"
            left.append(Left(both.translation.position, reason, way))
            yield both.source


def _with_ids(
    path: str, places: Sequence[tuple[Section, str]], files: Files, left: list[Left]
) -> Edited | None:
    lines = _lines(path, files)
    if isinstance(lines, Left):
        left.append(lines)
        return None
    new: dict[int, str] = {}
    done = []
    for section, name in places:
        number = section.position.line
        if not _is_heading(lines, section):
            left.append(_not_found(section))
        elif number not in new:
            new[number] = with_attributes(lines.line(number), name)
            done.append(InsertionPoint(number, section))
    return Edited(path, replaced(lines, new), tuple(done)) if new else None


# Files ---------------------------------------------------------------------------


def _lines(path: str, files: Files) -> Lines | Left:
    try:
        return split_lines(files[path])
    except NotTextError:
        hint = "save the file as UTF-8; the check says where it is not"
        return Left(Position(path), "it is not UTF-8 text, so nothing was written into it", hint)


def _is_heading(lines: Lines, section: Section) -> bool:
    """Tell whether a section's heading is where the reader says, and nowhere in a comment."""
    number = section.position.line
    level = heading_level(lines.line(number), lines.line(number + 1))
    return level == section.level and number in _heading_numbers(lines)


@lru_cache(maxsize=4)
def _heading_numbers(lines: Lines) -> frozenset[int]:
    first = body_start(lines)
    return frozenset(n + first - 1 for n in heading_numbers(lines.bare[first - 1 :]))


def _not_found(section: Section) -> Left:
    reason = "the heading was not found on a line of its own, so nothing was written"
    return Left(section.position, reason, "leave an empty line above the heading, and try again")
