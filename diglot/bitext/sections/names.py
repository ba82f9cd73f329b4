"""A name for every section, the same in every language.

Goes in: a book as read, with its alignments. Comes out: the book with ids. A section
is called by its explicit id, or after its heading in the source language; its
translation takes the same id, so that a link works in every edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from msgspec.structs import replace

from diglot.bitext.ids import inner_ids, written_id
from diglot.bitext.sections.align import Alignment
from diglot.bitext.sections.eyes import ChapterPair
from diglot.core.model import Book, Chapter, Edition, Section
from diglot.core.walk import (
    OncePer,
    plain_text,
    walk_sections,
)
from diglot.text.slugs import slug


def name_sections(book: Book, alignments: Mapping[str, Alignment]) -> Book:
    """Return the book with an id for every section; a title takes that of its source.

    alignments: by language, of the source with each translation, for the same objects.
    In a chapter no two sections get the same id, even where two have it written.
    """
    pairs = [pair for alignment in alignments.values() for pair in alignment.chapters]
    names: dict[int, str] = {}
    for chapter in book.source.chapters:
        others = set(_other_ids(chapter))
        for pair in pairs:
            if pair.source is chapter and pair.translation is not None:
                others |= _other_ids(pair.translation)
        _name_rest(chapter, set(), others, names)
    for pair in pairs:
        if pair.translation is not None:
            _name_counterparts(pair, names)
            sources = walk_sections(pair.source) if pair.source is not None else ()
            title = {pair.source.id} if pair.source is not None else set()
            _name_rest(
                pair.translation,
                {names[id(section)] for section in sources},
                _other_ids(pair.translation) | title,
                names,
            )
    titles = {id(pair.translation): pair.source.id for pair in pairs if pair.source is not None}
    return replace(book, editions=tuple(_renamed_edition(e, names, titles) for e in book.editions))


@OncePer
def _other_ids(chapter: Chapter) -> frozenset[str]:
    """Return the ids in a chapter of all that is no section."""
    parts: tuple[Chapter | Section, ...] = (chapter, *walk_sections(chapter))
    own = {chapter.attributes.id} - {""}
    return frozenset(own | {name for part in parts for name, _ in inner_ids(part)})


def _name_counterparts(pair: ChapterPair, names: dict[int, str]) -> None:
    """Name the sections of a translation that have a counterpart after that."""
    for sections in pair.sections:
        if sections.source is not None and sections.translation is not None:
            names[id(sections.translation)] = names[id(sections.source)]


def _name_rest(chapter: Chapter, named: set[str], others: Set[str], names: dict[int, str]) -> None:
    """Name the sections of a chapter that have no name yet after themselves.

    named: the names that sections have already, in the source too.
    others: the ids of all that is no section.
    """
    taken = set(named)
    rest = [section for section in walk_sections(chapter) if id(section) not in names]
    for section in rest:
        name = written_id(section)
        if name and name not in taken:
            names[id(section)] = name
            taken.add(name)
    for section in rest:
        if id(section) not in names:
            name = written_id(section) or slug(plain_text(section.title))
            names[id(section)] = _free_name(name, taken | others)
            taken.add(names[id(section)])


def _free_name(name: str, taken: Set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


# The same book with the names ----------------------------------------------------


def _renamed_edition(
    edition: Edition, names: Mapping[int, str], titles: Mapping[int, str]
) -> Edition:
    """Return an edition with the ids of its sections, and those of titles from the source."""
    chapters = (
        replace(
            chapter,
            id=titles.get(id(chapter)) or chapter.id,
            sections=_renamed_sections(chapter.sections, names),
        )
        for chapter in edition.chapters
    )
    return replace(edition, chapters=tuple(chapters))


def _renamed_sections(
    sections: tuple[Section, ...], names: Mapping[int, str]
) -> tuple[Section, ...]:
    return tuple(
        replace(s, id=names[id(s)], sections=_renamed_sections(s.sections, names)) for s in sections
    )
