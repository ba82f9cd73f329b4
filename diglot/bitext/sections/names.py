"""A name for every section, the same in every language.

Goes in: a book as read, with its alignments. Comes out: the book with ids. A section
is called by its explicit id, or after its heading in the source language; its
translation takes the same id, so that a link works in every edition.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from functools import lru_cache

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

_UNNAMED = "section"
# Letters that have no decomposition in Unicode.
_FOLDED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
# Marks that are inside a word without parting it, gershayim among them.
_INSIDE_WORDS = re.compile("['’‘ʼ\"”“„׳״`´]")
# Letters that may begin an XML name. Source: XML 1.0, production 4, without ":" and "_".
_NAME_LETTERS = re.compile(
    "[a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff]"
)


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


@lru_cache(maxsize=4096)
def slug(heading: str) -> str:
    """Return an id made of a heading's words: "Café & Bar" becomes "cafe-bar".

    Latin letters become ASCII; Hebrew and others stay, without niqqud. The result
    is a valid XML name, without ":" and "_".
    """
    folded = heading.casefold().translate(_FOLDED)
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", folded)
        if not unicodedata.category(character).startswith("M")
    )
    plain = unicodedata.normalize("NFC", plain).casefold()
    words = re.findall(r"[^\W_]+", _INSIDE_WORDS.sub("", plain))
    kept = (
        "".join(c for c in word if c in "0123456789" or _NAME_LETTERS.match(c)) for word in words
    )
    name = "-".join(word for word in kept if word)
    if not name:
        return _UNNAMED
    return name if _NAME_LETTERS.match(name) else f"s-{name}"


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
