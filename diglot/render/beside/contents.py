"""The contents of a book in two languages: one entry for what is in both.

Goes in: the contents of either edition. Comes out: those of the source with both titles, and what
only the translation has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from diglot.core.model import Role
from diglot.render.apparatus.index import Destination
from diglot.render.beside.sides import SideName, own_id
from diglot.render.chapters import ContentsChapter, ContentsPart, Entry
from diglot.render.markup import NOTHING, text

Titles = Mapping[SideName, Markup]


class BothEntry(Struct, frozen=True):
    """A section, and those inside it.

    id: of both counterparts, each in its own edition. place: on a page that both languages share.
    """

    id: str
    place: Destination
    titles: Titles
    entries: tuple[BothEntry, ...]


class BothChapter(Struct, frozen=True):
    """A chapter. number: as it is before the title, in the first language that has it."""

    name: str
    number: str
    role: Role
    titles: Titles
    entries: tuple[BothEntry, ...]


class BothPart(Struct, frozen=True):
    """Chapters that stand together. titles: of the part; without words outside parts."""

    titles: Titles
    chapters: tuple[BothChapter, ...]


def both_contents(
    source: Sequence[ContentsPart],
    translation: Sequence[ContentsPart],
    languages: tuple[str, str],
    depth: int = 2,
) -> Iterator[BothPart]:
    """Yield the parts of the source, and then the chapters that only the translation has.

    languages: of the source and of the translation. depth: how many levels of sections.
    """
    theirs = {chapter.name: chapter for part in translation for chapter in part.chapters}
    titles = {chapter.name: part.title for part in translation for chapter in part.chapters}
    for part in source:
        others = (titles[c.name] for c in part.chapters if titles.get(c.name))
        other = next(others, "") if part.title else ""
        chapters = (_chapter(c, theirs.pop(c.name, None), languages, depth) for c in part.chapters)
        yield BothPart(_titles(text(part.title), text(other)), tuple(chapters))
    if theirs:
        rest = (_chapter(None, chapter, languages, depth) for chapter in theirs.values())
        yield BothPart(_titles(NOTHING, NOTHING), tuple(rest))


def _chapter(
    ours: ContentsChapter | None,
    theirs: ContentsChapter | None,
    languages: tuple[str, str],
    depth: int,
) -> BothChapter:
    some = ours or theirs
    if some is None:
        raise ValueError("a chapter of neither language")
    entries = _entries(
        some.name,
        ours.entries if ours else (),
        theirs.entries if theirs else (),
        languages,
        depth,
    )
    titles = _titles(ours.title if ours else NOTHING, theirs.title if theirs else NOTHING)
    return BothChapter(some.name, some.number, some.role, titles, tuple(entries))


def _entries(
    chapter: str,
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    languages: tuple[str, str],
    depth: int,
) -> Iterator[BothEntry]:
    """Yield the sections of a chapter or section; counterparts have the same id."""
    if not depth:
        return
    others = {entry.id: entry for entry in theirs}
    for entry in ours:
        other = others.pop(entry.id, None)
        inner = _entries(
            chapter, entry.entries, other.entries if other else (), languages, depth - 1
        )
        place = Destination(chapter, own_id(languages[0], entry.id))
        titles = _titles(entry.title, other.title if other else NOTHING)
        yield BothEntry(entry.id, place, titles, tuple(inner))
    for entry in others.values():
        inner = _entries(chapter, (), entry.entries, languages, depth - 1)
        place = Destination(chapter, own_id(languages[1], entry.id))
        yield BothEntry(entry.id, place, _titles(NOTHING, entry.title), tuple(inner))


def _titles(source: Markup, translation: Markup) -> Titles:
    return {"source": source, "translation": translation}
