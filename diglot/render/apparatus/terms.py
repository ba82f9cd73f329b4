"""Terms marked in the text, `[olives]{.index}` → the entries of an index, by each alphabet.

`term="oil!pressing"` gives an entry other words than those beside it, and puts it under
another. Points, quotation marks and the difference of final letters do not count in the order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from msgspec import Struct, field

from diglot.core.model import Edition, Span
from diglot.core.walk import chapter_inlines, plain_text
from diglot.lang.he.script import WITHOUT_FINALS
from diglot.lang.locales import uses_hebrew_letters
from diglot.render.apparatus.index import Destination

INDEX = "index"
_UNDER = "!"
Script = Literal["", "hebrew", "latin"]


class IndexEntry(Struct, frozen=True):
    """A term, the places that it is marked at, and the terms under it."""

    term: str
    places: tuple[Destination, ...]
    entries: tuple[IndexEntry, ...]


class IndexGroup(Struct, frozen=True):
    """Entries with the same first letter; "" for those that begin with none."""

    letter: str
    entries: tuple[IndexEntry, ...]


class _Node(Struct):
    places: list[Destination] = field(default_factory=list)
    inner: dict[str, _Node] = field(default_factory=dict)


def term_id(span: Span) -> str:
    """Return the id of the place where a term is marked."""
    return span.attributes.id or f"term-{span.attributes.get('entry')}"


def index_of(edition: Edition) -> tuple[IndexGroup, ...]:
    """Return the entries of an edition's index; the alphabet of its language comes first."""
    root = _Node()
    for chapter in edition.chapters:
        for inline in chapter_inlines(chapter):
            if isinstance(inline, Span) and INDEX in inline.attributes.classes:
                node = root
                for term in _path(inline):
                    node = node.inner.setdefault(term, _Node())
                if node is not root:
                    node.places.append(Destination(chapter.name, term_id(inline)))
    first: Script = "hebrew" if uses_hebrew_letters(edition.language) else "latin"
    entries = _entries(root, first)
    return tuple(
        IndexGroup(letter, tuple(group)) for letter, group in groupby(entries, key=_first_letter)
    )


def _path(span: Span) -> Iterator[str]:
    words = span.attributes.get("term") or plain_text(span.children)
    for part in words.split(_UNDER):
        if term := " ".join(part.split()):
            yield term


def _entries(node: _Node, first: Script) -> tuple[IndexEntry, ...]:
    terms = sorted(node.inner, key=lambda term: _sort_key(term, first))
    return tuple(
        IndexEntry(term, tuple(node.inner[term].places), _entries(node.inner[term], first))
        for term in terms
    )


def _sort_key(term: str, first: Script) -> tuple[int, str, str]:
    """Return what puts terms in order: figures and signs, then each alphabet, the book's first."""
    letters = _letters(term)
    script = _script(letters[:1])
    rank = 0 if not script else 1 if script == first else 2
    return rank, letters, term


def _letters(term: str) -> str:
    """Return what counts in the order of terms: letters without points, figures and spaces."""
    plain = unicodedata.normalize("NFKD", term).casefold().translate(WITHOUT_FINALS)
    return "".join(c for c in plain if c.isalnum() or c == " ").strip()


def _script(letter: str) -> Script:
    if not letter.isalpha():
        return ""
    return "hebrew" if "א" <= letter <= "ת" else "latin"


def _first_letter(entry: IndexEntry) -> str:
    letter = _letters(entry.term)[:1]
    return letter.upper() if letter.isalpha() else ""
