"""What is in a draft in place of what could not be read or laid out.

Knows that the place must still be found: the title, the sections and their ids stay, so
that contents, bookmarks and links work. Goes in and out: a chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from msgspec.structs import replace

from diglot.core.model import Attributes, Block, Chapter, Division, Inline, Paragraph, Section, Text
from diglot.core.walk import plain_text
from diglot.lang.locales import Locale

STAND_IN = "stand-in"  # the class of the notice


def unread(chapter: Chapter, locale: Locale) -> Chapter:
    """Return a page that says that the chapter could not be read."""
    words = locale.gettext("This chapter could not be read, and is missing from this draft.")
    return replace(chapter, blocks=(_notice(words, chapter),))


def missing_chapter(chapter: Chapter, locale: Locale) -> Chapter:
    """Return the chapter's title and headings, in plain words, and why there is no more."""
    words = locale.gettext("This chapter could not be laid out, and is missing from this draft.")
    return replace(
        chapter,
        title=_plain(chapter.title),
        subtitle=_plain(chapter.subtitle),
        blocks=(_notice(words, chapter),),
        sections=tuple(map(_heading_of, chapter.sections)),
    )


def without_passages(chapter: Chapter, missing: Collection[Block], locale: Locale) -> Chapter:
    """Return the chapter with a notice at the place of each block that is missing."""
    words = locale.gettext("A passage could not be laid out, and is missing from this draft.")
    lost = set(map(id, missing))  # two blocks may be equal

    def kept(block: Block) -> Block:
        return _notice(words, block) if id(block) in lost else block

    return rebuilt(chapter, lambda blocks: tuple(map(kept, blocks)))


def rebuilt(chapter: Chapter, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> Chapter:
    """Return the chapter with the blocks of each section changed."""

    def section(old: Section) -> Section:
        inner = tuple(map(section, old.sections))
        return replace(old, blocks=change(old.blocks), sections=inner)

    sections = tuple(map(section, chapter.sections))
    return replace(chapter, blocks=change(chapter.blocks), sections=sections)


def _notice(words: str, at: Chapter | Block) -> Division:
    paragraph = Paragraph((Text(words),), at.position)
    return Division((paragraph,), at.position, Attributes(classes=(STAND_IN,)))


def _plain(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    words = plain_text(inlines).strip()
    return (Text(words),) if words else ()


def _heading_of(section: Section) -> Section:
    inner = tuple(map(_heading_of, section.sections))
    return replace(section, title=_plain(section.title), blocks=(), sections=inner)
